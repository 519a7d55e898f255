import { PasswordHasher } from '#secrets';
import { auditTrail } from '../support/audit-trail.js';
import { databaseDump } from '../support/database-dump.js';
import { errorBody, visible } from '../support/answers.js';
import { Given, PASSWORD, tokenOf, unique } from '../support/given.js';
import type { Person } from '../support/given.js';
import { TestApp } from '../support/test-app.js';

describe('POST /v1/auth/authenticate, refused', () => {
  let app: TestApp;
  let given: Given;
  let platform: Person;
  let admin: Person;

  beforeAll(async () => {
    app = await TestApp.start();
    given = new Given(app);
    platform = await given.platformAdmin();
    admin = await given.tenant();
  });
  afterAll(() => app.close());

  const login = (body: object) => app.http.post('/v1/auth/authenticate').send(body);
  const setState = (caller: Person, path: string) =>
    app.http
      .put(`/v1/${path}/state`)
      .set('Authorization', caller.token)
      .send({ isActive: false })
      .expect(204);

  it('AU-05 keeps no password that was typed in place of an address; the try is told all the same', async () => {
    const typed = 'correct zebras count batteries';
    await login({ emailId: typed, password: PASSWORD }).expect(401);
    const dump = await databaseDump(app);
    expect(dump).not.toContain('zebras');
    expect(dump).toContain('(no address)');
  });

  /** Somebody for whom everything is right, but for one thing. */
  const refusals: Record<string, () => Promise<object>> = {
    'wrong password': async () => ({ emailId: admin.emailId, password: `${PASSWORD}.`, org: admin.orgName }),
    'unknown organisation': async () => ({
      emailId: admin.emailId,
      password: PASSWORD,
      org: unique('nobody'),
    }),
    'organisation of somebody else': async () => ({
      emailId: admin.emailId,
      password: PASSWORD,
      org: platform.orgName,
    }),
    'unknown e-mail address': async () => ({ emailId: unique('no@one.example'), password: PASSWORD }),
    'disabled user': async () => {
      const user = await given.user(admin);
      await setState(admin, `users/${user.uid}`);
      return { emailId: user.emailId, password: PASSWORD, org: admin.orgName };
    },
    'user who has not set a password': async () => {
      const { emailId } = await given.pendingUser(admin);
      return { emailId, password: PASSWORD, org: admin.orgName };
    },
    'suspended organisation': async () => {
      const other = await given.tenant();
      await setState(platform, `tenants/${other.tenantUid}`);
      return { emailId: other.emailId, password: PASSWORD, org: other.orgName };
    },
    'address of two organisations, none named': async () => {
      const { emailId } = await given.user(await given.tenant(), { emailId: admin.emailId });
      return { emailId, password: PASSWORD };
    },
  };

  describe('401', () => {
    let expected: object;

    beforeAll(async () => {
      const answer = await login({ emailId: unique('no@one.example'), password: 'x' }).expect(401);
      expect(answer.body).toEqual(errorBody('LoginFailed'));
      expected = visible(answer);
    });

    it.each(Object.entries(refusals))(
      'tells nothing about the reason: %s (LG-01)',
      async (_reason, arrange) => {
        expect(visible(await login(await arrange()))).toEqual(expected);
      },
    );

    it.each(Object.entries(refusals))(
      'costs one hash and the same queries: %s (LG-03)',
      async (_reason, arrange) => {
        const hashing = vi.spyOn(app.get(PasswordHasher), 'verify');
        const work = async (body: object) => {
          hashing.mockClear();
          const queries = await app.countQueries(() => login(body).expect(401));
          return { queries, hashes: hashing.mock.calls.length };
        };
        const attempt = await arrange();
        expect(await work(attempt)).toEqual({
          ...(await work({ emailId: unique('no@one.example'), password: PASSWORD })),
          hashes: 1,
        });
      },
    );

    it.each([
      ['an accent', (email: string) => email.replace('a', 'á')],
      ['a zero-width space', (email: string) => email.replace('@', '\u200b@')],
      ['a Cyrillic letter', (email: string) => email.replace('a', 'а')],
      ['a space inside', (email: string) => email.replace('@', ' @')],
      ['a wildcard', (email: string) => email.replace('a', '%')],
    ])('does not take an address for another because of %s (IN-06)', async (_what, change) => {
      await login({ emailId: change(admin.emailId), password: PASSWORD, org: admin.orgName }).expect(401);
    });

    it('compares a long password whole: no cut, no trim, no change of case (LG-02)', async () => {
      const password = `${'Jß€'.repeat(33)}Z`;
      const { uid, emailId } = await given.pendingUser(admin);
      await app.http
        .patch(`/v1/auth/password/${tokenOf(await given.activationLink(admin, uid))}/activate`)
        .send({ password })
        .expect(204);
      const first72Bytes = Buffer.from(password).subarray(0, 72).toString();
      for (const wrong of [
        password.slice(0, 99),
        first72Bytes,
        `${password} `,
        ` ${password}`,
        password.toLowerCase(),
      ]) {
        await login({ emailId, password: wrong, org: admin.orgName }).expect(401);
        await login({ emailId, password, org: admin.orgName }).expect(200);
      }
    });
  });

  describe('audit', () => {
    it('is written once for a known person, in their organisation, with nothing of the password', async () => {
      const user = await given.user(admin);
      await login({ emailId: user.emailId, password: 'not the password', org: admin.orgName }).expect(401);
      const [entry, ...more] = (await auditTrail(app, admin, { resourceUid: user.uid })).filter(
        ({ spec }) => spec.actionMsg === 'session.refuseLogin',
      );
      expect(more).toEqual([]);
      expect(entry?.spec).toEqual({
        actionType: 'action',
        actionMsg: 'session.refuseLogin',
        contentMsg: 'A login was refused.',
        actor: { actorType: 'user', user: { uid: user.uid, emailId: user.emailId }, ip: expect.any(String) },
        resource: { kind: 'user', uid: user.uid, name: user.emailId },
        requestId: expect.any(String),
      });
    });

    it('is written once for an unknown address, for platform administrators only', async () => {
      const emailId = unique('no@one.example');
      await login({ emailId, password: PASSWORD }).expect(401);
      const entries = await auditTrail(app, platform, { tenantUid: 'none' });
      expect(entries.filter(({ spec }) => spec.resource.name === emailId).map(({ spec }) => spec)).toEqual([
        expect.objectContaining({
          actionMsg: 'session.refuseLogin',
          actor: { actorType: 'user', user: { uid: '', emailId }, ip: expect.any(String) },
          resource: { kind: 'user', uid: '', name: emailId },
        }),
      ]);
    });

    it('does not note a sign-in', async () => {
      const { uid, emailId } = await given.pendingUser(admin);
      await login({ emailId, password: PASSWORD }).expect(401);
      const { body } = await app.http.get(`/v1/users/${uid}`).set('Authorization', admin.token).expect(200);
      expect((body as { status: object }).status).not.toHaveProperty('lastSignIn');
    });
  });
});
