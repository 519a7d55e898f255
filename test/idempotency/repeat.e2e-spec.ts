import { errorBody } from '../support/answers.js';
import { auditTrail } from '../support/audit-trail.js';
import { CREATING, create } from '../support/creating.js';
import type { Creating } from '../support/creating.js';
import { Given, unique } from '../support/given.js';
import type { Person } from '../support/given.js';
import { statusesOf } from '../support/statuses.js';
import { TestApp } from '../support/test-app.js';

/** The platform's administrator may do all of these. */
describe.each(CREATING)('Idempotency-Key on POST $path', (operation) => {
  let app: TestApp;
  let caller: Person;

  beforeAll(async () => {
    app = await TestApp.start();
    caller = await new Given(app).platformAdmin();
  });
  afterAll(() => app.close());

  const post = (key: string | undefined, name: string) => create(app, caller, operation, key, name);
  const count = (name: string) => operation.count(app, caller, name);
  const uidOf = ({ body }: { body: unknown }) => (body as { uid: string }).uid;

  it('changes nothing about the first answer', async () => {
    const plain = await post(undefined, unique('thing')).expect(201);
    const first = await post(unique('key'), unique('thing')).expect(201);
    expect(Object.keys(first.body as object)).toEqual(Object.keys(plain.body as object));
    expect(Object.keys(first.headers as object)).toEqual(Object.keys(plain.headers as object));
  });

  it('a repeat names what the first request made, and makes nothing (AK-10)', async () => {
    const [key, name] = [unique('key'), unique('thing')];
    const first = await post(key, name).expect(201);
    for (let times = 0; times < 3; times++) expectRepeat(operation, first, await post(key, name));
    expect(await count(name)).toBe(1);
  });

  it('is audited once', async () => {
    const [key, name] = [unique('key'), unique('thing')];
    const uid = uidOf(await post(key, name).expect(201));
    await post(key, name);
    // what happens to an organisation is in its own trail
    const tenantUid = operation.path === '/v1/tenants' ? uid : caller.tenantUid;
    const trail = await auditTrail(app, caller, { tenantUid, resourceUid: uid });
    expect(trail.map(({ spec }) => spec.actionMsg)).toEqual([expect.stringMatching(/\.create$/)]);
  });

  it('50 requests at once with one key make one thing, and all name it (MI-04)', async () => {
    const [key, name] = [unique('key'), unique('thing')];
    const answers = await Promise.all(Array.from({ length: 50 }, () => post(key, name)));
    expect(statusesOf(answers)).toEqual(
      Array.from(answers, (_, at) => (at === 0 ? 201 : operation.repeated)),
    );
    const first = answers.find(({ status }) => status === 201);
    const named = answers.map(({ body }) => uidOf({ body: body.details ?? body }));
    expect([...new Set(named)]).toEqual([first?.body.uid]);
    expect(await count(name)).toBe(1);
  }, 30_000);

  it('another body under the same key is 409 and makes nothing', async () => {
    const [key, name, other] = [unique('key'), unique('thing'), unique('thing')];
    const first = await post(key, name).expect(201);
    const answer = await post(key, other).expect(409);
    expect(answer.body).toEqual(errorBody('IdempotencyMismatch'));
    expect(await count(other)).toBe(0);
    expectRepeat(operation, first, await post(key, name));
  });

  it('the same body under another key is another request', async () => {
    const name = unique('thing');
    await post(unique('key'), name).expect(201);
    const { status, body } = await post(unique('key'), name);
    // names of keys need not be unique
    if (operation.path === '/v1/apiKeys') expect([status, await count(name)]).toEqual([201, 2]);
    else expect([status, body]).toEqual([409, expect.objectContaining({ code: 'DuplicateResource' })]);
  });
});

function expectRepeat(
  operation: Creating,
  first: { body: { uid: string }; headers: Record<string, string> },
  repeat: { status: number; body: object; headers: Record<string, string> },
): void {
  const { uid } = first.body;
  if (operation.repeated === 409)
    expect([repeat.status, repeat.body]).toEqual([409, errorBody('AlreadyDone', { uid })]);
  else expect([repeat.status, repeat.body]).toEqual([201, { uid }]);
  expect(repeat.headers['audituid']).toBe(first.headers['audituid']);
}
