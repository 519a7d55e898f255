import { createConfig, lintFromString } from '@redocly/openapi-core';
import { ServedDocument } from './support/openapi.js';
import type { Operation } from './support/openapi.js';
import { TestApp } from './support/test-app.js';

/**
 * Every rule that is recommended, as it is, and these beside: what a reader of the document misses, or what trips up a generator of
 * clients.
 */
const MORE = {
  'component-name-unique': 'error',
  'info-license-url': 'error',
  'no-http-verbs-in-paths': 'error',
  'no-invalid-parameter-examples': 'error',
  'no-invalid-schema-examples': 'error',
  'no-required-schema-properties-undefined': 'error',
  'operation-singular-tag': 'error',
  'operation-tag-defined': 'error',
  'parameter-description': 'error',
  'spec-strict-refs': 'error',
} as const;

/** @returns what is wrong with a document, errors and warnings alike. */
async function lint(document: unknown): Promise<string[]> {
  const config = await createConfig({ extends: ['recommended'], rules: MORE });
  const problems = await lintFromString({
    source: JSON.stringify(document),
    absoluteRef: 'openapi.json', // what references are looked up in
    config,
  });
  return problems.map(
    ({ severity, ruleId, message, location }) =>
      `${severity} ${ruleId} ${location[0]?.pointer ?? ''}: ${message}`,
  );
}

type Spoiling = (document: ServedDocument['document'], operation: Operation) => unknown;

/** What a rule is to find, and how to bring it about; each at an operation of its own. */
const FAULTS: Record<string, [path: string, spoil: Spoiling]> = {
  'no-empty-servers': ['/v1/users', (document) => (document.servers = [])],
  'security-defined': ['/v1/users', (document) => delete document.components?.securitySchemes],
  'no-unused-components': [
    '/v1/users',
    ({ components }) => Object.assign(components?.schemas ?? {}, { Unused: { type: 'object' } }),
  ],
  'no-ambiguous-paths': [
    '/v1/users',
    ({ paths }) => Object.assign(paths, { '/v1/{thing}/info': paths['/v1/users/info'] }),
  ],
  'operation-operationId': ['/v1/roles', (_, operation) => delete operation.operationId],
  'operation-4xx-response': [
    '/v1/audits',
    (_, operation) => (operation.responses = { 200: { description: 'Read' } }),
  ],
  'no-invalid-media-type-examples': [
    '/v1/tenants',
    (_, { responses }) =>
      Object.assign(responses['401']?.content?.['application/json'] ?? {}, {
        examples: { wrong: { value: { code: 401 } } },
      }),
  ],
  'parameter-description': [
    '/v1/users/{uid}',
    (_, { parameters: [first] = [] }) => delete (first as { description?: string }).description,
  ],
};

describe('the OpenAPI document', () => {
  let app: TestApp;
  let served: ServedDocument;

  beforeAll(async () => {
    // an address that is told is harder to get right than the one that is not
    app = await TestApp.start({ env: { LATCHKEY_PUBLIC_URL: 'https://keys.acme.test' } });
    served = await ServedDocument.of(app);
  });
  afterAll(() => app.close());

  it('tells the address of the service, and "here" where there is none', async () => {
    expect(served.document.servers).toEqual([{ url: 'https://keys.acme.test' }]);
    const other = await TestApp.start();
    const { document } = await ServedDocument.of(other);
    await other.close();
    expect(document).toEqual({ ...served.document, servers: [{ url: '/' }] });
  });

  it('has nothing that a linter finds, with and without an address', async () => {
    const servers = [...(served.document.servers ?? []), { url: '/' }];
    expect(await lint({ ...served.document, servers })).toEqual([]);
  }, 60_000);

  it('would have: the linter finds what is wrong', async () => {
    const copy = structuredClone(served.document);
    for (const [path, spoil] of Object.values(FAULTS))
      spoil(copy, (copy.paths[path] as { get: Operation }).get);
    const found = new Set((await lint(copy)).map((problem) => problem.split(' ')[1]));
    expect(Object.keys(FAULTS).filter((rule) => !found.has(rule))).toEqual([]);
  }, 60_000);
});
