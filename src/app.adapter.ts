import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { LogController } from 'fastify';
import { createServer, STATUS_CODES } from 'node:http';
import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Logger } from 'pino';
import { answerHeaders, bodyOf, errorForStatus } from '#http';
import { randomBase62 } from '#secrets';
import { limitConnections, PATIENCE } from './app.connections.js';
import type { Patience } from './app.connections.js';
import type { ConfigService } from './config/config.service.js';

const BODY_LIMIT = 64 * 1024;
/** Tokens in the path are longer than Fastify's default of 100 characters. */
const PATH_PARAMETER_LIMIT = 4096;
const HEADER_LIMIT = 16 * 1024;

/** In the log in place of a route's pattern. */
const UNROUTED = { route: '(none)' };

/** The framework's server, with a door in front of the framework. */
export class HttpAdapter extends FastifyAdapter {
  /** Answers a request before the framework sees it. @returns false when the request is for the framework. */
  answersFirst: (request: IncomingMessage, response: ServerResponse) => boolean = () => false;

  private readonly boot = randomBase62(6);
  private requests = 0;

  /** An id for a request, of which a log that several processes write has no second. */
  readonly newRequestId = (): string => `${this.boot}-${(++this.requests).toString(36)}`;
}

/** The HTTP server, with every limit that the framework leaves open closed. */
export function httpAdapter(
  config: ConfigService,
  logger: Logger,
  patience: Patience = PATIENCE,
): HttpAdapter {
  const headers = answerHeaders(config.publicUrl.startsWith('https:'));
  const proxies = config.settings.LATCHKEY_TRUSTED_PROXIES;
  const adapter: HttpAdapter = new HttpAdapter({
    loggerInstance: logger,
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'requestId' }),
    // the client's own id is not taken over: what it writes would stand in our log
    requestIdHeader: false,
    genReqId: () => adapter.newRequestId(),
    trustProxy: proxies.length > 0 ? [...proxies] : false,
    bodyLimit: BODY_LIMIT,
    routerOptions: { maxParamLength: PATH_PARAMETER_LIMIT },
    exposeHeadRoutes: false,
    serverFactory: (toFramework: RequestListener) => {
      const server = serverOf(patience, (request, response) => {
        if (!adapter.answersFirst(request, response)) toFramework(request, response);
      });
      limitConnections(server, config, logger);
      return server;
    },
    forceCloseConnections: 'idle',
    return503OnClosing: false, // its body would not be ours; whoever is still connected is still served
    frameworkErrors: answerBeforeRouting(headers),
    clientErrorHandler: answerOnSocket(headers, () => adapter.newRequestId(), logger, patience),
  });
  return adapter;
}

function serverOf(patience: Patience, listener: RequestListener): Server {
  const server = createServer(
    {
      maxHeaderSize: HEADER_LIMIT,
      headersTimeout: patience.headers,
      requestTimeout: patience.request,
      keepAliveTimeout: patience.idle,
      connectionsCheckingInterval: patience.check,
      requireHostHeader: false, // Node would refuse without a body; we refuse with one
    },
    listener,
  );
  return server.setTimeout(patience.idle);
}

/** For addresses that the router itself refuses: nothing of the address goes into the answer or the log. */
function answerBeforeRouting(headers: Record<string, string>) {
  return (fault: Error & { statusCode?: number }, request: FastifyRequest, reply: FastifyReply): void => {
    const error = errorForStatus(fault.statusCode ?? 400, fault);
    request.log.info({
      msg: 'request',
      method: request.method,
      ...UNROUTED,
      status: error.status,
      ip: request.ip,
    });
    void reply.status(error.status).headers(headers).send(bodyOf(error, request.id));
  };
}

/** For bytes that are no request at all: there is only the socket to answer on. */
function answerOnSocket(
  headers: Record<string, string>,
  newId: () => string,
  logger: Logger,
  patience: Patience,
) {
  return (fault: NodeJS.ErrnoException, socket: Socket): void => {
    if (fault.code === 'ECONNRESET' || !socket.writable) {
      socket.destroy();
      return;
    }
    const { status, ...error } = bytesRefused(fault, newId());
    logger.info({ requestId: error.ref, msg: 'request', ...UNROUTED, status, ip: socket.remoteAddress });
    const body = JSON.stringify(error);
    const head = Object.entries({
      ...headers,
      'Content-Type': 'application/json; charset=utf-8',
      'Content-Length': String(Buffer.byteLength(body)),
      Connection: 'close',
    }).map(([name, value]) => `${name}: ${value}\r\n`);
    socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${head.join('')}\r\n${body}`);
    setTimeout(() => socket.destroy(), patience.goodbye).unref();
  };
}

function bytesRefused(fault: NodeJS.ErrnoException, ref: string) {
  const status =
    fault.code === 'HPE_HEADER_OVERFLOW' ? 431 : fault.code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 408 : 400;
  return { status, ...bodyOf(errorForStatus(status, fault), ref) };
}
