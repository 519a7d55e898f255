import type { Operation, Schema, ServedDocument } from '../../support/openapi.js';
import { takesForm } from '../../support/openapi.js';
import { asBytes } from '../fuzz/request.js';
import type { FuzzedRequest } from '../fuzz/request.js';
import { thingFor, withThing } from '../fuzz/things.js';

/** Texts that would end a literal, begin a comment, add a statement or take time, in either engine. */
export const VECTORS = [
  "' OR '1'='1",
  "' OR 1=1 -- ",
  '" OR ""="',
  "x') OR ('a'='a",
  "\\' OR 1=1 #",
  "admin'/*",
  "'; DROP TABLE users; -- ",
  '1; DELETE FROM api_keys',
  "' UNION SELECT uid, password_hash FROM users -- ",
  "' || (SELECT password_hash FROM users LIMIT 1) || '",
  "' AND SLEEP(5) -- ",
  "' AND randomblob(1000000000) IS NOT NULL -- ",
  '`; SELECT 1; `',
  '\u02bc OR 1=1 \uff07',
  ':tenantUid ? ?1 @x',
];

/** In place of a text: a driver that is given one of these may write SQL of it. */
const NO_TEXTS = [{ toSqlString: 'x' }, { emailId: 1 }, [1], ['x', 'y'], 0, true];

/** A request with something bad at one place. */
export interface Injection {
  place: string;
  request: FuzzedRequest;
  /** Nothing may be done that has this in it. */
  mustBeRefused: boolean;
}

/** @returns requests with every vector at every place of an operation: path, query, headers and each text in the body. */
export function injectionsInto(
  served: ServedDocument,
  operation: Operation,
  credential: string,
): Injection[] {
  const { method, path, parameters = [] } = operation;
  const hasThing = path.includes('{');
  const example = served.exampleBody(operation);
  const isForm = takesForm(operation);
  const type = isForm ? 'application/x-www-form-urlencoded' : 'application/json';
  const request = (target: string, body: unknown = example, more: FuzzedRequest['headers'] = []) => ({
    method,
    target,
    headers: [
      ['Authorization', credential],
      ...more,
      ...(body ? [['Content-Type', type]] : []),
    ] as FuzzedRequest['headers'],
    body: body
      ? asBytes(
          isForm ? new URLSearchParams(body as Record<string, string>).toString() : JSON.stringify(body),
        )
      : null,
  });
  const usual = hasThing ? withThing(path, thingFor(path)) : path;
  const injections: Injection[] = [];
  const add = (place: string, made: FuzzedRequest, mustBeRefused = false) =>
    injections.push({ place, request: made, mustBeRefused });

  const names = parameters.filter((each) => each.in === 'query').map(({ name }) => name);
  for (const vector of VECTORS) {
    const encoded = encodeURIComponent(vector);
    if (hasThing) add('path', request(withThing(path, encoded)), true);
    for (const name of [...names, ...(vector === VECTORS[0] ? ['unknown'] : [])])
      add(`query ${name}`, request(`${usual}?${name}=${encoded}`));
    for (const [name, around] of SYNTAX.filter(([each]) => names.includes(each)))
      add(`query ${name}, inside`, request(`${usual}?${name}=${encodeURIComponent(around(vector))}`));
    if (parameters.some(({ name }) => name === 'Idempotency-Key'))
      add('header', request(usual, example, [['Idempotency-Key', asBytes(vector)]]));
  }
  for (const place of textsIn(served, operation)) {
    for (const vector of VECTORS)
      add(`body ${place.join('.')}`, request(usual, withValue(example, place, vector)));
    // what an operation of a patch does not need is not looked at (RFC 6902, 4)
    const isIgnored = place.at(-1) === 'from';
    if (!isForm)
      for (const value of NO_TEXTS)
        add(`body ${place.join('.')}`, request(usual, withValue(example, place, value)), !isIgnored);
  }
  return injections;
}

/** Parameters with a syntax of their own, and where in it a value or a name stands. */
const SYNTAX: [name: string, around: (vector: string) => string][] = [
  ['filters', (vector) => `metadata.name=${vector}`],
  ['filters', (vector) => `${vector}=x`],
  ['orderBy', (vector) => `metadata.name=1${vector}`],
  ['orderBy', (vector) => `${vector}=1`],
  ['fields', (vector) => `metadata.name,${vector}`],
];

/** @returns the ways to every text that a body may have, required or not. */
function textsIn(served: ServedDocument, operation: Operation): string[][] {
  const [media] = Object.values(operation.requestBody?.content ?? {});
  const walk = (given: Schema, above: string[]): string[][] => {
    const schema = served.resolved(given);
    if (schema.type === 'string') return [above];
    if (schema.items) return walk(schema.items, [...above, '0']);
    if (schema.additionalProperties) return [[...above, 'name']];
    return Object.entries(schema.properties ?? {}).flatMap(([name, member]) =>
      walk(member, [...above, name]),
    );
  };
  return media ? walk(media.schema, []) : [];
}

/** @returns a copy of the body with this value at the place; what is not on the way there is made. */
function withValue(body: unknown, [name, ...rest]: string[], value: unknown): unknown {
  if (name === undefined) return value;
  if (name === '0') return [withValue((body as unknown[] | undefined)?.[0], rest, value)];
  const members = (body ?? {}) as Record<string, unknown>;
  return { ...members, [name]: withValue(members[name], rest, value) };
}
