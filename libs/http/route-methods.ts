import type { FastifyInstance } from 'fastify';
import { ApiError } from './error-catalogue.js';

/**
 * Remembers which methods each address has, so that a wrong method on a right address can be answered with 405 and
 * `Allow` (RFC 9110, 15.5.6) rather than with "not found".
 */
export class RouteMethods {
  private readonly routes: { pattern: RegExp; methods: Set<string> }[] = [];

  constructor(fastify: FastifyInstance) {
    fastify.addHook('onRoute', ({ url, method }) => this.add(url, Array.isArray(method) ? method : [method]));
  }

  /** @returns the error for a request that no route took. @param path without the query. */
  missing(path: string): ApiError {
    const methods = this.routes
      .filter((route) => route.pattern.test(path))
      .flatMap((route) => [...route.methods]);
    if (methods.length === 0)
      return new ApiError('ResourceNotFound', { message: 'There is no such address.' });
    return new ApiError('MethodNotAllowed', { allow: [...new Set(methods)].toSorted().join(', ') });
  }

  private add(url: string, methods: string[]): void {
    if (url.includes('*')) return;
    const source = url.replace(/[.+?^${}()|[\]\\]/g, String.raw`\$&`).replace(/:[^/]+/g, '[^/]+');
    this.routes.push({ pattern: new RegExp(`^${source}$`), methods: new Set(methods) });
  }
}
