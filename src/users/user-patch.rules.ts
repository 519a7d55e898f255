import { applyPatch } from 'rfc6902';
import { ApiError } from '#http';

/** What of a user a patch is made to: what PUT takes too. */
export interface PatchedUser {
  metadata: { annotations?: unknown; labels?: unknown };
  spec: { emailId?: unknown; firstName?: unknown; lastName?: unknown; roles?: unknown };
}

const MOST_OPERATIONS = 64;
/** In characters of JSON: copies of copies would double it with each operation. Twice what a user can be made of by PUT. */
const LARGEST = 256 * 1024;
const INDEX = /^(0|[1-9]\d{0,5})$/;
const NEEDS_VALUE = new Set(['add', 'replace', 'test']);
const NEEDS_FROM = new Set(['move', 'copy']);
const NEVER = new Set(['__proto__', 'constructor', 'prototype']);
const ALLOWED = {
  metadata: ['annotations', 'labels'],
  spec: ['emailId', 'firstName', 'lastName', 'roles'],
} as const;
const PATHS = Object.entries(ALLOWED).flatMap(([above, names]) => names.map((name) => `/${above}/${name}`));

type Operation = Parameters<typeof applyPatch>[1][number];

/** The steps of a pointer (RFC 6901), without the empty one before the first slash. */
type Steps = [above: string, field: string, below?: string];

/**
 * Applies a JSON Patch (RFC 6902) to a copy. The library is asked only for what is sure to work: it takes `length` for a place in a list,
 * sees what objects inherit, and compares in a time that grows with the square of a list.
 * @returns what comes of it, which nobody has judged yet.
 * @throws ApiError InvalidInput naming the operation that cannot be applied; PatchTestFailed
 */
export function patched(user: PatchedUser, patch: unknown[]): PatchedUser {
  if (patch.length > MOST_OPERATIONS)
    throw invalid('body', `must have at most ${MOST_OPERATIONS} operations`);
  const operations = patch.map(operationFrom);
  const copy = JSON.parse(JSON.stringify(user)) as PatchedUser;
  for (const [at, operation] of operations.entries()) apply(copy, operation, at);
  return copy;
}

function apply(user: PatchedUser, operation: Operation, at: number): void {
  const { op, path } = operation;
  if (op === 'copy' || op === 'move') requirePlace(user, operation.from, `${at}.from`, 'there');
  requirePlace(user, path, `${at}.path`, op === 'add' || op === 'copy' || op === 'move' ? 'free' : 'there');
  if (op === 'test') {
    if (canonical(valueAt(user, stepsOf(path))) !== canonical(operation.value))
      throw new ApiError('PatchTestFailed', { details: { [`${at}`]: 'does not hold' } });
    return;
  }
  const [fault] = applyPatch(user, [operation]);
  if (fault) throw invalid(`${at}`, 'cannot be applied');
  if (op === 'copy' && JSON.stringify(user).length > LARGEST) throw invalid(`${at}`, 'makes too much of it');
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

/** @param what `there`: something must be there; `free`: something can be put there. */
function requirePlace(user: PatchedUser, pointer: string, name: string, what: 'there' | 'free'): void {
  const steps = stepsOf(pointer);
  const [above, field, below] = steps;
  const parent: unknown = below === undefined ? {} : valueAt(user, [above, field]);
  const isPlace =
    what === 'there'
      ? valueAt(user, steps) !== undefined
      : Array.isArray(parent)
        ? below === '-' || (INDEX.test(below ?? '') && Number(below) <= parent.length)
        : typeof parent === 'object' && parent !== null;
  if (!isPlace) throw invalid(name, 'must lead to something that is there');
}

/** @returns what is there, of its own; undefined for nothing. */
function valueAt(user: PatchedUser, steps: Steps): unknown {
  return steps.reduce<unknown>((value, step) => {
    if (step === undefined) return value;
    if (Array.isArray(value)) return INDEX.test(step) ? (value[Number(step)] as unknown) : undefined;
    const isThere = typeof value === 'object' && value !== null && Object.hasOwn(value, step);
    return isThere ? (value as Record<string, unknown>)[step] : undefined;
  }, user);
}

function stepsOf(pointer: string): Steps {
  return pointer.split('/').slice(1).map(unescaped) as Steps;
}

/** @returns the same text for values that RFC 6902 (4.6) calls equal: the order of names in an object means nothing. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_name, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}

/** RFC 6901, section 4. */
function unescaped(token: string): string {
  return token.replaceAll('~1', '/').replaceAll('~0', '~');
}

function invalid(name: string, what: string): ApiError {
  return new ApiError('InvalidInput', { details: { [name]: what } });
}
