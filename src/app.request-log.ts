import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import type { Credential, Principal } from '#access';
import { clientAddress } from '#http';
import type { HttpAdapter } from './app.adapter.js';
import { ConfigService } from './config/config.service.js';
import { VERIFY_PATH } from './verification/forward-auth.listener.js';
import type { Answered } from './verification/forward-auth.listener.js';

/** Who asked, as far as it is known: uids instead of names and credentials. */
function uidsOf(caller?: { tenantUid: string; userUid: string; credential: Credential }): object | undefined {
  if (!caller) return undefined;
  const { tenantUid, userUid, credential } = caller;
  return {
    tenantUid,
    userUid,
    ...(credential.kind === 'apiKey' ? { keyUid: credential.keyUid } : { sessionUid: credential.sessionUid }),
  };
}

function rounded(milliseconds: number): number {
  return Math.round(milliseconds * 10) / 10;
}

/** One line for each request: the route's pattern instead of its address. */
export function logRequest(request: FastifyRequest, reply: FastifyReply, done: () => void): void {
  request.log.info({
    msg: 'request',
    method: request.method,
    route: request.routeOptions.url ?? '(none)',
    status: reply.statusCode,
    ms: rounded(reply.elapsedTime),
    ip: request.ip,
    ...uidsOf((request as unknown as { user?: Principal }).user),
  });
  done();
}

/**
 * The same for verifications. Gateways ask far more often than anybody reads, and write access logs themselves: who was let in is told
 * at the level `debug`.
 */
export function verificationLog(app: NestFastifyApplication): (answered: Answered) => void {
  const adapter = app.getHttpAdapter() as HttpAdapter;
  const log = adapter.getInstance().log as unknown as Logger; // the adapter's declared type leaves out what pino can
  const addressOf = clientAddress(app.get(ConfigService).settings.LATCHKEY_TRUSTED_PROXIES);
  return ({ request, status, holder, milliseconds }) => {
    const level = status === 200 ? 'debug' : 'info';
    if (!log.isLevelEnabled(level)) return;
    log[level]({
      requestId: adapter.newRequestId(),
      msg: 'request',
      method: request.method,
      route: VERIFY_PATH,
      status,
      ms: rounded(milliseconds),
      ip: addressOf(request),
      ...uidsOf(holder),
    });
  };
}
