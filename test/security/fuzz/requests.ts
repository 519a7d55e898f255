import * as fc from 'fast-check';
import { takesForm } from '../../support/openapi.js';
import type { Operation, ServedDocument } from '../../support/openapi.js';
import { Bodies, encodedPair } from './bodies.js';
import { asBytes } from './request.js';
import type { FuzzedRequest } from './request.js';
import { thingFor, withThing } from './things.js';
import { oddText, wordsFor } from './words.js';

/** A part of a request: what it adds to the headers and to the query. */
interface Part {
  headers: [name: string, value: string][];
  query: string[];
}

const header = (name: string, value: string): Part => ({ headers: [[name, value]], query: [] });
const inQuery = (...query: string[]): Part => ({ headers: [], query });
const nothing = fc.constant<Part>({ headers: [], query: [] });
const together = (parts: Part[]): Part => ({
  headers: parts.flatMap(({ headers }) => headers),
  query: parts.flatMap(({ query }) => query),
});

const goodCredential: fc.Arbitrary<Part> = fc.constantFrom(
  header('Authorization', '{{admin.token}}'),
  header('Authorization', 'Bearer {{admin.token}}'),
  header('Authorization', '{{platform.token}}'),
  header('Authorization', 'bearer {{platform.token}}'),
  header('Authorization', '{{user.token}}'),
  header('Authorization', '{{stranger.token}}'),
  header('ApiKey', '{{admin.key}}'),
  header('ApiKey', '{{user.key}}'),
  inQuery('ApiKey={{admin.key}}'),
);

/** A header can hold every byte but those that end a line; what Node itself refuses is a part of it. */
const headerBytes = oddText.map((text) => asBytes(text).replace(/[\r\n]/g, ' '));

const oddCredential: fc.Arbitrary<Part> = fc.oneof(
  fc
    .tuple(fc.constantFrom('Authorization', 'ApiKey', 'authorization', 'APIKEY'), headerBytes)
    .map(([name, value]) => header(name, value)),
  fc
    .tuple(fc.constantFrom('Basic', 'Digest', 'Bearer Bearer', 'ApiKey', 'Bearer'), headerBytes)
    .map(([scheme, value]) => header('Authorization', `${scheme} ${value}`)),
  fc.constantFrom(
    header('Authorization', 'Basic {{user.key}}'),
    header('Authorization', '{{user.key}}'),
    header('ApiKey', '{{user.token}}'),
    header('Authorization', '{{user.token}}='),
    header('Authorization', '{{user.token}},{{user.token}}'),
    header('ApiKey', `{{user.key}}${' '.repeat(20)}`),
    header('ApiKey', `lk_${'0'.repeat(9000)}`),
    header('Authorization', `a.${'b'.repeat(14_000)}.c`),
    header('ApiKey', 'x'.repeat(17_000)),
    inQuery('ApiKey={{user.key}}', 'ApiKey={{user.key}}'),
    inQuery('ApiKey[]={{user.key}}'),
    inQuery('ApiKey='),
    inQuery('apikey={{user.key}}'),
  ),
  fc.array(goodCredential, { minLength: 2, maxLength: 3 }).map(together),
);

const credential = fc.oneof(
  { weight: 20, arbitrary: goodCredential },
  { weight: 1, arbitrary: nothing },
  { weight: 4, arbitrary: oddCredential },
);

const extraHeader: fc.Arbitrary<Part> = fc.oneof(
  fc
    .tuple(
      fc.constantFrom(
        'Idempotency-Key',
        'Cookie',
        'X-Original-URI',
        'X-Forwarded-Uri',
        'X-Forwarded-For',
        'Accept',
        'Sec-Fetch-Site',
        'X-HTTP-Method-Override',
        'Origin',
      ),
      headerBytes,
    )
    .map(([name, value]) => header(name, value)),
  fc.constantFrom(
    header('Idempotency-Key', 'k1'),
    header('Idempotency-Key', '{{user.uid}}'),
    header('Cookie', '__Host-latchkey-session={{session.uid}}.x'),
    header('Sec-Fetch-Site', 'same-origin'),
    header('X-Original-URI', '/x?ApiKey={{user.key}}#'),
    header('X-Original-URI', '/x?%41piKey=%'),
    header('Expect', 'something'),
    together(Array.from({ length: 120 }, (_, at) => header(`X-${at}`, ''))),
  ),
);

