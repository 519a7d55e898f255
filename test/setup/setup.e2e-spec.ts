import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { auditTrail } from '../support/audit-trail.js';
import { errorBody } from '../support/answers.js';
import { as } from '../support/caller.js';
import { databaseDump } from '../support/database-dump.js';
import { Given } from '../support/given.js';
import type { Person } from '../support/given.js';
import { TestApp } from '../support/test-app.js';
import { createTestDatabase } from '../support/test-database.js';

const FOUNDER = {
  orgName: 'acme',
  emailId: 'ada@acme.example',
  password: 'ordinary giraffes count clouds',
  firstName: 'Ada',
  lastName: 'Lovelace',
};

describe('POST /v1/setup', () => {
  let app: TestApp;

  // an installation is set up once: each test has its own
  beforeEach(async () => {
    app = await TestApp.start({ bootstrap: false });
  });
  afterEach(() => app.close());

  const file = () => join(app.database.directory, 'setup-token');
  const token = () => readFileSync(file(), 'utf8').trim();
  const setUp = (body: object) => app.http.post('/v1/setup').send(body);
  const login = (password = FOUNDER.password) =>
    app.http.post('/v1/auth/authenticate').send({ emailId: FOUNDER.emailId, password });

  async function founder(): Promise<Person> {
    const { body } = await setUp({ ...FOUNDER, token: token() }).expect(201);
    expect(body).toEqual({ tenantUid: expect.any(String), userUid: expect.any(String) });
    const { tenantUid, userUid } = body as { tenantUid: string; userUid: string };
    const { Authorization } = (await login().expect(200)).body as { Authorization: string };
    return { ...FOUNDER, uid: userUid, tenantUid, token: Authorization };
  }

  describe('before it', () => {
    it('nobody gets in: there are no default accounts (LG-12)', async () => {
      for (const [emailId, password] of [
        ['admin', 'admin'],
        ['admin@localhost', 'password'],
        [FOUNDER.emailId, FOUNDER.password],
      ])
        await app.http.post('/v1/auth/authenticate').send({ emailId, password }).expect(401);
    });

    it('the setup token lies in a file that only its owner may read', () => {
      expect(token()).toMatch(/^setup_[\w-]{43}$/);
      expect(statSync(file()).mode & 0o777).toBe(0o600);
    });
  });

  describe('201', () => {
    it('makes the first organisation and an administrator of it and of the platform', async () => {
      const { uid, tenantUid, ...who } = await founder();
      const asFounder = as(app, { ...who, uid, tenantUid });
      await asFounder.get('/v1/users/info').expect(200, { orgName: 'acme', tenantUid, userUid: uid });
      const { body } = await asFounder.get(`/v1/users/${uid}`).expect(200);
      expect(body).toMatchObject({
        metadata: { name: 'Ada Lovelace' },
        spec: { emailId: 'ada@acme.example', roles: ['Tenant Admin'] },
        status: { isActive: true, activationLink: '', passwordResetLink: '' },
      });
      await asFounder.get('/v1/tenants').expect(200);
    });

    it('lets the founder run the platform', async () => {
      const platform = await founder();
      await as(app, platform)
        .post('/v1/tenants')
        .send({ spec: { orgName: 'globex', emailId: 'hank@globex.example' } })
        .expect(201);
    });

    it('needs no names, and keeps the password as it is, spaces and all', async () => {
      const { firstName: _first, lastName: _last, ...rest } = FOUNDER;
      const password = `  ${FOUNDER.password} `;
      await setUp({ ...rest, password, token: token() }).expect(201);
      await login().expect(401);
      await login(password).expect(200);
    });

    it('removes the file with the token', async () => {
      await setUp({ ...FOUNDER, token: token() }).expect(201);
      expect(existsSync(file())).toBe(false);
    });

    it('is audited in the name of the founder', async () => {
      const platform = await founder();
      const entries = await auditTrail(app, platform, { userUid: platform.uid });
      expect(entries.map(({ spec }) => [spec.actionMsg, spec.actor.user?.emailId])).toEqual([
        ['session.begin', 'ada@acme.example'],
        ['user.create', 'ada@acme.example'],
        ['tenant.create', 'ada@acme.example'],
      ]);
    });
  });

  describe('400, and nothing is half-written', () => {
    it.each([
      ['a weak password', { password: 'too short' }, { password: 'must have at least 15 characters' }],
      [
        'a password of its own words',
        { password: 'example-acme-ada-acme' },
        { password: expect.any(String) },
      ],
      ['an address that is none', { emailId: 'ada' }, { emailId: 'must be an e-mail address' }],
      [
        'an organisation that no column holds once it is normalised',
        { orgName: '\ufdfa'.repeat(128) },
        { orgName: 'must have at most 128 characters' },
      ],
      ['no organisation', { orgName: ' ' }, { orgName: 'must not be empty' }],
      ['an unknown field', { isPlatformAdmin: true }, { isPlatformAdmin: 'is not a known field' }],
    ])('%s', async (_what, change, details) => {
      const secret = token();
      const answer = await setUp({ ...FOUNDER, token: secret, ...change }).expect(400);
      expect(answer.body).toEqual(errorBody('InvalidInput', details));
      expect(await databaseDump(app)).not.toMatch(/acme/);
      expect(token()).toBe(secret);
      await setUp({ ...FOUNDER, token: secret }).expect(201);
    });
  });

  describe('401', () => {
    it.each([
      ['none of ours', () => 'setup_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'],
      ['cut', () => token().slice(0, -1)],
      ['with a space', () => ` ${token()}`],
      ['in another case', () => token().toUpperCase()],
    ])('for a setup token that is %s, before anything else is judged', async (_what, wrong) => {
      const answer = await setUp({ ...FOUNDER, password: 'too short', token: wrong() }).expect(401);
      expect(answer.body).toEqual(errorBody('SetupTokenInvalid'));
      expect(await databaseDump(app)).not.toMatch(/acme/);
    });
  });

  describe('409', () => {
    it('once it is done, with the right token and with a wrong one', async () => {
      const secret = token();
      await setUp({ ...FOUNDER, token: secret }).expect(201);
      const again = { ...FOUNDER, orgName: 'globex', emailId: 'hank@globex.example' };
      for (const each of [secret, 'wrong']) {
        const answer = await setUp({ ...again, token: each }).expect(409);
        expect(answer.body).toEqual(errorBody('SetupDone'));
      }
      expect(await databaseDump(app)).not.toMatch(/globex/);
    });

    it.each([
      ['of one organisation', () => 'acme'],
      ['of as many organisations', (index: number) => `acme ${index}`],
    ])('for all but one of 20 parallel calls %s (LG-12, MI-04)', async (_what, nameOf) => {
      await app.app.listen(0);
      const secret = token();
      const answers = await Promise.all(
        Array.from({ length: 20 }, (_, index) =>
          setUp({ ...FOUNDER, orgName: nameOf(index), emailId: `ada${index}@acme.example`, token: secret }),
        ),
      );
      const statuses = answers.map(({ status }) => status).toSorted((a, b) => a - b);
      expect(statuses).toEqual([201, ...Array.from({ length: 19 }, () => 409)]);
      const winner = answers.findIndex(({ status }) => status === 201);
      const platform = {
        token: await new Given(app).token(`ada${winner}@acme.example`, FOUNDER.password),
      } as Person;
      const tenants = await as(app, platform).get('/v1/tenants?limit=0').expect(200);
      const users = await as(app, platform).get('/v1/users?limit=0').expect(200);
      expect([tenants.body, users.body]).toMatchObject([
        { listmeta: { count: 1 } },
        { listmeta: { count: 1 } },
      ]);
    });
  });

  it('neither the setup token nor the password is in the log or in the database', async () => {
    const secret = token();
    await setUp({ ...FOUNDER, token: 'setup_wrong_but_secret' }).expect(401);
    await setUp({ ...FOUNDER, token: secret }).expect(201);
    const log = app.logs.join('');
    expect(log).toContain('/v1/setup');
    for (const text of [secret.slice(6), 'wrong_but_secret', FOUNDER.password])
      expect(log).not.toContain(text);
    expect(await databaseDump(app)).not.toContain(secret.slice(6));
  });

  it('the token is the same after a restart, and is no other installation’s', async () => {
    const database = await createTestDatabase();
    const tokens: string[] = [];
    for (let start = 0; start < 2; start++) {
      const other = await TestApp.start({ bootstrap: false, database });
      tokens.push(readFileSync(join(database.directory, 'setup-token'), 'utf8'));
      await other.close();
    }
    await database.drop();
    expect(tokens[1]).toBe(tokens[0]);
    expect(tokens[0]?.trim()).not.toBe(token());
  });
});
