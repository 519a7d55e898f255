import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Principal } from '#access';
import {
  answerHeaders,
  ApiError,
  ErrorFilter,
  FORM_TYPE,
  InputPipe,
  isForOAuth,
  parseForm,
  parseJsonBody,
  RouteMethods,
  shownName,
} from '#http';
import { isDatabaseUnavailable, isParentGone, OutcomeUnknownError } from '#persistence';
import { HasherBusyError } from '#secrets';
import type { HttpAdapter } from './app.adapter.js';
import { BUILT_CONSOLE, serveConsole } from './app.console.js';
import { serveDocs } from './app.docs.js';
import { logRequest, verificationLog } from './app.request-log.js';
import { ConfigService } from './config/config.service.js';
import { CrossTenantTries } from './cross-tenant/cross-tenant-tries.service.js';
import { doorOf, RequestCounts } from './metrics/request-counts.service.js';
import { ForwardAuthListener } from './verification/forward-auth.listener.js';
import type { Answered } from './verification/forward-auth.listener.js';

const LONGEST_URL = 8 * 1024;
const MOST_HEADERS = 100;
const JSON_PATCH = 'application/json-patch+json';
/** The routes that take it. */
const PATCHED = new Set(['/v1/users/:uid']);

/** How whoever names what they may not is answered. */
const REFUSALS = new Set([400, 403, 404]);

/** Names of errors that mean "not now": nothing was done, and trying again may work. */
const SHEDDING = new Set(['WriteTurnTimeout', 'TransactionLost', 'TooManyReadsError']);

/**
 * Everything between the socket and the rooms; the service and its tests both call this.
 * @param builtConsole the directory of the web console; where there is none, there is no console.
 */
export function setUpApp(app: NestFastifyApplication, builtConsole = BUILT_CONSOLE): void {
  const config = app.get(ConfigService);
  const fastify = app.getHttpAdapter().getInstance();
  const methods = new RouteMethods(fastify);
  app.useGlobalPipes(new InputPipe());
  app.useGlobalFilters(new ErrorFilter(translateFault, (path) => methods.missing(path)));
  acceptBodies(fastify);
  fastify.addHook('onRequest', setHeaders(config.publicUrl.startsWith('https:'))); // first: refusals carry them too
  fastify.addHook('onRequest', refuseOddRequests);
  fastify.addHook('onResponse', logRequest);
  fastify.addHook('onResponse', countRequest(app.get(RequestCounts)));
  fastify.addHook('onResponse', noteCrossTenantTry(app.get(CrossTenantTries)));
  answerVerificationFirst(app);
  // Node would answer 417 without a body to an expectation that it does not know; there is none that we would have to meet
  fastify.server.on('checkExpectation', (request, reply) => fastify.server.emit('request', request, reply));
  serveConsole(fastify, builtConsole);
  if (config.servesDocs) serveDocs(app, config);
}

function answerVerificationFirst(app: NestFastifyApplication): void {
  const listener = app.get(ForwardAuthListener);
  const log = verificationLog(app);
  const { forward_auth: counts } = app.get(RequestCounts).doors;
  const answered = (what: Answered) => {
    counts.count(what.status, what.milliseconds / 1000);
    log(what);
  };
  (app.getHttpAdapter() as HttpAdapter).answersFirst = (request, response) =>
    listener.answer(request, response, answered);
}

function translateFault(error: unknown): ApiError | undefined {
  if (error instanceof OutcomeUnknownError) return new ApiError('OutcomeUnknown', { cause: error });
  if (isParentGone(error)) return new ApiError('ResourceNotFound', { cause: error });
  const { driverError } = (error ?? {}) as { driverError?: unknown };
  const isShedding =
    error instanceof HasherBusyError ||
    [error, driverError].some((fault) => fault instanceof Error && SHEDDING.has(fault.name));
  return isShedding || isDatabaseUnavailable(error)
    ? new ApiError('ServiceUnavailable', { cause: error })
    : undefined;
}

/**
 * A form post needs no preflight, so a foreign site could make one: bodies are JSON or are refused. OAuth clients send forms and nothing
 * else; what their routes do, no cookie allows.
 */
