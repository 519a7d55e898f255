import { QueryFailedError } from 'typeorm';

/** The parts of a driver's error that tell what happened: mysql2 has `errno` and `code`, SQLite an extended `errcode`. */
interface DriverFault {
  errno?: number;
  code?: string;
  fatal?: boolean;
  errcode?: number;
  message?: string;
}

const MYSQL_DUPLICATE = 1062;
const MYSQL_NO_PARENT = 1452;
const SQLITE_NO_PARENT = 787;
const SQLITE_UNIQUE = new Set([2067, 1555]);
/** Deadlock and lock wait: the engine rolled the transaction back, and doing it again may work. */
const MYSQL_ROLLED_BACK = new Set([1213, 1205, 1020]);
/** The server is gone, refuses, is shutting down, or is read-only. */
const MYSQL_UNAVAILABLE = new Set([1040, 1047, 1053, 1129, 1203, 1226, 1290, 1836, 1927, 4031]);
const CONNECTION_CODES = /^(PROTOCOL_|ECONN|ETIMEDOUT|EPIPE|EHOSTUNREACH|ENOTFOUND|EAI_AGAIN|ENOENT$|POOL_)/;
/** What the drivers say, without a code, once their connection was closed. */
const CLOSED = /^(Pool is closed|The database is not connected|Connection is not established)/;
/** SQLITE_BUSY, READONLY, IOERR, FULL, CANTOPEN. */
const SQLITE_UNAVAILABLE = new Set([5, 8, 10, 13, 14]);

/** Thrown when nobody can know whether the change was done: saying "nothing was done" could make a client do it twice. */
export class OutcomeUnknownError extends Error {
  override name = 'OutcomeUnknownError';
}

/** @returns true when the error says that a unique index holds this value already, on either engine. */
export function isUniqueViolation(error: unknown): boolean {
  const fault = driverFault(error);
  return fault !== null && (fault.errno === MYSQL_DUPLICATE || SQLITE_UNIQUE.has(fault.errcode ?? 0));
}

/** @returns true when the row that something belongs to was deleted at this very moment. */
export function isParentGone(error: unknown): boolean {
  const fault = driverFault(error);
  return fault !== null && (fault.errno === MYSQL_NO_PARENT || fault.errcode === SQLITE_NO_PARENT);
}

/** @returns true when the engine undid the transaction because others were in the way. */
export function isRolledBack(error: unknown): boolean {
  return MYSQL_ROLLED_BACK.has(driverFault(error)?.errno ?? 0);
}

/**
 * @returns true when a commit that failed with this error may have happened all the same: the connection broke while the answer was on
 * its way. The embedded database has no such distance; there a commit that fails has not happened.
 */
export function isOutcomeUnknown(error: unknown): boolean {
  const isEmbedded = driverFault(error)?.errcode !== undefined;
  return !isEmbedded && isDatabaseUnavailable(error) && !isRolledBack(error);
}

/** @returns true when the database, not the statement, is at fault. */
export function isDatabaseUnavailable(error: unknown): boolean {
  const fault = driverFault(error);
  if (!fault) return false;
  return (
    fault.fatal === true || // mysql2's word for a connection that is gone, whatever the code
    CONNECTION_CODES.test(fault.code ?? '') ||
    CLOSED.test(fault.message ?? '') ||
    MYSQL_UNAVAILABLE.has(fault.errno ?? 0) ||
    isRolledBack(error) ||
    SQLITE_UNAVAILABLE.has((fault.errcode ?? 0) & 0xff)
  );
}

function driverFault(error: unknown): DriverFault | null {
  const source: unknown = error instanceof QueryFailedError ? error.driverError : error;
  return typeof source === 'object' && source !== null ? source : null;
}
