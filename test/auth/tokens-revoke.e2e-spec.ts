import { auditTrail } from '../support/audit-trail.js';
import { errorBody } from '../support/answers.js';
import { as } from '../support/caller.js';
import { Given } from '../support/given.js';
import type { IssuedKey, Person } from '../support/given.js';
import { refreshed, REFRESHES, whoIs } from '../support/refreshing.js';
import { TestApp } from '../support/test-app.js';
import { HOUR, MINUTE } from '../support/test-clock.js';
import { claimsOf, signAs } from '../support/tokens.js';

describe('POST /v1/users/auth/tokens/revoke', () => {
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

  const revoke = (who: Person | IssuedKey, tokens: unknown) =>
    as(app, who).post('/v1/users/auth/tokens/revoke').send({ tokens });
  const expectDead = async (token: string) => {
    await whoIs(app, token).expect(401);
    for (const [, refresh] of REFRESHES) await refresh(app, token).expect(401);
  };

  describe('204 and dead', () => {
    it('ends what the token was refreshed from and to: one session', async () => {
      const { token: first, ...user } = await given.user(admin);
      const second = await refreshed(app, first);
      const third = await refreshed(app, second);
      const answer = await revoke({ ...user, token: third }, [second]).expect(204);
      expect(answer.text).toBe('');
      for (const token of [first, second, third]) await expectDead(token);
    });

    it('leaves the other sessions of the person alone', async () => {
      const user = await given.user(admin);
      const elsewhere = await given.token(user.emailId, user.password);
      await revoke({ ...user, token: elsewhere }, [user.token]).expect(204);
      await expectDead(user.token);
      await whoIs(app, elsewhere).expect(200);
    });

    it('takes many tokens at once, and the same one twice', async () => {
      const user = await given.user(admin);
      const tokens = [user.token, user.token, await given.token(user.emailId, user.password)];
      await revoke({ ...user, token: await given.token(user.emailId, user.password) }, tokens).expect(204);
      for (const token of tokens) await expectDead(token);
    });

    it('revokes by an expired token too: its session may go on in newer ones', async () => {
      const user = await given.user(admin);
      app.clock.advance(14 * MINUTE);
      const newer = await refreshed(app, user.token);
      app.clock.advance(2 * MINUTE);
      await whoIs(app, user.token).expect(401);
      await revoke({ ...user, token: newer }, [user.token]).expect(204);
      await expectDead(newer);
    });

    it('lets an API key revoke tokens of its owner', async () => {
      const user = await given.user(admin);
      await revoke(await given.apiKey(user), [user.token]).expect(204);
      await expectDead(user.token);
    });

    it('lets an administrator revoke the token of a user of the organisation', async () => {
      const user = await given.user(admin);
      await revoke(admin, [user.token]).expect(204);
      await expectDead(user.token);
      await whoIs(app, admin.token).expect(200);
    });

    it('holds for good: a revoked session does not come back with time (TK-11)', async () => {
      const user = await given.user(admin);
      await revoke(user, [user.token]).expect(204);
      app.clock.advance(HOUR);
      await expectDead(signAs(app, { ...claimsOf(user.token), exp: claimsOf(user.token).exp + 7200 }));
    });

    it('is audited once for each session that it ends', async () => {
      const user = await given.user(admin);
      await revoke(admin, [user.token, user.token]).expect(204);
      await revoke(admin, [user.token]).expect(204);
      const entries = await auditTrail(app, admin, { resourceUid: claimsOf(user.token).sid });
      expect(entries.map(({ spec }) => spec.actionMsg)).toEqual(['session.revoke', 'session.begin']);
      expect(entries[0]?.spec.actor).toEqual({
        actorType: 'user',
        user: { uid: admin.uid, emailId: admin.emailId },
        credential: { kind: 'token', uid: claimsOf(admin.token).sid },
        ip: expect.any(String),
      });
    });
  });

  describe('204 and nothing happens (TK-10)', () => {
    it('to the token of a colleague, or of the administrator', async () => {
      const user = await given.user(admin);
      const colleague = await given.user(admin);
      await revoke(user, [colleague.token, admin.token]).expect(204);
      for (const { token } of [user, colleague, admin]) await whoIs(app, token).expect(200);
      expect(await auditTrail(app, admin, { resourceUid: claimsOf(colleague.token).sid })).toHaveLength(1);
    });

    it('to a token of another organisation, even for an administrator, of the platform too', async () => {
      const other = await given.tenant();
      await revoke(admin, [other.token]).expect(204);
      await revoke(await given.platformAdmin(), [other.token]).expect(204);
      await whoIs(app, other.token).expect(200);
    });

    it('to a session of another organisation that a well-signed token names', async () => {
      const other = await given.tenant();
      const crossed = [
        signAs(app, { ...claimsOf(other.token), tid: admin.tenantUid }),
        signAs(app, { ...claimsOf(admin.token), sid: claimsOf(other.token).sid }),
      ];
      await revoke(admin, crossed).expect(204);
      await whoIs(app, other.token).expect(200);
    });

    it('for what is no token, unknown, or not ours', async () => {
      const tokens = [
        'garbage',
        '',
        'a.b.c',
        admin.token.slice(0, -1),
        (await given.apiKey(admin)).value,
        signAs(app, { ...claimsOf(admin.token), sid: '01990f6e-7c2a-7b1e-9d53-0c1f2a3b4c5d' }),
        signAs(app, { ...claimsOf(admin.token), iss: 'http://elsewhere.example' }),
      ];
      await revoke(admin, tokens).expect(204);
      await revoke(admin, []).expect(204);
      await whoIs(app, admin.token).expect(200);
    });

    it('passes over the foreign ones of a list and revokes the others', async () => {
      const user = await given.user(admin);
      const colleague = await given.user(admin);
      await revoke(user, [colleague.token, 'garbage', user.token]).expect(204);
      await whoIs(app, colleague.token).expect(200);
      await expectDead(user.token);
    });
  });

  describe('400', () => {
    it.each([
      [undefined, 'must be a list'],
      [null, 'must be a list'],
      ['a token', 'must be a list'],
      [[1], 'must hold texts only'],
      [Array.from({ length: 101 }, () => 'x'), 'must have at most 100 entries'],
      [['x'.repeat(4097)], 'must hold texts of at most 4096 characters'],
    ])('for a list that is none: %#', async (tokens, fault) => {
      const answer = await revoke(admin, tokens).expect(400);
      expect(answer.body).toEqual(errorBody('InvalidInput', { tokens: fault }));
    });
  });

  describe('401', () => {
    it('without a credential, also with a good token in the body', async () => {
      const answer = await app.http
        .post('/v1/users/auth/tokens/revoke')
        .send({ tokens: [admin.token] })
        .expect(401);
      expect(answer.body).toEqual(errorBody('NotAuthenticated'));
      await whoIs(app, admin.token).expect(200);
    });
  });
});
