import { errorBody, visible } from '../support/answers.js';
import { auditTrail } from '../support/audit-trail.js';
import { as } from '../support/caller.js';
import { Given } from '../support/given.js';
import type { Person } from '../support/given.js';
import { TestApp } from '../support/test-app.js';

const ABSENT = '01990f6e-7c2a-7b1e-9d53-0c1f2a3b4c5d';
const BANNER = { isEnabled: true, title: 'Notice', Message: 'Authorised use only.\nEverything is <logged>.' };
const OFF = { isEnabled: false, title: '', Message: '' };

describe('/v1/tenants/{tenantUid}/loginBanner', () => {
  let app: TestApp;
  let given: Given;
  let admin: Person;

  beforeAll(async () => {
    app = await TestApp.start();
    given = new Given(app);
  });
  beforeEach(async () => {
    admin = await given.tenant();
  });
  afterAll(() => app.close());

  const path = (uid = admin.tenantUid) => `/v1/tenants/${uid}/loginBanner`;
  const put = (caller: Person, body: object, uid?: string) => as(app, caller).put(path(uid)).send(body);
  const read = async () => (await as(app, admin).get(path()).expect(200)).body as object;

  it('GET 200 answers one that is off while nobody set anything', async () => {
    expect(await read()).toEqual(OFF);
  });

  describe('PUT 204', () => {
    it('sets what reading answers, as it was sent', async () => {
      const { headers } = await put(admin, BANNER).expect(204);
      expect(await read()).toEqual(BANNER);
      const [entry] = await auditTrail(app, admin, { resourceUid: admin.tenantUid });
      expect(entry?.metadata.uid).toBe(headers['audituid']);
      expect(entry?.spec.actionMsg).toBe('tenant.setLoginBanner');
    });

    it('switches off with empty texts, as the Terraform provider does, or with nothing else', async () => {
      await put(admin, BANNER).expect(204);
      await put(admin, OFF).expect(204);
      expect(await read()).toEqual(OFF);
      await put(admin, {}).expect(204);
      expect(await read()).toEqual(OFF);
    });

    it('keeps the texts of one that is off', async () => {
      await put(admin, { ...BANNER, isEnabled: false }).expect(204);
      expect(await read()).toEqual({ ...BANNER, isEnabled: false });
    });
  });

  describe('PUT 400', () => {
    it.each<[object, string]>([
      [{ isEnabled: true, title: 'x', Message: '' }, 'Message'],
      [{ isEnabled: true }, 'Message'],
      [{ ...BANNER, Message: 'x'.repeat(1301) }, 'Message'],
      [{ ...BANNER, Message: 'bell\u0007' }, 'Message'],
      [{ ...BANNER, title: 'x'.repeat(129) }, 'title'],
      [{ ...BANNER, isEnabled: 'true' }, 'isEnabled'],
      [{ ...BANNER, message: 'small letters' }, 'message'],
    ])('for %j', async (body, field) => {
      const answer = await put(admin, body).expect(400);
      expect(answer.body).toEqual(errorBody('InvalidInput', { [field]: expect.any(String) }));
      expect(await read()).toEqual(OFF);
    });
  });

  it('403 for a plain user', async () => {
    const user = await given.user(admin);
    await as(app, user).get(path()).expect(403);
    await put(user, BANNER).expect(403);
  });

  it('404 for another organisation as for one that there is not (AZ-02)', async () => {
    const other = await given.tenant();
    for (const call of [
      (uid: string) => as(app, other).get(path(uid)),
      (uid: string) => put(other, BANNER, uid),
    ])
      expect(visible(await call(admin.tenantUid).expect(404))).toEqual(visible(await call(ABSENT)));
    expect(await read()).toEqual(OFF);
  });
});
