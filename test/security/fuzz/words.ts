import * as fc from 'fast-check';

/** A uid that nothing has. */
const ABSENT = '01990f6e-7c2a-7b1e-9d53-0c1f2a3b4c5d';

const UIDS = ['user', 'spare', 'key', 'role', 'session', 'audit', 'tenant', 'spareTenant', 'stranger'];
const uids = [...UIDS.map((name) => `{{${name}.uid}}`), ABSENT];
const tokens = ['{{user.token}}', '{{admin.token}}', '{{stranger.token}}', 'a.b.c'];
const keys = ['{{user.key}}', '{{admin.key}}', '{{stranger.key}}', 'lk_', `lk_${'0'.repeat(38)}`];
const passwords = ['{{user.password}}', 'a better giraffe counts clouds', 'password1234567', 'short', ' '];
const times = ['2030-02-01T00:00:00.000Z', '2031-01-01T00:00:00+14:00', '2026-02-30T00:00:00Z', '2029-12-31'];
const pages = ['0', '1', '2', '50', '10000', '10001', '-1', '1e3', '0x10', 'NaN', '١'];

/** What means something in a field, a query or a path, by its name; the first that fits. */
const WORDS: [name: RegExp, words: string[]][] = [
  [/uid$/i, uids],
  [/^emailId$/, ['{{user.emailId}}', '{{admin.emailId}}', 'ÁDA@tenant.example', 'x@y', '@']],
  [/^org(Name)?$/, ['{{admin.orgName}}', '{{stranger.orgName}}', 'acme', '']],
  [/password$/i, passwords],
  [/^(key|keys|subject_token)$/, keys],
  [/^(token|tokens)$/, [...tokens, ...keys, 'setup_0']],
  [/passwordToken/, ['{{activation.token}}', '{{reset.token}}', 'no.link.of-ours']],
  [/time|expir|before/i, times],
  [/^(limit|offset|continue)$/, pages],
  [/^roles$/, ['User', 'Tenant Admin', 'Tenant Viewer', '{{role.uid}}', ABSENT]],
  [/^permissions?$/, ['user.list', 'apiKey.*', 'audit.get AND (user.get OR role.list)', 'no.such', '(', '']],
  [
    /^filters$/,
    ['metadata.name=x', 'spec.emailId={{user.emailId}}', 'metadata.name=aANDmetadata.uid=b', '='],
  ],
  [/^orderBy$/, ['metadata.name=1', 'metadata.creationTimestamp=-1', 'name', '-expiry', 'metadata.name=2']],
  [/^fields$/, ['metadata.name', 'metadata.uid,spec', 'spec.emailId,status.isActive', 'password_hash', ',']],
  [/^(path|from)$/, ['/spec/lastName', '/spec/roles/0', '/metadata/labels/a~1b', '/spec/emailId', '/', '~2']],
  [/^(setCookie|force)$/, ['true', 'false', '1', '']],
  [/^scope$/, ['tenant', 'project', 'apiKey.list user.get', 'moon']],
  [/^(audience|resource)$/, ['https://orders.example.com', 'urn:x', 'not a uri']],
  [/^regex$/, ['^[a-z]{6,}$', '(a+)+$', '(', '\\p{L}']],
  [/resourceKind|actionType/, ['apiKey', 'user', 'create', 'update', 'nothing']],
];

/** @returns words that mean something under this name; none when nobody knows any. */
export const wordsFor = (name: string): string[] => WORDS.find(([pattern]) => pattern.test(name))?.[1] ?? [];

/** Texts that somebody once did not think of. */
export const oddText: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(
    '',
    ' ',
    '\0',
    '\u{10ffff}',
    '\ud800',
    '\udbff\ud800',
    '\u202e\u200b\ufeff',
    'ı İ ß ﬀ Ａ',
    '__proto__',
    'constructor',
    'toString',
    '%00',
    '%s%n%x',
    '${jndi:ldap://x}',
    '../../etc/passwd',
    "' OR '1'='1",
    '<script>',
    '\r\nX-Injected: 1',
    '\u001b[31m\u2028',
    '2026-02-30T00:00:00Z',
    'x'.repeat(5000),
    '鍵'.repeat(300),
  ),
  fc.string({ unit: 'grapheme', maxLength: 20 }),
  fc.string({ unit: 'binary', maxLength: 20 }),
);
