import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { ConfigService } from './config/config.service.js';
import { HealthService } from './health/health.service.js';

const LONGEST_CLOSE_MS = 15_000;
/** Terminals, npm and `timeout` signal the whole process group and then pass the signal on: so soon after the first it is the same one. */
const SAME_SIGNAL_MS = 200;
const LOOK_AGAIN_MS = 50;

/**
 * On SIGTERM or SIGINT: says "not ready" at once, goes on serving for the drain time, lets requests in flight finish, closes the database
 * and exits with 0. A second signal, or a close that takes longer than 15 s, ends the process with 1.
 */
export function stopOnSignals(
  app: NestFastifyApplication,
  config: ConfigService,
  say: (text: string) => void,
): void {
  const connections = new Connections(app.getHttpServer());
  let askedAt: number | undefined;
  const stop = (signal: string): void => {
    if (askedAt !== undefined) {
      if (performance.now() - askedAt > SAME_SIGNAL_MS) process.exit(1);
      return;
    }
    askedAt = performance.now();
    say(`${signal}: stopping ...`);
    app.get(HealthService).drain();
    connections.letGo();
    void finish(app, config.settings.LATCHKEY_DRAIN_SECONDS * 1000, say);
  };
  process.on('SIGTERM', () => stop('SIGTERM'));
  process.on('SIGINT', () => stop('SIGINT'));
}

/** After a fault that nothing caught nobody knows what state the process is in: it is logged, and the process ends to be started again. */
export function stopOnFaults(logger: Logger): void {
  process.on('uncaughtException', (error: unknown) => {
    logger.fatal({ msg: 'unexpected fault; the process ends', err: error });
    process.exit(1);
  });
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

/** The server's connections. A client may keep one open for as long as it likes, which must not hold up the end. */
class Connections {
  private readonly answering = new Set<ServerResponse>();

  constructor(private readonly server: Server) {
    // comes after what answers: verifications, of which there are thousands a second, are answered by now and need not be remembered
    server.on('request', (_request: IncomingMessage, response: ServerResponse) => {
      if (response.writableFinished) return;
      this.answering.add(response);
      response.once('close', () => this.answering.delete(response));
    });
  }

  /** From now on every answer is the last on its connection; when no new one can come, those without a request are closed. */
  letGo(): void {
    this.server.prependListener('request', (_request: IncomingMessage, response: ServerResponse) => {
      response.shouldKeepAlive = false;
    });
    for (const response of this.answering) response.shouldKeepAlive = false;
    setInterval(() => {
      if (!this.server.listening && this.answering.size === 0) this.server.closeAllConnections();
    }, LOOK_AGAIN_MS).unref();
  }
}
