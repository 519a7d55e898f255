import { PasswordHasher } from '#secrets';
import { auditTrail } from '../support/audit-trail.js';
import { errorBody } from '../support/answers.js';
import { Given, PASSWORD, unique } from '../support/given.js';
import type { Person } from '../support/given.js';
import { TestApp } from '../support/test-app.js';
import { claimsOf, headerOf } from '../support/tokens.js';

describe('POST /v1/auth/authenticate', () => {
  let app: TestApp;
  let given: Given;
  let admin: Person;

  beforeAll(async () => {
    app = await TestApp.start();
    await app.app.listen(0);
    given = new Given(app);
    admin = await given.tenant();
  });
  afterAll(() => app.close());

  const login = (body: object, query = '') => app.http.post(`/v1/auth/authenticate${query}`).send(body);
  const whoIs = async (token: string) =>
    (
      (await app.http.get('/v1/users/info').set('Authorization', token).expect(200)).body as {
        userUid: string;
      }
    ).userUid;

  describe('200', () => {
    it('answers a token of the account, and nothing else', async () => {
      const user = await given.user(admin);
      const answer = await login({ emailId: user.emailId, password: PASSWORD, org: admin.orgName }).expect(
        200,
      );
      expect(answer.body).toEqual({
        Authorization: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/),
        isMfa: false,
      });
      expect(answer.headers['cache-control']).toBe('no-store');
      expect(await whoIs((answer.body as { Authorization: string }).Authorization)).toBe(user.uid);
    });

    it('puts into the token what is needed to judge it, and nothing about the person (TK-04, TK-07, TK-16)', async () => {
      const user = await given.user(admin);
      const now = app.clock.now().getTime() / 1000;
      expect(headerOf(user.token)).toEqual({ alg: 'ES256', typ: 'session+jwt', kid: expect.any(String) });
      expect(claimsOf(user.token)).toEqual({
        iss: 'http://127.0.0.1:3000',
        aud: 'latchkey',
        sub: user.uid,
        tid: admin.tenantUid,
        sid: expect.any(String),
        gen: 0,
        jti: expect.any(String),
        iat: now,
        exp: now + 900,
      });
    });

    it('begins a new session with each login', async () => {
      const user = await given.user(admin);
      const again = claimsOf(await given.token(user.emailId, PASSWORD));
      expect(again.sid).not.toBe(claimsOf(user.token).sid);
      expect(again.jti).not.toBe(claimsOf(user.token).jti);
    });

    it.each([
      ['in capitals', (text: string) => text.toUpperCase()],
      ['in full-width letters', fullWidth],
      ['with white space around', (text: string) => ` ${text}\t`],
    ])('knows the e-mail address and the organisation %s (LG-06)', async (_how, spell) => {
      const user = await given.user(admin);
      const token = await given.token(spell(user.emailId), PASSWORD, spell(admin.orgName));
      expect(claimsOf(token).sub).toBe(user.uid);
    });

    it('finds the one able account of an address without its organisation', async () => {
      const other = await given.tenant();
      const user = await given.user(admin);
      const twin = await given.pendingUser(other, { emailId: user.emailId });
      expect(twin.uid).not.toBe(user.uid);
      expect(claimsOf(await given.token(user.emailId, PASSWORD)).sub).toBe(user.uid);
    });

    it('tells the accounts of one address apart by the organisation (AZ-15)', async () => {
      const other = await given.tenant();
      const user = await given.user(admin);
      const twin = await given.user(other, { emailId: user.emailId });
      expect(claimsOf(await given.token(user.emailId, PASSWORD, admin.orgName)).sub).toBe(user.uid);
      expect(claimsOf(await given.token(user.emailId, PASSWORD, other.orgName)).sub).toBe(twin.uid);
    });

    it('ignores credentials that are sent along, good or bad', async () => {
      const key = await given.apiKey(await given.user(admin));
      for (const headers of [{ ApiKey: key.value }, { ApiKey: 'x', Authorization: 'y' }]) {
        const { body } = await login({ emailId: admin.emailId, password: PASSWORD }).set(headers).expect(200);
        expect(claimsOf((body as { Authorization: string }).Authorization).sub).toBe(admin.uid);
      }
    });

    it.each([null, '', ' '])('takes an organisation of %j for none', async (org) => {
      await login({ emailId: admin.emailId, password: PASSWORD, org }).expect(200);
    });

    it('lets many log in to one account at once (MI-04)', async () => {
      const user = await given.user(admin);
      // a machine with many cores: all hashes are ready at the same moment
      const hashing = vi.spyOn(app.get(PasswordHasher), 'verify').mockResolvedValue(true);
      const answers = await Promise.all(
        Array.from({ length: 30 }, () => login({ emailId: user.emailId, password: PASSWORD })),
      );
      hashing.mockRestore();
      expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
      const sids = answers.map(({ body }) => claimsOf((body as { Authorization: string }).Authorization).sid);
      expect(new Set(sids).size).toBe(30);
    });

    it('shows the time of the login in the user', async () => {
      const user = await given.user(admin);
      const { body } = await app.http
        .get(`/v1/users/${user.uid}`)
        .set('Authorization', admin.token)
        .expect(200);
      expect((body as { status: { lastSignIn: string } }).status.lastSignIn).toBe(
        app.clock.now().toISOString(),
      );
    });

    it('is audited once, in the name of the person, with the reference of the request', async () => {
      const user = await given.user(admin);
      const [entry, ...more] = await auditTrail(app, admin, { resourceUid: claimsOf(user.token).sid });
      expect(more).toEqual([]);
      expect(entry?.spec).toEqual({
        actionType: 'action',
        actionMsg: 'session.begin',
        contentMsg: `"${user.emailId}" logged in.`,
        actor: { actorType: 'user', user: { uid: user.uid, emailId: user.emailId }, ip: expect.any(String) },
        resource: { kind: 'session', uid: claimsOf(user.token).sid, name: user.emailId },
        requestId: expect.stringMatching(/^\w+-\w+$/),
      });
    });
  });

  describe('400', () => {
    it.each([
      ['without an e-mail address', { password: PASSWORD }, { emailId: 'must be a text' }],
      ['without a password', { emailId: 'a@b.example' }, { password: 'must be a text' }],
      [
        'with a number for a password',
        { emailId: 'a@b.example', password: 1 },
        { password: 'must be a text' },
      ],
      [
        'with an object for an e-mail address',
        { emailId: { ne: '' }, password: PASSWORD },
        { emailId: 'must be a text' },
      ],
      [
        'with an unknown field',
        { emailId: 'a@b.example', password: PASSWORD, isAdmin: true },
        { isAdmin: 'is not a known field' },
      ],
    ])('refuses a body %s, and names the field', async (_what, body, details) => {
      const answer = await login(body).expect(400);
      expect(answer.body).toEqual(errorBody('InvalidInput', details));
    });

    it('refuses any other value of setCookie', async () => {
      const answer = await login({ emailId: admin.emailId, password: PASSWORD }, '?setCookie=yes').expect(
        400,
      );
      expect(answer.body).toEqual(errorBody('InvalidInput', { setCookie: 'must be one of true, false' }));
    });

    it.each([String.raw`\ud800`, String.raw`\u0000`])(
      'refuses ill-formed text in a password rather than checking another one: %s (IN-06)',
      async (bad) => {
        const body = `{"emailId":"${admin.emailId}","password":"${PASSWORD}${bad}"}`;
        const answer = await app.http
          .post('/v1/auth/authenticate')
          .set('Content-Type', 'application/json')
          .send(body)
          .expect(400);
        expect(answer.body).toEqual(errorBody('MalformedJson'));
      },
    );
  });

  describe('415', () => {
    it.each(['application/x-www-form-urlencoded', 'text/plain', 'multipart/form-data; boundary=x'])(
      'refuses %s, which a foreign site could send without asking (IN-03)',
      async (type) => {
        const answer = await app.http
          .post('/v1/auth/authenticate')
          .set('Content-Type', type)
          .send(`emailId=${encodeURIComponent(admin.emailId)}&password=${encodeURIComponent(PASSWORD)}`)
          .expect(415);
        expect(answer.body).toEqual(errorBody('UnsupportedMediaType'));
      },
    );
  });

  it('writes no password and no token into the log (LO-02)', async () => {
    const secret = unique('a password that nobody else has');
    await login({ emailId: admin.emailId, password: secret }).expect(401);
    await login({ emailId: admin.emailId, password: secret, more: secret }).expect(400);
    const token = await given.token(admin.emailId, PASSWORD);
    const log = app.logs.join('');
    expect(log).toContain('/v1/auth/authenticate');
    expect(log).not.toContain(secret);
    expect(log).not.toContain(PASSWORD);
    expect(log).not.toContain(token.split('.')[2]);
    expect(log).not.toContain('$argon2');
  });
});

function fullWidth(text: string): string {
  return text.replace(/[!-~]/g, (char) => String.fromCodePoint((char.codePointAt(0) ?? 0) + 0xfee0));
}
