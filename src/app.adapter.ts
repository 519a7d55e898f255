import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { LogController } from 'fastify';
import type { Socket } from 'node:net';
import type { Logger } from 'pino';
import { bodyOf, errorForStatus } from '#http';
import { randomBase62 } from '#secrets';
import type { ConfigService } from './config/config.service.js';

const BODY_LIMIT = 64 * 1024;
/** Tokens in the path are longer than Fastify's default of 100 characters. */
const PATH_PARAMETER_LIMIT = 4096;
const HEADER_LIMIT = 16 * 1024;
const REQUEST_TIMEOUT_MS = 30_000;
const HEADERS_TIMEOUT_MS = 10_000;
const KEEP_ALIVE_MS = 75_000;

/** The HTTP server, with every limit that the framework leaves open closed. */
export function httpAdapter(config: ConfigService, logger: Logger): FastifyAdapter {
  const boot = randomBase62(6);
  let requests = 0;
  const proxies = config.settings.LATCHKEY_TRUSTED_PROXIES;
  return new FastifyAdapter({
    loggerInstance: logger,
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'requestId' }),
    // the client's own id is not taken over: what it writes would stand in our log
    requestIdHeader: false,
    genReqId: () => `${boot}-${(++requests).toString(36)}`,
    trustProxy: proxies.length > 0 ? [...proxies] : false,
    bodyLimit: BODY_LIMIT,
    routerOptions: { maxParamLength: PATH_PARAMETER_LIMIT },
    exposeHeadRoutes: false,
    requestTimeout: REQUEST_TIMEOUT_MS,
    keepAliveTimeout: KEEP_ALIVE_MS,
    http: { maxHeaderSize: HEADER_LIMIT, headersTimeout: HEADERS_TIMEOUT_MS },
    forceCloseConnections: 'idle',
    frameworkErrors: answerBeforeRouting,
    clientErrorHandler: answerOnSocket,
  });
}

/** For addresses that the router itself refuses: nothing of the address goes into the answer. */
function answerBeforeRouting(
  fault: Error & { statusCode?: number },
  request: FastifyRequest,
  reply: FastifyReply,
): void {
  const error = errorForStatus(fault.statusCode ?? 400, fault);
  void reply
    .status(error.status)
    .headers({ 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff' })
    .send(bodyOf(error, request.id));
}

/** For bytes that are no request at all: there is only the socket to answer on. */
function answerOnSocket(fault: NodeJS.ErrnoException, socket: Socket): void {
  if (fault.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const status =
    fault.code === 'HPE_HEADER_OVERFLOW' ? 431 : fault.code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 408 : 400;
  const body = JSON.stringify(bodyOf(errorForStatus(status, fault), 'none'));
  const head = `HTTP/1.1 ${status} Error\r\nContent-Type: application/json; charset=utf-8\r\nContent-Length: ${Buffer.byteLength(body)}`;
  socket.end(`${head}\r\nCache-Control: no-store\r\nConnection: close\r\n\r\n${body}`);
}
