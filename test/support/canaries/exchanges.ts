/** Something that nobody else may learn, and what it is. */
export type Secret = [what: string, value: string];

/** Fields of bodies, JSON and forms, that are for secrets. */
const SENT: Record<string, string> = {
  password: 'password',
  currentPassword: 'password',
  newPassword: 'password',
  token: 'token',
  tokens: 'token',
  subject_token: 'API key',
  key: 'API key',
  keys: 'API key',
};
/** The same of answers. */
const ANSWERED: Record<string, string> = {
  Authorization: 'token',
  access_token: 'token',
  apiKey: 'API key',
  activationLink: 'link',
  passwordResetLink: 'link',
};
const GIVES = new RegExp(`"(?:${Object.keys(ANSWERED).join('|')})"`);
const COOKIE = /__Host-latchkey-session=([^;\s"]+)/g;
const IN_PATH = /^\/v1\/auth\/(?:refresh|password)\/([^/?#]+)/;
const UID = /[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/i;
/** Also one that was cut or changed: it is nearly one. */
const SETUP_TOKEN = /^\s*setup_/i;
/** Whatever says so in a body that cannot be read as what it claims to be. */
const IN_BROKEN_BODY = /\b(\w{1,20})"?\s{0,9}[:=]\s{0,9}"?([^",&}]+)/g;

/** A request, as far as it can hold secrets. */
export interface Sent {
  url: string;
  /** Name, value, name, value, ... */
  headers: readonly string[];
  body: string;
}

/** @returns what a request shows, good or bad: a mistyped password is nearly one. */
export function secretsOfRequest({ url, headers, body }: Sent): Secret[] {
  const secrets: Secret[] = [...inAddress(url), ...inBody(body)];
  for (let at = 0; at < headers.length; at += 2)
    secrets.push(...inHeader(headers[at]?.toLowerCase() ?? '', headers[at + 1] ?? ''));
  return secrets.flatMap(secretParts);
}

/** @returns what an answer gives away, and the rest of it, which must hold no secret. @param head its header lines. */
export function secretsOfAnswer(head: string, body: string): { secrets: Secret[]; rest: string } {
  const secrets: Secret[] = [...head.matchAll(COOKIE)].map(([, value = '']) => ['cookie', value]);
  const rest = head.replace(COOKIE, '');
  const left = withoutValues(body, (name, value) => {
    const what = Object.hasOwn(ANSWERED, name) ? ANSWERED[name] : undefined;
    // an error says under the same name what is wrong with a key that was sent
    const isGiven = what !== undefined && (what !== 'API key' || value.startsWith('lk_'));
    if (isGiven) secrets.push([what, value]);
    return isGiven;
  });
  return { secrets: secrets.flatMap(secretParts), rest: rest + left };
}

function inHeader(name: string, value: string): Secret[] {
  if (name === 'apikey') return [['API key', value]];
  if (name === 'cookie') return [...value.matchAll(COOKIE)].map(([, cookie = '']) => ['cookie', cookie]);
  if (name !== 'authorization') return inQuery(value); // gateways tell in headers what address they were asked for
  const [, encoded] = /^Basic +([A-Za-z\d+/]+=*)$/i.exec(value) ?? [];
  if (encoded === undefined) return [['token', value.replace(/^Bearer +/i, '')]];
  const [, , secret = ''] = /^([^:]*):(.*)$/s.exec(Buffer.from(encoded, 'base64').toString()) ?? [];
  return [['API key', secret]];
}

function inAddress(url: string): Secret[] {
  const [, token] = IN_PATH.exec(url) ?? [];
  return [...inQuery(url), ...(token === undefined ? [] : [['token', unescaped(token)] satisfies Secret])];
}

function inQuery(address: string): Secret[] {
  if (!address.includes('ApiKey=')) return [];
  const query = address.slice(address.indexOf('?') + 1).split('#', 1)[0];
  return new URLSearchParams(query).getAll('ApiKey').map((value) => ['API key', value]);
}

function inBody(body: string): Secret[] {
  const named = (pairs: Iterable<[string, unknown]>): Secret[] =>
    [...pairs].flatMap(([name, value]) => {
      const what = Object.hasOwn(SENT, name) ? SENT[name] : undefined;
      const texts = [value].flat().filter((text) => typeof text === 'string');
      return what === undefined ? [] : texts.map((text): Secret => [what, text]);
    });
  try {
    const read = JSON.parse(body) as unknown;
    return named(Object.entries(read ?? {}));
  } catch {
    return [
      ...named(new URLSearchParams(body)),
      ...named([...body.matchAll(IN_BROKEN_BODY)].map(([, name = '', value = '']) => [name, value])),
    ];
  }
}

/**
 * @returns the parts that are secret. Of a token that is the signature: what it says, others may know, and write down alike. A uid is a name
 * and opens nothing, wherever somebody shows it; links and cookies begin with one.
 */
function secretParts([what, value]: Secret): Secret[] {
  const [, ofLink] = /#token=(.*)$/.exec(value) ?? [];
  const token = ofLink ?? value;
  if (SETUP_TOKEN.test(token)) return [['setup token', token]];
  const [, signature] = /^[\w-]+\.[\w-]+\.([\w-]+)$/.exec(token) ?? [];
  return (what === 'password' ? value : (signature ?? token)).split(UID).map((part) => [what, part]);
}

/** @returns the body, JSON without the texts that are for `takes`. */
function withoutValues(body: string, takes: (name: string, value: string) => boolean): string {
  if (!body.startsWith('{') || !GIVES.test(body)) return body; // to read all of them takes long
  return JSON.stringify(JSON.parse(body) as unknown, (name, value: unknown) =>
    typeof value === 'string' && takes(name, value) ? '' : value,
  );
}

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
