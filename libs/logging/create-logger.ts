import { pino } from 'pino';
import type { DestinationStream, Logger } from 'pino';
import { standardOutput } from './standard-output.js';

export type LogLevel = 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent';

/** Characters of one text in a line. */
export const LONGEST_TEXT = 2000;
/** Those of an error, of its cause, and of the cause of that; what lies deeper is left out: a line has 8 KiB at most. */
const LONGEST_OF_ERRORS = [LONGEST_TEXT, 700, 300];

/** What JSON lets stand as it is, although terminals obey it (DEL and the controls of eight bits) or readers of lines break there. */
const UNSAFE = /[\x7f-\x9f\u2028\u2029]/g;

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
      hooks: { streamWrite: (line) => line.replace(UNSAFE, escaped) },
      serializers: { err: describe, thrown: describe, req: () => undefined, res: () => undefined },
    },
    destination ?? standardOutput(),
  );
}

const describe = (error: unknown) => describeError(error, LONGEST_OF_ERRORS);

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** An error without what drivers hang onto it: statements and their parameters may hold what must not be written. */
function describeError(error: unknown, [longest, ...deeper]: number[]): object {
  if (!(error instanceof Error)) return { message: 'not an error' };
  const { code, errno } = ((error as { driverError?: unknown }).driverError ?? error) as {
    code?: unknown;
    errno?: unknown;
  };
  const cause =
    error.cause instanceof Error && deeper.length > 0 ? describeError(error.cause, deeper) : undefined;
  const stack = error.stack?.slice(0, longest);
  return { name: error.name, message: error.message.slice(0, longest), code, errno, stack, cause };
}
