import { errorBody } from '../support/answers.js';
import { auditTrail } from '../support/audit-trail.js';
import { as } from '../support/caller.js';
import { Given } from '../support/given.js';
import type { Person } from '../support/given.js';
import { TestApp } from '../support/test-app.js';
import { claimsOf } from '../support/tokens.js';

const PATH = '/v1/system/authTokenSettings';

describe(PATH, () => {
  let app: TestApp;
  let given: Given;
  let root: Person;

  beforeAll(async () => {
    app = await TestApp.start({ env: { LATCHKEY_TOKEN_MINUTES: '20' } });
    given = new Given(app);
    root = await given.platformAdmin();
  });
  afterAll(() => app.close());

  const put = (caller: Person, expiryTimeMinutes: unknown) =>
    as(app, caller).put(PATH).send({ expiryTimeMinutes });
  const minutes = (token: string) => (claimsOf(token).exp - claimsOf(token).iat) / 60;

  it('GET 200 answers what the environment says while nobody set anything', async () => {
    expect((await as(app, root).get(PATH).expect(200)).body).toEqual({ expiryTimeMinutes: 20 });
    expect(minutes(root.token)).toBe(20);
  });

  it('PUT 204 holds for organisations that set nothing, and leaves one that did alone', async () => {
    const [silent, own] = [await given.tenant(), await given.tenant()];
    await as(app, own)
      .put(`/v1/tenants/${own.tenantUid}/authTokenSettings`)
      .send({ expiryTimeMinutes: 50 })
      .expect(204);
    const { headers } = await put(root, 40).expect(204);
    expect((await as(app, root).get(PATH)).body).toEqual({ expiryTimeMinutes: 40 });
    const again = ({ emailId, password, orgName }: Person) => given.token(emailId, password, orgName);
    expect([minutes(await again(silent)), minutes(await again(own))]).toEqual([40, 50]);
    const [entry] = await auditTrail(app, root, { resourceKind: 'system' });
    expect(entry?.metadata.uid).toBe(headers['audituid']);
  });

  it('PUT 204 for all of many at once', async () => {
    const answers = await Promise.all([20, 21, 22, 23].map((life) => put(root, life)));
    expect(answers.map(({ status }) => status)).toEqual([204, 204, 204, 204]);
  });

  it.each([14, 1441, '20'])('PUT 400 for %j', async (life) => {
    const { body } = await put(root, life).expect(400);
    expect(body).toEqual(errorBody('InvalidInput', { expiryTimeMinutes: expect.any(String) }));
  });

  it('403 for an administrator of an organisation', async () => {
    const admin = await given.tenant();
    await as(app, admin).get(PATH).expect(403);
    await put(admin, 30).expect(403);
  });
});
