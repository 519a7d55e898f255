import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { setTimeout as pause } from 'node:timers/promises';
import type { ConfigService } from './config/config.service.js';
import { HealthService } from './health/health.service.js';

const LONGEST_CLOSE_MS = 15_000;

/**
 * On SIGTERM or SIGINT: says "not ready" at once, goes on serving for the drain time, lets requests in flight finish, closes the database
 * and exits with 0. A second signal, or a close that takes longer than 15 s, ends the process with 1.
 */
export function stopOnSignals(
  app: NestFastifyApplication,
  config: ConfigService,
  say: (text: string) => void,
): void {
  let isStopping = false;
  const stop = (signal: string): void => {
    if (isStopping) process.exit(1);
    isStopping = true;
    say(`${signal}: stopping ...`);
    app.get(HealthService).drain();
    void finish(app, config.settings.LATCHKEY_DRAIN_SECONDS * 1000, say);
  };
  process.on('SIGTERM', () => stop('SIGTERM'));
  process.on('SIGINT', () => stop('SIGINT'));
}

async function finish(
  app: NestFastifyApplication,
  drainMs: number,
  say: (text: string) => void,
): Promise<void> {
  await pause(drainMs);
  setTimeout(() => {
    say('Requests were still running after 15 s; stopped all the same.');
    process.exit(1);
  }, LONGEST_CLOSE_MS).unref();
  await app.close();
  say('Stopped.');
  process.exit(0);
}
