import type { FastifyInstance } from 'fastify';
import { pageHeaders, pagePolicy } from '#http';
import { sha256 } from '#secrets';

/** The page that the framework makes has styles between its tags: each is named by its hash, and no other counts. */
const INLINE_STYLES = /<style>(.*?)<\/style>|\sstyle="([^"]*)"/gs;

/** In the logo that Swagger UI draws. */
const LOGO_STYLE = '.logo_small_svg__cls-2{fill:#fff}.logo_small_svg__cls-3{fill:#85ea2d}';

/** Gives the docs the headers of a page, and says the character set, which the framework leaves out. */
export function secureDocs(fastify: FastifyInstance): void {
  fastify.addHook('onSend', (request, reply, payload, done) => {
    if (request.routeOptions.url?.startsWith('/docs')) {
      const type = String(reply.getHeader('Content-Type') ?? '');
      const isPage = type.startsWith('text/html') && typeof payload === 'string';
      reply.headers(pageHeaders(isPage ? policyFor(payload) : pagePolicy({})));
      if (/^(text\/|application\/javascript)[^;]*$/.test(type))
        reply.header('Content-Type', `${type}; charset=utf-8`);
    }
    done();
  });
}

function policyFor(html: string): string {
  const inline = [...html.matchAll(INLINE_STYLES)].map(([, block, attribute]) => block ?? attribute ?? '');
  return pagePolicy({
    'script-src': "'self'",
    'style-src': ["'self'", "'unsafe-hashes'", ...new Set([...inline, LOGO_STYLE].map(sourceOf))].join(' '),
    'img-src': "'self' data:",
    'connect-src': "'self'",
  });
}

function sourceOf(style: string): string {
  return `'sha256-${Buffer.from(sha256(style), 'hex').toString('base64')}'`;
}
