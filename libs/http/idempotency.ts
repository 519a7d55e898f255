import { createParamDecorator } from '@nestjs/common';
import type { ExecutionContext } from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { ApiError } from './error-catalogue.js';

export const IDEMPOTENCY_KEY = 'Idempotency-Key';
const LONGEST_KEY = 255;
const KEY = /^[\x21-\x7e]+$/;

/** A request that is to be done once, however often it is sent. */
export interface IdempotentRequest {
  /** What the client wrote into the header. */
  key: string;
  /** Method, pattern of the route, and what stands in its parameters: elsewhere the same key means something else. */
  operation: string;
  /** As it was sent, parsed. */
  body: unknown;
}

/** The route takes the header: it belongs to {@link Idempotency}, for the docs. */
export const TakesIdempotencyKey = () =>
  ApiHeader({
    name: IDEMPOTENCY_KEY,
    required: false,
    description:
      'Makes it safe to send the request again: within 24 hours the same key with the same body does nothing twice. A new random value for each thing to make, such as a UUID.',
    schema: { type: 'string', minLength: 1, maxLength: LONGEST_KEY, pattern: KEY.source },
    example: '0f8fad5b-d9cb-469f-a165-70867728950e',
  });

/** The request as the header `Idempotency-Key` makes it repeatable; undefined without the header. */
export const Idempotency = createParamDecorator((_: unknown, context: ExecutionContext) =>
  idempotentRequest(context.switchToHttp().getRequest<FastifyRequest>()),
);

/** Node joins repeated headers, so the raw list is counted. @throws ApiError InvalidInput */
function idempotentRequest({
  raw,
  method,
  routeOptions,
  params,
  body,
}: FastifyRequest): IdempotentRequest | undefined {
  const { rawHeaders } = raw;
  const isHeader = (at: number) => rawHeaders[at]?.toLowerCase() === IDEMPOTENCY_KEY.toLowerCase();
  const keys = rawHeaders.filter((_, at) => at % 2 === 1 && isHeader(at - 1));
  const [key] = keys;
  if (key === undefined) return undefined;
  if (keys.length > 1) throw invalid('must be given once');
  if (key.length > LONGEST_KEY || !KEY.test(key))
    throw invalid(`must have 1 to ${LONGEST_KEY} visible ASCII characters`);
  return { key, operation: JSON.stringify([method, routeOptions.url, params]), body };
}

function invalid(text: string): ApiError {
  return new ApiError('InvalidInput', { details: { [IDEMPOTENCY_KEY]: text } });
}
