import type { LoggerService } from '@nestjs/common';
import type { Logger } from 'pino';
import { LONGEST_TEXT } from './create-logger.js';

/** Nest's own chatter at the start; of interest only to whoever looks for it. */
const FRAMEWORK = new Set([
  'NestFactory',
  'InstanceLoader',
  'RoutesResolver',
  'RouterExplorer',
  'NestApplication',
  'NestMicroservice',
  'WebSocketsController',
]);

/** Who reports a start that fails, with a stack; the service itself says it in one line for people. */
const START_FAULTS = new Set(['ExceptionHandler', 'TypeOrmModule']);

/** Lets Nest and everything that uses its Logger write through pino. A message is a text or an object with `msg`. */
export class NestLogger implements LoggerService {
  constructor(private readonly logger: Logger) {}

  log(message: unknown, ...rest: unknown[]): void {
    this.write(FRAMEWORK.has(String(rest.at(-1))) ? 'debug' : 'info', message, rest);
  }

  error(message: unknown, ...rest: unknown[]): void {
    this.write(START_FAULTS.has(String(rest.at(-1))) ? 'debug' : 'error', message, rest);
  }

  warn(message: unknown, ...rest: unknown[]): void {
    this.write('warn', message, rest);
  }

  debug(message: unknown, ...rest: unknown[]): void {
    this.write('debug', message, rest);
  }

  verbose(message: unknown, ...rest: unknown[]): void {
    this.write('trace', message, rest);
  }

  fatal(message: unknown, ...rest: unknown[]): void {
    this.write('fatal', message, rest);
  }

  private write(
    level: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace',
    message: unknown,
    rest: unknown[],
  ): void {
    const context = rest.at(-1);
    const fields =
      message instanceof Error
        ? { err: message }
        : typeof message === 'object' && message !== null
          ? Object.fromEntries(Object.entries(message).map(([name, value]) => [name, cut(value)]))
          : { msg: cut(String(message)) };
    this.logger[level]({ ...(typeof context === 'string' && { context }), ...fields });
  }
}

function cut(value: unknown): unknown {
  return typeof value === 'string' ? value.slice(0, LONGEST_TEXT) : value;
}
