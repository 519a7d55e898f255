-- Asks Latchkey about a request and sets the variable txn.latchkey_status; see haproxy.cfg and docs/gateways/haproxy.md.
-- Whatever goes wrong in here, the variable is not 200 and haproxy.cfg lets nobody in.

local IDENTITY = {
  'x-auth-user-uid', 'x-auth-tenant-uid', 'x-auth-org', 'x-auth-email', 'x-auth-key-uid', 'x-auth-permissions', 'x-auth-expires',
}
-- Longer than haproxy.cfg waits for Latchkey: what takes longer is asked again.
local TIMEOUT_MS = 5000

local function encoded(text)
  return (text:gsub('[^%w]', function(byte) return string.format('%%%02X', byte:byte()) end))
end

-- All of them: Latchkey refuses a request with more than one credential. Lists of HAProxy begin at 0.
local function copied(values)
  local list = {}
  if values then
    for at = 0, #values do table.insert(list, values[at]) end
  end
  return list
end

-- `questions` is where haproxy.cfg listens for them.
local function verify(txn, questions)
  txn:set_var('txn.latchkey_status', 0)
  local headers = txn.http:req_get_headers()
  local question = '/v1/auth/verify'
  local permission = txn:get_var('txn.permission')
  if permission then question = question .. '?permission=' .. encoded(permission) end

  local answer = core.httpclient():get{
    url = 'http://latchkey' .. question,
    dst = questions,
    timeout = TIMEOUT_MS,
    headers = {
      ['apikey'] = copied(headers['apikey']),
      ['authorization'] = copied(headers['authorization']),
      ['x-original-uri'] = { txn.f:pathq() },
      ['x-forwarded-for'] = { txn.f:src() },
    },
  }
  local function told(name)
    local values = answer.headers and answer.headers[name]
    return values and values[0] or ''
  end

  for _, name in ipairs(IDENTITY) do
    txn.http:req_set_header(name, answer.status == 200 and told(name) or '')
  end
  txn:set_var('txn.latchkey_retry_after', told('retry-after'))
  txn:set_var('txn.latchkey_status', answer.status)
end

core.register_action('latchkey', { 'http-req' }, verify, 1)
