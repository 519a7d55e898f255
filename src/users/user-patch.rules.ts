import { applyPatch } from 'rfc6902';
import { ApiError } from '#http';

/** What of a user a patch is made to: what PUT takes too. */
export interface PatchedUser {
  metadata: { annotations?: unknown; labels?: unknown };
  spec: { emailId?: unknown; firstName?: unknown; lastName?: unknown; roles?: unknown };
}

const MOST_OPERATIONS = 64;
/** In characters of JSON: copies of copies would double it with each operation. */
const LARGEST = 64 * 1024;
const NEEDS_VALUE = new Set(['add', 'replace', 'test']);
const NEEDS_FROM = new Set(['move', 'copy']);
const NEVER = new Set(['__proto__', 'constructor', 'prototype']);
const ALLOWED = {
  metadata: ['annotations', 'labels'],
  spec: ['emailId', 'firstName', 'lastName', 'roles'],
} as const;
const PATHS = Object.entries(ALLOWED).flatMap(([above, names]) => names.map((name) => `/${above}/${name}`));

type Operation = Parameters<typeof applyPatch>[1][number];

/**
 * Applies a JSON Patch (RFC 6902) to a copy.
 * @returns what comes of it, which nobody has judged yet.
 * @throws ApiError InvalidInput naming the operation that cannot be applied; PatchTestFailed
 */
export function patched(user: PatchedUser, patch: unknown[]): PatchedUser {
  if (patch.length > MOST_OPERATIONS)
    throw invalid('body', `must have at most ${MOST_OPERATIONS} operations`);
  const operations = patch.map(operationFrom);
  const copy = structuredClone(user);
  for (const [at, operation] of operations.entries()) {
    const [fault] = applyPatch(copy, [operation]);
    if (fault?.name === 'TestError')
      throw new ApiError('PatchTestFailed', { details: { [`${at}`]: 'does not hold' } });
    if (fault?.name === 'MissingError') throw invalid(`${at}.path`, 'must lead to something that is there');
    if (fault) throw invalid(`${at}`, 'cannot be applied');
    if (JSON.stringify(copy).length > LARGEST) throw invalid(`${at}`, 'makes too much of it');
  }
  return copy;
}

function operationFrom(operation: unknown, at: number): Operation {
  if (typeof operation !== 'object' || operation === null || Array.isArray(operation))
    throw invalid(`${at}`, 'must be an object');
  const { op, path, from } = operation as Record<string, unknown>;
  if (typeof op !== 'string' || ![...NEEDS_VALUE, ...NEEDS_FROM, 'remove'].includes(op))
    throw invalid(`${at}.op`, 'must be one of add, remove, replace, move, copy, test');
  requireAllowed(`${at}.path`, path);
  if (NEEDS_FROM.has(op)) requireAllowed(`${at}.from`, from);
  if (NEEDS_VALUE.has(op) && !('value' in operation))
    throw invalid(`${at}.value`, 'must be given, and not null');
  return operation as Operation;
}

function requireAllowed(name: string, pointer: unknown): void {
  const [root, above = '', field = '', ...below] =
    typeof pointer === 'string' ? pointer.split('/').map(unescaped) : ['none'];
  const names: readonly string[] = Object.hasOwn(ALLOWED, above)
    ? ALLOWED[above as keyof typeof ALLOWED]
    : [];
  if (root !== '' || !names.includes(field) || below.length > 1 || below.some((part) => NEVER.has(part)))
    throw invalid(name, `must be one of ${PATHS.join(', ')}, or one step below`);
}

/** RFC 6901, section 4. */
function unescaped(token: string): string {
  return token.replaceAll('~1', '/').replaceAll('~0', '~');
}

function invalid(name: string, what: string): ApiError {
  return new ApiError('InvalidInput', { details: { [name]: what } });
}
