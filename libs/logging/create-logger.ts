import { pino } from 'pino';
import type { DestinationStream, Logger } from 'pino';
import { standardOutput } from './standard-output.js';

export type LogLevel = 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent';

/** Characters of one text in a line. */
export const LONGEST_TEXT = 2000;

/**
 * The one logger: JSON lines with UTC times. A line holds uids, routes and codes; never a body, an address with its query, or a
 * credential. Texts from outside are cut, and JSON escapes what could break a line.
 * @param destination absent: standard output.
 */
export function createLogger(level: LogLevel, destination?: DestinationStream): Logger {
  return pino(
    {
      level,
      base: null,
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
      formatters: { level: (label) => ({ level: label }) },
      // without this, pino would copy an error's whole message beside what describeError makes of it
      errorKey: 'thrown',
      serializers: { err: describeError, thrown: describeError, req: () => undefined, res: () => undefined },
    },
    destination ?? standardOutput(),
  );
}

/** An error without what drivers hang onto it: statements and their parameters may hold what must not be written. */
function describeError(error: unknown): object {
  if (!(error instanceof Error)) return { message: 'not an error' };
  const { code, errno } = ((error as { driverError?: unknown }).driverError ?? error) as {
    code?: unknown;
    errno?: unknown;
  };
  const cause = error.cause instanceof Error ? describeError(error.cause) : undefined;
  const stack = error.stack?.slice(0, LONGEST_TEXT);
  return { name: error.name, message: error.message.slice(0, LONGEST_TEXT), code, errno, stack, cause };
}
