import { applyDecorators, createParamDecorator } from '@nestjs/common';
import type { ExecutionContext } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiBody, ApiConsumes } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { ApiError } from './error-catalogue.js';
import { shownName } from './shown-name.js';

/** The media type of what OAuth clients send. */
export const FORM_TYPE = 'application/x-www-form-urlencoded';
const MOST_PARAMETERS = 32;
const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The parameters of a form by their names, each with a value. */
export type FormParameters = ReadonlyMap<string, string>;

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The route is for OAuth clients: it takes a form and nothing else, and its errors are those of RFC 6749 too. */
    isForOAuth?: boolean;
  }
}

/**
 * The route takes a form, as OAuth clients send it. A foreign site can make a browser post one without asking: what a browser sends along by
 * itself must count for nothing there.
 */
export const TakesForm = (type: new () => object, example: Record<string, string>) =>
  applyDecorators(
    RouteConfig({ isForOAuth: true }),
    ApiConsumes(FORM_TYPE),
    ApiBody({ type, examples: { example: { value: example } } }),
  );

/** @returns whether the route of a request is one that says {@link TakesForm}. */
export function isForOAuth({ routeOptions }: FastifyRequest): boolean {
  return (routeOptions?.config as { isForOAuth?: boolean } | undefined)?.isForOAuth === true;
}

/** The parameters of the form; none when there was no body. Names that nobody asks for are ignored (RFC 6749, 3.2). */
export const Form = createParamDecorator(
  (_: unknown, context: ExecutionContext): FormParameters =>
    context.switchToHttp().getRequest<{ body?: FormParameters }>().body ?? new Map(),
);

/**
 * Reads a form more strictly than browsers do: well-formed UTF-8 and percent-encoding, nothing twice, at most 32 parameters. One without a
 * value counts as left out (RFC 6749, 3.2).
 * @throws ApiError InvalidInput
 */
export function parseForm(bytes: Buffer): FormParameters {
  const pairs = decode(() => strictUtf8.decode(bytes))
    .split('&')
    .filter(Boolean);
  if (pairs.length > MOST_PARAMETERS)
    throw new ApiError('InvalidInput', {
      details: { body: `must have at most ${MOST_PARAMETERS} parameters` },
    });
  const parameters = new Map<string, string>();
  for (const pair of pairs) {
    const end = pair.indexOf('=');
    const [name, value] = end < 0 ? [pair, ''] : [pair.slice(0, end), pair.slice(end + 1)];
    const known = formDecoded(name);
    if (parameters.has(known))
      throw new ApiError('InvalidInput', { details: { [shownName(known)]: 'must be given once' } });
    parameters.set(known, formDecoded(value));
  }
  for (const [name, value] of parameters) if (value === '') parameters.delete(name);
  return parameters;
}

/** @returns a name or a value of a form as it was meant. @throws ApiError InvalidInput */
export function formDecoded(text: string): string {
  const meant = decode(() => decodeURIComponent(text.replaceAll('+', ' ')));
  if (meant.includes('\0')) throw malformed();
  return meant;
}

/** @throws ApiError InvalidInput when the parameter is not there. */
export function required(form: FormParameters, name: string): string {
  const value = form.get(name);
  if (value === undefined) throw new ApiError('InvalidInput', { details: { [name]: 'must be given' } });
  return value;
}

function decode(reading: () => string): string {
  try {
    return reading();
  } catch {
    throw malformed();
  }
}

function malformed(): ApiError {
  return new ApiError('InvalidInput', { details: { body: 'must be a well-formed form in UTF-8' } });
}