function acceptBodies(fastify: FastifyInstance): void {
  const reading =
    (read: (body: Buffer) => unknown, isTaken: (request: FastifyRequest) => boolean) =>
    (request: FastifyRequest, body: string | Buffer, done: (error: Error | null, body?: unknown) => void) => {
      try {
        if (!isTaken(request)) throw new ApiError('UnsupportedMediaType');
        refuseOtherCharset(request.headers['content-type'] ?? '');
        done(null, read(body as Buffer));
      } catch (error) {
        done(error as Error, undefined);
      }
    };
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser(
    ['application/json', JSON_PATCH],
    { parseAs: 'buffer' },
    reading(parseJsonBody, takesJson),
  );
  fastify.addContentTypeParser(FORM_TYPE, { parseAs: 'buffer' }, reading(parseForm, isForOAuth));
}

/** The media type of patches (RFC 6902, section 6) is good where patches are taken. */
function takesJson(request: FastifyRequest): boolean {
  const { headers, method, routeOptions } = request;
  const isPatch = headers['content-type']?.toLowerCase().startsWith(JSON_PATCH);
  const { url } = routeOptions; // undefined for an address that there is not
  const isMisplaced = isPatch && url !== undefined && !(method === 'PATCH' && PATCHED.has(url));
  return !isMisplaced && !isForOAuth(request);
}

/** JSON is UTF-8 (RFC 8259, 8.1), and so are forms (RFC 6749, B): a body that says otherwise would be read as what it is not. */
function refuseOtherCharset(contentType: string): void {
  const charsets = [...contentType.matchAll(/;\s*charset\s*=\s*"?([^\s;"]*)/gi)];
  if (charsets.some(([, charset]) => !/^utf-?8$/i.test(charset ?? '')))
    throw new ApiError('UnsupportedMediaType');
}

function refuseOddRequests(
  request: FastifyRequest,
  _reply: FastifyReply,
  done: (error?: Error) => void,
): void {
  done(oddity(request));
}

function oddity(request: FastifyRequest): ApiError | undefined {
  const { httpVersion, headers, rawHeaders } = request.raw;
  if (httpVersion === '1.1' && headers.host === undefined) return new ApiError('BadRequest');
  if ((request.raw.url ?? '').length > LONGEST_URL) return new ApiError('UriTooLong');
  if (rawHeaders.length > MOST_HEADERS * 2) return new ApiError('HeadersTooLarge');
  if (isTwoMinded(rawHeaders)) return new ApiError('BadRequest');
  // the credential's own repetition is for the guard to refuse, in its own words
  const repeated = Object.entries(request.query as object).filter(
    ([name, value]) => Array.isArray(value) && name !== 'ApiKey',
  );
  if (repeated.length === 0) return undefined;
  return new ApiError('InvalidInput', {
    details: Object.fromEntries(repeated.map(([name]) => [shownName(name), 'must be given once'])),
  });
}

/** Of two hosts (RFC 9112, 3.2) or media types Node keeps the first; a proxy before us may have gone by the last. */
function isTwoMinded(rawHeaders: readonly string[]): boolean {
  let hosts = 0;
  let types = 0;
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at];
    // most names are told apart by their length alone
    if (name.length === 4 && name.toLowerCase() === 'host') hosts++;
    else if (name.length === 12 && name.toLowerCase() === 'content-type') types++;
  }
  return hosts > 1 || types > 1;
}

function setHeaders(isHttps: boolean) {
  const headers = answerHeaders(isHttps);
  return (_request: FastifyRequest, reply: FastifyReply, done: () => void): void => {
    reply.headers(headers);
    done();
  };
}

/** After the answer: what a caller was refused may be another organisation's. */
function noteCrossTenantTry(tries: CrossTenantTries) {
  return (request: FastifyRequest, reply: FastifyReply, done: () => void): void => {
    const { params, query, body } = request;
    const { user } = request as unknown as { user?: Principal };
    if (user && REFUSALS.has(reply.statusCode)) tries.note(user, [params, query, body]);
    done();
  };
}

function countRequest({ doors }: RequestCounts) {
  return (request: FastifyRequest, reply: FastifyReply, done: () => void): void => {
    doors[doorOf(request.routeOptions.url)].count(reply.statusCode, reply.elapsedTime / 1000);
    done();
  };
}
