/** The errors that already speak to a person: their message is the line to show. */
const SPEAKING = new Set([
  'ArgumentsError',
  'DataDirectoryError',
  'DatabaseDamaged',
  'SchemaError',
  'WriteTurnTimeout',
]);

interface Fault {
  name?: string;
  code?: string;
  errno?: number;
  errcode?: number;
  message?: string;
  path?: string;
  address?: string;
  port?: number;
  hostname?: string;
  /** Set by mysql2 when a connection is lost; a fault of the address to listen on has nothing of the kind. */
  fatal?: boolean;
  driverError?: Fault;
}

/** @returns one line (settings: one line per fault) that says why the service does not start and what to do; never a stack or a secret. */
export function explainStartFault(error: unknown): string {
  const outer = (error ?? {}) as Fault;
  const fault = outer.driverError ?? outer;
  if (outer.name === 'SettingsError') return outer.message ?? '';
  if (SPEAKING.has(outer.name ?? '')) return (outer.message ?? '').replace(/\s*\n\s*/g, ' ');
  if (outer.name === 'DataDirectoryInUse')
    return `${outer.message}; stop that one, or choose another directory with LATCHKEY_DATA_DIR.`;
  if (outer.name === 'UnsealError') {
    return 'The signing keys in this database were sealed under another master key; set LATCHKEY_MASTER_KEY to the one that the database was first used with.';
  }
  if (outer.name === 'ApiError')
    return `The first administrator cannot be made from LATCHKEY_BOOTSTRAP_*: ${detailsOf(outer)}`;
  if (outer.name === 'NoConnectionOptionError')
    return 'DATABASE_URL names no database; put one behind the host: mysql://user:password@host:3306/latchkey';
  if (fault.message?.includes('unable to open database file'))
    return 'The embedded database cannot be opened; this account needs to read and write every file in the data directory.';
  return (BY_CODE[fault.code ?? ''] ?? unexpected)(fault);
}

const unreachable = (fault: Fault): string =>
  `The database server cannot be reached (${fault.code}); look at DATABASE_URL and whether the server runs.`;

const unknownHost = (fault: Fault): string =>
  fault.hostname !== undefined && !fault.fatal
    ? `The address ${fault.hostname} is not known (${fault.code}); choose another with HOST.`
    : `The host in DATABASE_URL is not known (${fault.code}).`;

const refused = (): string => 'The database server refuses the user or the password in DATABASE_URL.';

const BY_CODE: Readonly<Record<string, (fault: Fault) => string>> = {
  EADDRINUSE: ({ port, address }) =>
    `Port ${port} on ${address} is in use; stop what uses it or choose another with PORT.`,
  EADDRNOTAVAIL: ({ address }) =>
    `The address ${address} is not one of this machine's; choose another with HOST.`,
  EACCES: ({ code, port, path }) =>
    port === undefined
      ? `${path ?? 'A file of the service'} cannot be used (${code}); this account needs to read and write it.`
      : `Port ${port} may not be used by this account; choose one above 1023 with PORT.`,
  ECONNREFUSED: unreachable,
  ETIMEDOUT: unreachable,
  EHOSTUNREACH: unreachable,
  ECONNRESET: unreachable,
  PROTOCOL_CONNECTION_LOST: unreachable,
  ENOTFOUND: unknownHost,
  EAI_AGAIN: unknownHost,
  ER_ACCESS_DENIED_ERROR: refused,
  ER_DBACCESS_DENIED_ERROR: refused,
  ER_ACCESS_DENIED_NO_PASSWORD_ERROR: refused,
  HANDSHAKE_NO_SSL_SUPPORT: () =>
    'The database server does not speak TLS, which is required of one on another machine in production; set it up there, or say ?requireTLS=false behind DATABASE_URL.',
  HANDSHAKE_SSL_ERROR: ({ message }) =>
    `The database server shows no certificate that can be verified (${firstLine(message)}); name whoever signed it in NODE_EXTRA_CA_CERTS, and the server as it does in DATABASE_URL.`,
  ER_BAD_DB_ERROR: () =>
    'The database that DATABASE_URL names does not exist; make it first: CREATE DATABASE ... CHARACTER SET utf8mb4.',
};

function unexpected({ name, code, message }: Fault): string {
  return `Latchkey cannot start: ${name ?? 'Error'}${code ? ` (${code})` : ''}: ${firstLine(message)}`;
}

function firstLine(message = ''): string {
  return (message.split('\n')[0] ?? '').slice(0, 300);
}

function detailsOf(error: Fault & { details?: Record<string, string> }): string {
  const details = Object.entries(error.details ?? {}).map(([field, text]) => `${field} ${text}`);
  return details.join('; ') || (error.message ?? '');
}
