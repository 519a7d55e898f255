import { errorBody } from '../support/answers.js';
import { Given } from '../support/given.js';
import type { Person } from '../support/given.js';
import { misdirected, REFRESHES, whoIs } from '../support/refreshing.js';
import { TestApp } from '../support/test-app.js';
import { claimsOf, signAs } from '../support/tokens.js';
import type { Claims } from '../support/tokens.js';

/** Signed with the right key: only what the token says is wrong with it. */
describe('the claims of a token (TK-04)', () => {
  let app: TestApp;
  let given: Given;
  let admin: Person;
  let claims: Claims;

  beforeAll(async () => {
    app = await TestApp.start({ env: { LATCHKEY_INVALID_PER_MINUTE: '1000000' } });
    given = new Given(app);
    admin = await given.platformAdmin();
    claims = claimsOf(admin.token);
  });
  afterAll(() => app.close());

  async function expectRefused(token: string): Promise<void> {
    const answer = await whoIs(app, token);
    expect(answer.body).toEqual(errorBody('NotAuthenticated'));
    expect(answer.status).toBe(401);
    for (const [, refresh] of REFRESHES) await refresh(app, token).expect(401);
  }

  it('are enough when they are all there', async () => {
    await whoIs(app, signAs(app, claims)).expect(200);
  });

  const required = ['iss', 'aud', 'sub', 'tid', 'sid', 'gen', 'jti', 'iat', 'exp'] as const;

  it.each(required)('401 without %s', async (name) => {
    const { [name]: _left, ...others } = claims;
    await expectRefused(signAs(app, others));
  });

  const wrongValues = [null, true, {}, [], ['latchkey'], ''];

  it.each(required.flatMap((name) => wrongValues.map((value) => [name, value] as const)))(
    '401 with %s of %j',
    async (name, value) => {
      await expectRefused(signAs(app, { ...claims, [name]: value }));
    },
  );

  it.each([
    ['iss', 'http://elsewhere.example'],
    ['iss', 'http://127.0.0.1:3000/'],
    ['aud', 'another service'],
    ['sub', 7],
    ['gen', 0.5],
    ['gen', '0'],
    ['exp', '99999999999'],
    ['exp', 1e300],
    ['iat', '0'],
  ])('401 with %s of %j', async (name, value) => {
    await expectRefused(signAs(app, { ...claims, [name]: value }));
  });

  it('401 from the second on that exp names, and 200 before (CK-01)', async () => {
    const now = app.clock.now().getTime() / 1000;
    await whoIs(app, signAs(app, { ...claims, exp: now + 1 })).expect(200);
    await expectRefused(signAs(app, { ...claims, exp: now }));
    await expectRefused(signAs(app, { ...claims, exp: now - 1 }));
  });

  it('bears a clock that is 30 seconds ahead, and no more (CK-01)', async () => {
    const now = app.clock.now().getTime() / 1000;
    await whoIs(app, signAs(app, { ...claims, iat: now + 30 })).expect(200);
    await expectRefused(signAs(app, { ...claims, iat: now + 31 }));
  });

  it('401 when tenant, user and session do not belong together (AZ-01)', async () => {
    const other = await given.tenant();
    for (const token of Object.values(misdirected(app, claims, claimsOf(other.token))))
      await expectRefused(token);
  });
});
