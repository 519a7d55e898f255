import { LONGEST_TOKEN_MINUTES } from '#secrets';
import { databaseServer } from './database-setting-kinds.js';
import { mailbox, smtpServer } from './mail-setting-kinds.js';
import { redisServer } from './redis-setting-kinds.js';
import {
  bearerToken,
  email,
  flag,
  list,
  network,
  oneOf,
  text,
  url,
  visibleName,
  wholeNumber,
} from './setting-kinds.js';

/**
 * Every setting: how it is read, what holds without it, and what it is for. The settings page of the docs, `.env.example` and
 * the check for misspelt names are all held against this table.
 */
export const SETTINGS = {
  PORT: {
    kind: wholeNumber(0, 65535),
    fallback: '3000',
    about: 'The port to listen on; 0 takes any free one.',
  },
  HOST: { kind: text, fallback: '127.0.0.1', about: 'The address to listen on; 0.0.0.0 for every network.' },
  DATABASE_URL: {
    kind: databaseServer,
    about:
      'MariaDB or MySQL, e.g. mysql://user:password@host:3306/latchkey. Absent: a SQLite file in the data directory.',
    secret: true,
  },
  REDIS_URL: {
    kind: redisServer,
    about:
      'A Redis that tells instances of changes sooner, e.g. rediss://user:password@host:6379. Absent: each looks ten times a second.',
    secret: true,
  },
  LATCHKEY_DATA_DIR: {
    kind: text,
    fallback: './data',
    about: 'Where the embedded database and generated secrets lie. Only its owner may read it.',
  },
  LATCHKEY_PUBLIC_URL: {
    kind: url('http:', 'https:'),
    about: 'The address that people and clients use; links and tokens carry it. Absent: http://HOST:PORT.',
  },
  LATCHKEY_TRUSTED_PROXIES: {
    kind: list(network),
    fallback: '',
    about:
      'Addresses or CIDR ranges of proxies whose X-Forwarded-* headers are believed, separated by commas.',
  },
  LATCHKEY_MAX_CONNECTIONS: {
    kind: wholeNumber(1, 1_000_000),
    fallback: '10000',
    about: 'How many connections may be open; the next one is closed at once.',
  },
  LATCHKEY_MAX_CONNECTIONS_PER_ADDRESS: {
    kind: wholeNumber(1, 1_000_000),
    fallback: '2000',
    about:
      'How many of them one address may have, or one /64 of IPv6. Proxies in LATCHKEY_TRUSTED_PROXIES may have all.',
  },
  LATCHKEY_LOG_LEVEL: {
    kind: oneOf('fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'),
    fallback: 'info',
    about: 'The least important log lines that are written.',
  },
  LATCHKEY_BOOTSTRAP_ORG: {
    kind: visibleName,
    about: 'With e-mail and password below: the first organisation, made at the first start.',
  },
  LATCHKEY_BOOTSTRAP_EMAIL: {
    kind: email,
    about: 'The first administrator. Becomes administrator of that organisation and of the platform.',
  },
  LATCHKEY_BOOTSTRAP_PASSWORD: {
    kind: text,
    about: 'The first administrator’s password, 15 to 128 characters.',
    secret: true,
  },
  LATCHKEY_MASTER_KEY: {
    kind: text,
    about:
      '32 random bytes in base64 (openssl rand -base64 32). The embedded database makes its own; in production a server database needs it.',
    secret: true,
  },
  LATCHKEY_SESSION_MAX_MINUTES: {
    kind: wholeNumber(1, 43200),
    fallback: '720',
    about: 'How long after login a session ends, whatever is refreshed.',
  },
  LATCHKEY_TOKEN_MINUTES: {
    kind: wholeNumber(15, LONGEST_TOKEN_MINUTES),
    fallback: '15',
    about: 'How long an authorization token is valid.',
  },
  LATCHKEY_REFRESH_BY_GET: {
    kind: flag,
    fallback: 'true',
    about:
      'Whether GET /v1/auth/refresh/{token} works. Existing clients use it; POST /v1/auth/refresh keeps tokens out of addresses.',
  },
  LATCHKEY_REFRESH_STRICT: {
    kind: flag,
    fallback: 'false',
    about: 'Whether reuse of a token that was replaced a while ago ends its whole session.',
  },
  LATCHKEY_QUERY_API_KEYS: {
    kind: flag,
    fallback: 'true',
    about: 'Whether ?ApiKey= in the address is accepted. An organisation can switch it off for itself.',
  },
  LATCHKEY_MAX_KEYS_PER_USER: {
    kind: wholeNumber(0, 10_000_000),
    fallback: '1000',
    about:
      'How many API keys one user may have, revoked and expired ones included until they are deleted; 0 sets no limit.',
  },
  LATCHKEY_MAX_KEYS_PER_ORG: {
    kind: wholeNumber(0, 10_000_000),
    fallback: '100000',
    about:
      'The same for all users of an organisation together. They are counted when one is made, 10 to 30 ms for 100,000; 0 sets no limit.',
  },
  LATCHKEY_CACHE_ENTRIES: {
    kind: wholeNumber(1, 10_000_000),
    fallback: '200000',
    about: 'How many keys, and how many sessions, verification keeps in memory; about 2 kB each.',
  },
  LATCHKEY_LOGIN_FAILURES: {
    kind: wholeNumber(3, 100),
    fallback: '5',
    about:
      'How many wrong passwords in a row lock an account, for 1 minute first and for up to 15 with each more. After 100 only a new password by a link lets its owner in.',
  },
  LATCHKEY_INVALID_PER_MINUTE: {
    kind: wholeNumber(1, 1_000_000),
    fallback: '100',
    about:
      'How many credentials that do not count one address may send or have verified in a minute, before it is told to wait. Those that count are never limited.',
  },
  LATCHKEY_ADDRESS_FAILURES: {
    kind: wholeNumber(5, 1_000_000),
    fallback: '50',
    about:
      'How many wrong passwords one address may send in 15 minutes, whoever they are for, before it is told to wait; and how many requests for letters.',
  },
  LATCHKEY_ORG_FAILURES: {
    kind: wholeNumber(50, 1_000_000),
    fallback: '1000',
    about:
      'How many wrong passwords all addresses may send for one organisation in 15 minutes, before those that have failed are told to wait.',
  },
  LATCHKEY_EXPIRY_JOB_SECONDS: {
    kind: wholeNumber(1, 86400),
    fallback: '60',
    about: 'How often expired keys are marked. They are refused at the instant either way.',
  },
  LATCHKEY_KEY_REMINDER_DAYS: {
    kind: wholeNumber(0, 365),
    fallback: '7',
    about:
      'How many days before an API key expires it is shown as expiring and its owner gets a letter, if it lives longer than that at all; 0: neither.',
  },
  SMTP_URL: {
    kind: smtpServer,
    about:
      'The mail server that takes letters, e.g. smtp://user:password@host:587. Absent: nothing is mailed, administrators hand links over.',
    secret: true,
  },
  LATCHKEY_MAIL_FROM: {
    kind: mailbox,
    about: 'Who letters are from. Absent: Latchkey <no-reply@HOST>, with the host of LATCHKEY_PUBLIC_URL.',
  },
  LATCHKEY_MAIL_JOB_SECONDS: {
    kind: wholeNumber(1, 86400),
    fallback: '10',
    about: 'How often letters that could not be sent are looked for. A new one is sent at once either way.',
  },
  LATCHKEY_SIGNING_KEY_DAYS: {
    kind: wholeNumber(2, 3650),
    fallback: '90',
    about: 'How long one key signs tokens before the next takes over.',
  },
  LATCHKEY_AUDIT_RETENTION_DAYS: {
    kind: wholeNumber(0, 36500),
    fallback: '0',
    about: 'How long audit entries are kept; 0 keeps them for ever.',
  },
  LATCHKEY_DOCS: {
    kind: flag,
    about: 'Whether /docs and /openapi.json are served. Absent: yes, but not when NODE_ENV is production.',
  },
  LATCHKEY_METRICS_TOKEN: {
    kind: bearerToken,
    about:
      'What Prometheus shows to read /metrics, at least 16 characters (openssl rand -hex 32). Absent: there is no /metrics.',
    secret: true,
  },
  LATCHKEY_DRAIN_SECONDS: {
    kind: wholeNumber(0, 300),
    fallback: '0',
    about: 'How long to go on serving after SIGTERM, with /health/ready already answering 503.',
  },
} as const satisfies Record<string, SettingDefinition>;

/** Settings that may also be read from a file, named by the same setting with `_FILE` behind it. */
export const FROM_FILE = [
  'LATCHKEY_BOOTSTRAP_PASSWORD',
  'LATCHKEY_MASTER_KEY',
  'DATABASE_URL',
  'REDIS_URL',
  'SMTP_URL',
  'LATCHKEY_METRICS_TOKEN',
] as const;

export type SettingName = keyof typeof SETTINGS;

export interface SettingDefinition {
  kind: (value: string) => unknown;
  fallback?: string;
  about: string;
  secret?: boolean;
}