const contentType = (usual: string): fc.Arbitrary<Part> =>
  fc.oneof(
    { weight: 15, arbitrary: fc.constant(header('Content-Type', usual)) },
    {
      weight: 1,
      arbitrary: fc
        .constantFrom(
          '',
          'text/plain',
          'application/json; charset=latin1',
          'application/json ;',
          'multipart/form-data',
          'a/b;;',
        )
        .map((type) => header('Content-Type', type)),
    },
  );

/** Texts of an address: percent-encoded well, badly, or not at all. */
const addressText = oddText
  .chain((text) =>
    fc.constantFrom(
      encodeURIComponent(text.toWellFormed()),
      asBytes(text).replace(/[\0- #?/\\]/g, '_'),
      `%ff${encodeURIComponent(text.toWellFormed())}%`,
      '%2e%2e%2f',
      '%00',
    ),
  )
  .filter((text) => text !== '');

function pathOf({ path }: Operation): fc.Arbitrary<string> {
  const [, name] = /\{(\w+)\}/.exec(path) ?? [];
  if (name === undefined) return fc.constant(path);
  const word = fc
    .constantFrom(...wordsFor(name))
    .map((text) => encodeURI(text).replace(/%7B%7B([\w.]+)%7D%7D/g, '{{$1}}'));
  return fc
    .oneof(
      { weight: 9, arbitrary: fc.constant(thingFor(path)) },
      { weight: 3, arbitrary: word },
      { weight: 2, arbitrary: addressText },
    )
    .map((thing) => withThing(path, thing));
}

function queryOf(bodies: Bodies, { parameters = [] }: Operation): fc.Arbitrary<Part> {
  const known = parameters
    .filter((parameter) => parameter.in === 'query')
    .map(({ name, schema }) => {
      const value = fc.oneof(
        bodies.valid(schema, name).map((json) => encodedPair([name, json])),
        fc.constantFrom('', ...wordsFor(name)).map((word) => encodedPair([name, word])),
      );
      return fc.oneof(
        { weight: 5, arbitrary: nothing },
        { weight: 1, arbitrary: value.map((pair) => inQuery(pair)) },
      );
    });
  const odd = fc.tuple(fc.constantFrom('limit', 'x', 'page', '', '__proto__', 'permission'), addressText);
  const oddities = fc.array(
    odd.map(([name, value]) => `${name}=${value}`),
    { minLength: 1, maxLength: 3 },
  );
  const more = fc.oneof(
    { weight: 20, arbitrary: nothing },
    { weight: 1, arbitrary: oddities.map((pairs) => inQuery(...pairs)) },
    { weight: 1, arbitrary: fc.constant(inQuery('limit=1', 'limit=2')) },
    {
      weight: 1,
      arbitrary: fc.constantFrom(inQuery('&&=&'), inQuery('a[b]=c'), inQuery('?'), inQuery('x'.repeat(9000))),
    },
  );
  return fc.tuple(...known, more).map(together);
}

/** Draws requests for an operation of the document. */
export function requestsFor(served: ServedDocument, operation: Operation): fc.Arbitrary<FuzzedRequest> {
  const bodies = new Bodies(served);
  const example = served.exampleBody(operation);
  const [[type, media] = []] = Object.entries(operation.requestBody?.content ?? {});
  const draw = (schema: NonNullable<typeof media>['schema']) =>
    takesForm(operation) ? bodies.form(schema, example) : bodies.json(schema, example);
  const body: fc.Arbitrary<string | null> = media
    ? fc.oneof({ weight: 15, arbitrary: draw(media.schema) }, { weight: 1, arbitrary: fc.constant(null) })
    : fc.oneof(
        { weight: 15, arbitrary: fc.constant(null) },
        { weight: 1, arbitrary: fc.json().map(asBytes) },
      );
  const extras = fc.oneof({ weight: 6, arbitrary: nothing }, { weight: 1, arbitrary: extraHeader });
  return fc
    .tuple(
      pathOf(operation),
      credential,
      queryOf(bodies, operation),
      extras,
      contentType(type ?? 'application/json'),
      body,
    )
    .map(([path, shown, asked, extra, ofBody, bytes]) => {
      const { headers, query } = together([shown, asked, extra, ...(bytes === null ? [] : [ofBody])]);
      return {
        method: operation.method,
        target: query.length > 0 ? `${path}?${query.join('&')}` : path,
        headers,
        body: bytes,
      };
    });
}
