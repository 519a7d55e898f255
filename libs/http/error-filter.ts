import { Catch, HttpException, Logger, NotFoundException } from '@nestjs/common';
import type { ArgumentsHost, ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiError, errorForStatus } from './error-catalogue.js';
import { isForOAuth } from './forms.js';
import { oauthErrorOf, oauthHeadersOf } from './oauth-errors.js';

/** The body of every answer of 400 and above. */
export interface ErrorBody {
  code: string;
  message: string;
  details?: Record<string, string>;
  ref: string;
}

/** Turns a fault that a library throws into one of ours; undefined when it is not known. */
export type FaultTranslator = (error: unknown) => ApiError | undefined;

/**
 * Turns whatever was thrown, by us or by the framework, into the one error shape. What is not understood is
 * logged with its stack and answered as `InternalError`, so that nothing of ours leaks.
 */
@Catch()
export class ErrorFilter implements ExceptionFilter {
  private readonly logger = new Logger('errors');

  /** @param translate knows the faults of libraries. @param missing says what to answer for a path that no route took. */
  constructor(
    private readonly translate: FaultTranslator,
    private readonly missing: (path: string) => ApiError,
  ) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const known =
      error instanceof NotFoundException
        ? this.missing(request.url.split('?')[0] ?? '')
        : this.understand(error);
    if (known.status >= 500) this.log(known, request.id);
    if (reply.sent) return;
    const body = bodyOf(known, request.id);
    void reply.status(known.status);
    if (isForOAuth(request))
      void reply.headers(oauthHeadersOf(known, request)).send({ ...oauthErrorOf(known), ...body });
    else void reply.headers(known.headers).send(body);
  }

  private understand(error: unknown): ApiError {
    if (error instanceof ApiError) return error;
    const translated = this.translate(error);
    if (translated) return translated;
    if (error instanceof HttpException) return errorForStatus(error.getStatus(), error);
    const { statusCode } = (error ?? {}) as { statusCode?: unknown };
    const isRefusal = typeof statusCode === 'number' && statusCode >= 400 && statusCode < 500;
    return errorForStatus(isRefusal ? statusCode : 500, error);
  }

  private log(error: ApiError, requestId: string): void {
    const cause = error.cause instanceof Error ? error.cause : error;
    this.logger.error({ msg: 'request failed', code: error.code, requestId, err: cause });
  }
}

/** Builds the error body. */
export function bodyOf(error: ApiError, ref: string): ErrorBody {
  return { code: error.code, message: error.message, ...(error.details && { details: error.details }), ref };
}
