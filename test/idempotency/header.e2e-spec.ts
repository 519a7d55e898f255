import { errorBody } from '../support/answers.js';
import { as } from '../support/caller.js';
import { API_KEYS, create, CREATING } from '../support/creating.js';
import { Given, unique } from '../support/given.js';
import type { Person } from '../support/given.js';
import { ServedDocument } from '../support/openapi.js';
import type { Operation } from '../support/openapi.js';
import { request, sendBytes } from '../support/raw-bytes.js';
import { TestApp } from '../support/test-app.js';

const WRONG = errorBody('InvalidInput', {
  'Idempotency-Key': 'must have 1 to 255 visible ASCII characters',
});

describe('the header Idempotency-Key', () => {
  let app: TestApp;
  let caller: Person;

  beforeAll(async () => {
    app = await TestApp.start();
    caller = await new Given(app).platformAdmin();
  });
  afterAll(() => app.close());

  /** Sends header lines as they stand, which no friendlier client does. */
  const withLines = (...lines: string[]) => {
    const body = JSON.stringify(API_KEYS.body('raw'));
    return sendBytes(
      app,
      request(
        [
          'POST /v1/apiKeys HTTP/1.1',
          'Host: x',
          `Authorization: ${caller.token}`,
          'Content-Type: application/json',
          `Content-Length: ${body.length}`,
          ...lines,
        ],
        body,
      ),
    );
  };
  const count = async () => (await as(app, caller).get('/v1/apiKeys').expect(200)).body.listmeta.count;

  it.each([
    ['one character', 'k'],
    ['255 characters', 'k'.repeat(255)],
    ['every visible character', Array.from({ length: 94 }, (_, at) => String.fromCharCode(33 + at)).join('')],
    ['a quoted one, quotes and all', '"8e03978e-40d5-43e8-bc93-6894a57f9324"'],
  ])('may have %s', async (_, key) => {
    await create(app, caller, API_KEYS, key, 'x').expect(201);
    await create(app, caller, API_KEYS, key, 'x').expect(409);
  });

  it.each(['idempotency-key', 'IDEMPOTENCY-KEY'])('may be spelt %s', async (name) => {
    const key = unique('key');
    await create(app, caller, API_KEYS, key, 'x').expect(201);
    const answer = await create(app, caller, API_KEYS, undefined, 'x').set(name, key).expect(409);
    expect(answer.body).toMatchObject({ code: 'AlreadyDone' });
  });

  it.each(CREATING)('400 on $path for one of 256 characters', async (operation) => {
    const answer = await create(app, caller, operation, 'k'.repeat(256), unique('thing')).expect(400);
    expect(answer.body).toEqual(WRONG);
  });

  it.each([
    ['that is empty', 'Idempotency-Key:'],
    ['of nothing but spaces', 'Idempotency-Key:    '],
    ['with a space', 'Idempotency-Key: a b'],
    ['with a tab', 'Idempotency-Key: a\tb'],
    ['beyond ASCII', 'Idempotency-Key: clé'],
  ])('400 for one %s, and nothing is made', async (_, line) => {
    const before = await count();
    const { status, text } = await withLines(line);
    expect([status, JSON.parse(text)]).toEqual([400, WRONG]);
    expect(await count()).toBe(before);
  });

  it.each([
    ['the same', 'Idempotency-Key: a', 'Idempotency-Key: a'],
    ['different', 'Idempotency-Key: a', 'idempotency-key: b'],
  ])('400 for two that are %s, and nothing is made (IN-07)', async (_, ...lines) => {
    const before = await count();
    const { status, text } = await withLines(...lines);
    expect([status, JSON.parse(text)]).toEqual([
      400,
      errorBody('InvalidInput', { 'Idempotency-Key': 'must be given once' }),
    ]);
    expect(await count()).toBe(before);
  });

  it('403 before anything is said about the header', async () => {
    const given = new Given(app);
    const user = await given.user(await given.tenant());
    await create(app, user, CREATING[1] ?? API_KEYS, 'k'.repeat(256), 'x').expect(403);
  });

  it('means nothing to an operation that makes nothing', async () => {
    for (let times = 0; times < 2; times++)
      await as(app, caller).get('/v1/users/info').set('Idempotency-Key', 'a b').expect(200);
  });

  it('is in the document of what makes things, with the errors that it brings, and of nothing else', async () => {
    const { operations } = await ServedDocument.of(app);
    const takes = ({ parameters = [] }: Operation) =>
      parameters.some((parameter) => parameter.in === 'header' && parameter.name === 'Idempotency-Key');
    const names = operations.filter(takes).map(({ operationId }) => operationId);
    expect(names).toEqual(expect.arrayContaining(['v1ApiKeysCreate', 'v1UsersCreate', 'v1TenantsCreate']));
    const says = (code: string) => (operation: Operation) => [
      operation.operationId,
      operation.responses['409']?.description.includes(`\`${code}\``) ?? false,
    ];
    expect(operations.map(says('IdempotencyMismatch'))).toEqual(
      operations.map((operation) => [operation.operationId, takes(operation)]),
    );
    expect(operations.map(says('AlreadyDone'))).toEqual(
      operations.map(({ operationId }) => [operationId, operationId === 'v1ApiKeysCreate']),
    );
  });
});
