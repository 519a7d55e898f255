import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pageHeaders, pagePolicy } from '#http';

/** Where the build lays it, beside the compiled code. */
export const BUILT_CONSOLE = fileURLToPath(new URL('../console', import.meta.url));

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};
/** By the name behind `Accept-Encoding`, the smaller one first. */
const ENCODINGS = { br: '.br', gzip: '.gz' } as const;

/** What the console may do: run its own files and ask this service. No text becomes code (`trusted-types 'none'`). */
const POLICY = pagePolicy({
  'script-src': "'self'",
  'style-src': "'self'",
  'img-src': "'self'",
  'font-src': "'self'",
  'connect-src': "'self'",
  'form-action': "'self'",
  'require-trusted-types-for': "'script'",
  'trusted-types': "'none'",
});

interface ConsoleFile {
  headers: Record<string, string>;
  plain: Buffer;
  compressed: { encoding: string; bytes: Buffer }[];
}

/** @returns true where the console was built. */
export function hasConsole(directory = BUILT_CONSOLE): boolean {
  return existsSync(join(directory, 'index.html'));
}

/**
 * Serves the web console where no route answers: its files by their names, and its page to browsers that navigate to an address of which
 * the service knows nothing. All else stays the answer that it was. The files are few and small, so they are read once.
 */
export function serveConsole(fastify: FastifyInstance, directory: string): void {
  if (!hasConsole(directory)) return;
  const files = readFiles(directory);
  const taken = new Set<string>();
  fastify.addHook('onRoute', ({ url }) => void taken.add(firstPart(url)));
  fastify.addHook('onRequest', (request, reply, done) => {
    const file = request.is404 && request.method === 'GET' ? wanted(request, files, taken) : undefined;
    if (file) send(file, request, reply);
    else done();
  });
}

function wanted(
  { url, headers }: FastifyRequest,
  files: Map<string, ConsoleFile>,
  taken: Set<string>,
): ConsoleFile | undefined {
  const path = url.split('?')[0] ?? '';
  const isPage = !taken.has(firstPart(path)) && !path.startsWith('/assets/') && extname(path) === '';
  return files.get(path) ?? (isPage && isNavigation(headers) ? files.get('/index.html') : undefined);
}

/** Browsers say that they want a page; programs that want JSON, and those that say nothing, do not. */
function isNavigation({
  accept = '',
  'sec-fetch-mode': mode = 'navigate',
}: FastifyRequest['headers']): boolean {
  return accept.includes('text/html') && mode === 'navigate';
}

function firstPart(path: string): string {
  return path.split('/')[1] ?? '';
}

function send(
  { headers, plain, compressed }: ConsoleFile,
  request: FastifyRequest,
  reply: FastifyReply,
): void {
  const accepted = (request.headers['accept-encoding'] ?? '').split(/\s*,\s*/);
  const chosen = compressed.find(({ encoding }) => accepted.some((each) => accepts(each, encoding)));
  void reply.headers(headers);
  if (chosen) void reply.header('Content-Encoding', chosen.encoding);
  void reply.send(chosen?.bytes ?? plain);
}

function accepts(offer: string, encoding: string): boolean {
  const [name, ...parameters] = offer.split(/\s*;\s*/);
  return name === encoding && !parameters.some((parameter) => /^q=0(\.0*)?$/.test(parameter));
}

function readFiles(directory: string): Map<string, ConsoleFile> {
  const names = readdirSync(directory, { recursive: true, encoding: 'utf8' });
  const isFile = (name: string) => extname(name) in TYPES && statSync(join(directory, name)).isFile();
  return new Map(
    names.filter(isFile).map((name) => [`/${name.replaceAll('\\', '/')}`, read(directory, name)]),
  );
}

function read(directory: string, name: string): ConsoleFile {
  const path = join(directory, name);
  // names below assets/ hold a digest: another content has another name
  const isHashed = name.startsWith('assets');
  return {
    headers: {
      ...pageHeaders(name.endsWith('.html') ? POLICY : pagePolicy({})),
      'Content-Type': TYPES[extname(name)] ?? '',
      'Cache-Control': isHashed ? 'public, max-age=31536000, immutable' : 'no-store',
      Vary: isHashed ? 'Accept-Encoding' : 'Accept, Accept-Encoding',
    },
    plain: readFileSync(path),
    compressed: Object.entries(ENCODINGS).flatMap(([encoding, ending]) =>
      existsSync(path + ending) ? [{ encoding, bytes: readFileSync(path + ending) }] : [],
    ),
  };
}
