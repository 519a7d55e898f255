/** The errors that already speak to a person: their message is the line to show. */
const SPEAKING = new Set([
  'SettingsError',
  'DataDirectoryError',
  'DataDirectoryInUse',
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
  address?: string;
  port?: number;
  driverError?: Fault;
}

/** @returns one line (settings: one line per fault) that says why the service does not start and what to do; never a stack or a secret. */
export function explainStartFault(error: unknown): string {
  const outer = (error ?? {}) as Fault;
  const fault = outer.driverError ?? outer;
  if (SPEAKING.has(outer.name ?? '')) return outer.message ?? '';
  if (outer.name === 'UnsealError') {
    return 'The signing keys in this database were sealed under another master key; set LATCHKEY_MASTER_KEY to the one that the database was first used with.';
  }
  if (outer.name === 'ApiError')
    return `The first administrator cannot be made from LATCHKEY_BOOTSTRAP_*: ${detailsOf(outer)}`;
  switch (fault.code) {
    case 'EADDRINUSE':
      return `Port ${fault.port} on ${fault.address} is in use; stop what uses it or choose another with PORT.`;
    case 'EADDRNOTAVAIL':
      return `The address ${fault.address} is not one of this machine's; choose another with HOST.`;
    case 'EACCES':
      return fault.port === undefined
        ? `A file of the service cannot be used (${fault.code}).`
        : `Port ${fault.port} may not be used by this account; choose one above 1023 with PORT.`;
    case 'ECONNREFUSED':
    case 'ETIMEDOUT':
    case 'EHOSTUNREACH':
    case 'ECONNRESET':
    case 'PROTOCOL_CONNECTION_LOST':
      return `The database server cannot be reached (${fault.code}); look at DATABASE_URL and whether the server runs.`;
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `The host in DATABASE_URL is not known (${fault.code}).`;
    case 'ER_ACCESS_DENIED_ERROR':
    case 'ER_DBACCESS_DENIED_ERROR':
    case 'ER_ACCESS_DENIED_NO_PASSWORD_ERROR':
      return 'The database server refuses the user or the password in DATABASE_URL.';
    case 'ER_BAD_DB_ERROR':
      return 'The database that DATABASE_URL names does not exist; make it first: CREATE DATABASE ... CHARACTER SET utf8mb4.';
    default:
      return `Latchkey cannot start: ${fault.name ?? 'Error'}${fault.code ? ` (${fault.code})` : ''}: ${(fault.message ?? '').split('\n')[0]?.slice(0, 300)}`;
  }
}

function detailsOf(error: Fault & { details?: Record<string, string> }): string {
  const details = Object.entries(error.details ?? {}).map(([field, text]) => `${field} ${text}`);
  return details.join('; ') || (error.message ?? '');
}
