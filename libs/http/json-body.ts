import { ApiError } from './error-catalogue.js';

const MAX_DEPTH = 32;
const MAX_NAMES = 1000;
const FORBIDDEN_NAMES = new Set(['__proto__', 'constructor', 'prototype']);
const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * Reads a JSON body more strictly than `JSON.parse`: well-formed UTF-8, at most 32 levels and 1,000 names, no name twice
 * in one object, no lone surrogates, no NUL, no `__proto__`, no number too large for one. An empty body is no body: some clients send the
 * JSON media type with a DELETE.
 * @returns the value with every `null` member left out, since clients send `null` for "absent"; undefined for no body.
 * @throws ApiError MalformedJson
 */
export function parseJsonBody(bytes: Buffer): unknown {
  if (bytes.length === 0) return undefined;
  const text = decode(bytes);
  inspectShape(text);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw malformed('it cannot be parsed');
  }
  return withoutNulls(value);
}

function decode(bytes: Buffer): string {
  try {
    return strictUtf8.decode(bytes);
  } catch {
    throw malformed('it is not well-formed UTF-8');
  }
}

/** One pass over the raw text, without recursion: `JSON.parse` keeps the last of two equal names and has no depth limit. */
function inspectShape(text: string): void {
  const open: (Set<string> | null)[] = []; // the names of each open object, null for an open array
  let names = 0;
  for (let at = 0; at < text.length; at++) {
    const char = text[at];
    if (char === '{' || char === '[') {
      if (open.push(char === '{' ? new Set() : null) > MAX_DEPTH)
        throw malformed(`it is nested deeper than ${MAX_DEPTH} levels`);
    } else if (char === '}' || char === ']') {
      open.pop();
    } else if (char === '"') {
      const end = endOfString(text, at);
      const scope = open.at(-1);
      if (scope && isName(text, end)) {
        if (++names > MAX_NAMES) throw malformed(`it has more than ${MAX_NAMES} names`);
        const name = storable(decodeString(text.slice(at, end + 1)));
        if (scope.has(name)) throw malformed('an object names a field twice');
        if (FORBIDDEN_NAMES.has(name)) throw malformed('a field name is not allowed');
        scope.add(name);
      }
      at = end;
    }
  }
}

function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === '"') return at;
  }
  throw malformed('it cannot be parsed');
}

function isName(text: string, endOfText: number): boolean {
  let at = endOfText + 1;
  while (/\s/.test(text[at] ?? '')) at++;
  return text[at] === ':';
}

function decodeString(quoted: string): string {
  try {
    return JSON.parse(quoted) as string;
  } catch {
    throw malformed('it cannot be parsed');
  }
}

function withoutNulls(value: unknown): unknown {
  if (typeof value === 'string') return storable(value);
  if (typeof value === 'number') return finite(value);
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, member]) => member !== null)
      .map(([name, member]) => [name, withoutNulls(member)]),
  );
}

/** Names are texts too: those of a map are stored. */
function storable(text: string): string {
  if (!text.isWellFormed() || text.includes('\0')) throw malformed('a text holds a lone surrogate or a NUL');
  return text;
}

/** `JSON.parse` reads 1e999 as infinity. */
function finite(value: number): number {
  if (!Number.isFinite(value)) throw malformed('a number is too large');
  return value;
}

function malformed(what: string): ApiError {
  return new ApiError('MalformedJson', { message: `The body is not acceptable JSON: ${what}.` });
}
