import { commonPasswords, passwordFaults } from '#secrets';
import { API_KEY_PATTERN, isApiKey } from '#secrets';
import { as } from './support/caller.js';
import { Given } from './support/given.js';
import { ServedDocument, takesForm } from './support/openapi.js';
import type { Operation } from './support/openapi.js';
import { TestApp } from './support/test-app.js';

const ABSENT = '01990f6e-7c2a-7b1e-9d53-0c1f2a3b4c5d';

describe('the OpenAPI document', () => {
  let app: TestApp;
  let served: ServedDocument;

  beforeAll(async () => {
    app = await TestApp.start();
    served = await ServedDocument.of(app);
  });
  afterAll(() => app.close());

  const nameOf = ({ method, path }: Operation) => `${method} ${path}`;
  const each = (check: (operation: Operation) => unknown) =>
    served.operations.map((operation) => [nameOf(operation), check(operation)]);
  const all = (value: unknown) => served.operations.map((operation) => [nameOf(operation), value]);

  it('is OpenAPI 3 of this service', () => {
    expect(served.document).toMatchObject({
      openapi: expect.stringMatching(/^3\./) as string,
      info: { title: 'Latchkey', version: expect.stringMatching(/^\d+\.\d+\.\d+/) as string },
      components: {
        securitySchemes: {
          ApiKey: { type: 'apiKey', in: 'header', name: 'ApiKey' },
          Authorization: { type: 'apiKey', in: 'header', name: 'Authorization' },
        },
      },
    });
  });

  it('LG-02 gives no password as an example that somebody could set as it stands', async () => {
    const examples = JSON.stringify(served.document).matchAll(
      /"(?:current|new)?password":(?:"([^"]+)"|\{[^{}]*"example":"([^"]+)")/gi,
    );
    const given = new Set(Array.from(examples, ([, value, example]) => value ?? example ?? ''));
    expect(given.size).toBeGreaterThan(1);
    const common = await commonPasswords();
    for (const password of given)
      expect(passwordFaults(password, { accountWords: [], common })).not.toEqual([]);
  });

  it('refers to nothing that it does not hold', () => {
    const text = JSON.stringify(served.document);
    const refs = new Set(
      [...text.matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)].map(([, name]) => name),
    );
    expect(refs.size).toBeGreaterThan(20);
    expect([...refs].filter((name) => !(name in (served.document.components?.schemas ?? {})))).toEqual([]);
  });

  it('shows API keys that have the form of ours, and none that could be one', () => {
    const shown = JSON.stringify(served.document).match(/lk_[0-9A-Za-z]{20,}/g) ?? [];
    expect(shown.length).toBeGreaterThan(4);
    for (const key of new Set(shown)) {
      expect(key).toMatch(API_KEY_PATTERN);
      expect(isApiKey(key)).toBe(false);
    }
  });

  describe('of every operation', () => {
    it('has a name that is nobody else’s', () => {
      const ids = served.operations.map(({ operationId }) => operationId);
      expect(ids.filter((id, at) => !id || ids.indexOf(id) !== at)).toEqual([]);
    });

    it('has one sentence and one group that the document describes', () => {
      const groups = (served.document.tags ?? []).map(({ name }) => name);
      expect(
        each(({ summary, tags }) => Boolean(summary) && tags?.length === 1 && groups.includes(tags[0] ?? '')),
      ).toEqual(all(true));
    });

    it('has exactly one success, with a schema unless it is 204', () => {
      const good = (operation: Operation) => {
        const { responses } = operation;
        const [status, ...more] = Object.keys(responses).filter((code) => code < '400');
        const schema = status && responses[status]?.content?.['application/json']?.schema;
        const hasBody = status !== '204' && !isBodiless(operation);
        return more.length === 0 && (hasBody ? Boolean(schema) : schema === undefined);
      };
      expect(each(good)).toEqual(all(true));
    });

    it('has every error in the one schema, and those that any request can meet', () => {
      const good = (operation: Operation) => {
        const { responses, security = [] } = operation;
        if (isBodiless(operation)) return true; // told below
        const errors = Object.entries(responses).filter(([status]) => status >= '400');
        const needed = [
          '400',
          '413',
          '414',
          '415',
          '431',
          '500',
          '503',
          ...(security.length > 0 ? ['401'] : []),
        ];
        return (
          needed.every((status) => status in responses) &&
          errors.every(
            ([, { content, description }]) =>
              description !== '' &&
              content?.['application/json']?.schema.$ref === '#/components/schemas/ErrorAnswer',
          )
        );
      };
      expect(each(good)).toEqual(all(true));
    });

    it.each<[string, string, (operation: Operation) => boolean]>([
      ['RequestTimeout', 'when it takes a body', ({ requestBody }) => requestBody !== undefined],
      [
        'InvalidCursor',
        'when it has pages',
        ({ parameters = [] }) => parameters.some(({ name }) => name === 'continue'),
      ],
      [
        'AmbiguousCredentials',
        'when it reads a credential',
        (operation) =>
          !isBodiless(operation) && (operation.security ?? []).some((scheme) => 'Authorization' in scheme),
      ],
      [
        'Forbidden',
        'when it is guarded, or asks which site’s page sends it',
        (operation) =>
          (isGuarded(operation) && !isBodiless(operation)) ||
          /^(v1Auth(enticate|Refresh|Session)|V1AuthUserOrgForgot)$/.test(operation.operationId ?? ''),
      ],
      [
        'TokenRequired',
        'when an API key does not do',
        (operation) =>
          ['v1UsersUidUpdate', 'v1UsersUidPatch'].includes(operation.operationId ?? '') ||
          (isGuarded(operation) && !operation.security?.some((scheme) => 'ApiKey' in scheme)),
      ],
      [
        'ResourceNotFound',
        'when it takes an id, wherever it stands',
        ({ operationId = '', parameters = [] }) =>
          parameters.some((parameter) => parameter.in === 'path') ||
          /^v1(ApiKeysCreate|AuthSessions(List|Delete)|UsersCreate|UsersEmailPasswordReset)$/.test(
            operationId,
          ),
      ],
    ])('lists %s %s, and only then', (code, _when, expected) => {
      expect(each((operation) => codesOf(operation).includes(code))).toEqual(each(expected));
    });

    it('says of one that never answers with a body what each status means, and nothing of a body', () => {
      const [operation, ...more] = served.operations.filter(isBodiless);
      expect(more).toEqual([]);
      const statuses = Object.entries(operation?.responses ?? {});
      expect(statuses.map(([status]) => status)).toEqual(['200', '401', '403', '429', '503']);
      expect(statuses.map(([, { content, description }]) => [content, description !== ''])).toEqual(
        statuses.map(() => [undefined, true]),
      );
    });

    it('lists no error twice, and no mark of ours', () => {
      const once = ({ responses }: Operation) =>
        Object.values(responses).every(({ description }) => {
          const codes = [...description.matchAll(/^`(\w+)`:/gm)].map(([, code]) => code);
          return new Set(codes).size === codes.length;
        });
      expect(each(once)).toEqual(all(true));
      expect(JSON.stringify(served.document)).not.toContain('x-latchkey');
    });

    it('that takes a body has an example of it that somebody wrote', () => {
      const good = ({ requestBody }: Operation) =>
        !requestBody ||
        Object.values(requestBody.content).every(({ examples }) => examples?.example !== undefined);
      expect(each(good)).toEqual(all(true));
    });

    it('has an example body that is good input as it stands', async () => {
      const caller = as(app, await new Given(app).platformAdmin());
      const withBody = served.operations.filter(({ requestBody }) => requestBody);
      expect(withBody.length).toBeGreaterThan(16);
      for (const operation of withBody) {
        const path = operation.path.replace(/\{[^}]+\}/, ABSENT);
        const method = operation.method.toLowerCase() as 'post';
        const { status, body } = await caller[method](path)
          .type(takesForm(operation) ? 'form' : 'json')
          .send(served.exampleBody(operation));
        const { code, details } = body as { code?: string; details?: object };
        expect([nameOf(operation), code === 'InvalidInput' || code === 'MalformedJson', details]).toEqual([
          nameOf(operation),
          false,
          details,
        ]);
        const success = Object.keys(operation.responses).find((known) => known < '400');
        if (/^POST \/v1\/(users|tenants|apiKeys)$/.test(nameOf(operation)))
          expect(String(status)).toBe(success);
      }
    });
  });
});

/** A public route may have a security scheme too: the docs send the token that is to be refreshed. */
const isGuarded = ({ operationId, security = [] }: Operation) =>
  security.length > 0 && operationId !== 'v1AuthRefreshPost';

/** Every error code that the document has an example of. */
const codesOf = ({ responses }: Operation) =>
  Object.values(responses).flatMap(({ content }) =>
    Object.keys((content?.['application/json'] as { examples?: object } | undefined)?.examples ?? {}),
  );

/** For gateways, which might pass a body on. */
function isBodiless({ operationId }: Operation): boolean {
  return operationId === 'verifyRequest';
}
