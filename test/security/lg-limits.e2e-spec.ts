import { PasswordHasher } from '#secrets';
import { errorBody } from '../support/answers.js';
import { as } from '../support/caller.js';
import { Given, PASSWORD, unique } from '../support/given.js';
import type { Person } from '../support/given.js';
import { WRONG } from '../support/lockouts.js';
import { NEW_PASSWORD } from '../support/password-links.js';
import { TestApp } from '../support/test-app.js';
import { MINUTE } from '../support/test-clock.js';

const PROXIES = { LATCHKEY_TRUSTED_PROXIES: '127.0.0.1,::1,::ffff:127.0.0.1' };
let last = 0;
/** @returns an address that no other test uses. */
const newAddress = () => `198.51.${Math.floor(++last / 250)}.${last % 250}`;

describe('what one client can try over many accounts', () => {
  let app: TestApp;
  let given: Given;
  let user: Person;

  beforeAll(async () => {
    app = await TestApp.start({ env: { ...PROXIES, LATCHKEY_ORG_FAILURES: '60' } });
    given = new Given(app);
    user = await given.tenant();
  });
  afterEach(() => vi.restoreAllMocks());
  afterAll(() => app.close());

  const login = (address: string, body: object, headers: Record<string, string> = {}) =>
    app.http
      .post('/v1/auth/authenticate')
      .set({ 'X-Forwarded-For': address, ...headers })
      .send(body);
  const stranger = (password: string) => ({
    emailId: `${unique('someone')}@${unique('one')}.example`,
    password,
  });
  const fail = async (address: string, times: number) => {
    for (let time = 0; time < times; time++) await login(address, stranger(WRONG)).expect(401);
  };
  const good = () => ({ emailId: user.emailId, password: PASSWORD, org: user.orgName });

  it('LG-10 IN-15 one password on 500 accounts from one address is 429 before the hundredth, and nothing is looked at', async () => {
    const address = newAddress();
    const answers = [];
    for (let times = 0; times < 500; times++) answers.push(await login(address, stranger('Summer2029!')));
    expect(answers.findIndex(({ status }) => status === 429)).toBe(50);
    expect(answers.slice(50).every(({ status }) => status === 429)).toBe(true);
    const hashing = vi.spyOn(app.get(PasswordHasher), 'verify');
    const queries = await app.countQueries(async () => {
      const { body, headers } = await login(address, good()).expect(429);
      expect(body).toEqual(errorBody('TooManyRequests'));
      expect(Number(headers['retry-after'])).toBe(900);
    });
    expect([queries, hashing.mock.calls.length]).toEqual([0, 0]);
  });

  it('LG-10 a right password takes nothing back, and is told no more once there were too many wrong ones', async () => {
    const address = newAddress();
    for (let round = 0; round < 5; round++) {
      await fail(address, 10);
      if (round < 4) await login(address, good()).expect(200);
    }
    await login(address, good()).expect(429);
    await login(newAddress(), good()).expect(200);
    app.clock.advance(15 * MINUTE - 1);
    await login(address, good()).expect(429);
    app.clock.advance(1);
    await login(address, good()).expect(200);
  });

  it('LG-10 right passwords from one address are no failures, however many', async () => {
    const address = newAddress();
    for (let times = 0; times < 60; times++) await login(address, good()).expect(200);
  });

  it('LG-10 of many at once no more are told than there may be', async () => {
    const address = newAddress();
    const answers = await Promise.all(Array.from({ length: 60 }, () => login(address, stranger(WRONG))));
    expect(answers.filter(({ status }) => status === 401).length).toBeLessThanOrEqual(50);
    expect(answers.filter(({ status }) => status === 429).length).toBeGreaterThan(0);
  });

  it('LG-07 is counted by the address that a trusted proxy vouches for, whatever else a request says', async () => {
    const address = newAddress();
    await fail(address, 50);
    const body = { ...stranger(WRONG) };
    const disguises: Record<string, string>[] = [
      { 'X-Forwarded-For': `203.0.113.77, ${address}` },
      { Forwarded: 'for=203.0.113.77' },
      { 'X-Real-IP': '203.0.113.77', 'True-Client-IP': '203.0.113.77', 'CF-Connecting-IP': '203.0.113.77' },
      { 'User-Agent': 'another', 'X-Client-IP': '203.0.113.77' },
    ];
    for (const disguise of disguises) await login(address, body, disguise).expect(429);
    await login(address, { ...body, ip: '203.0.113.77' }).expect(400);
    await login(`::ffff:${address}`, body).expect(429);
  });

  it('LG-07 a network of IPv6 is one address', async () => {
    for (let times = 0; times < 50; times++)
      await login(`2001:db8:7:1::${times}`, stranger(WRONG)).expect(401);
    await login('2001:db8:7:1:ffff::1', stranger(WRONG)).expect(429);
    await login('2001:db8:7:2::1', stranger(WRONG)).expect(401);
  });

  it('LG-05 a change of password counts as a login does', async () => {
    const address = newAddress();
    await fail(address, 50);
    const change = { currentPassword: PASSWORD, newPassword: NEW_PASSWORD };
    await app.http
      .patch('/v1/users/password/change')
      .set('X-Forwarded-For', address)
      .send({ emailId: user.emailId, org: user.orgName, ...change })
      .expect(429);
    const colleague = await given.tenant();
    await as(app, colleague)
      .patch(`/v1/users/${colleague.uid}/password/change`)
      .set('X-Forwarded-For', address)
      .send(change)
      .expect(429);
  });

  it('LG-10 many addresses on one organisation: those that failed have to wait, everybody else gets in', async () => {
    const { orgName: org } = await given.tenant();
    const addresses = Array.from({ length: 30 }, newAddress);
    for (const address of addresses)
      for (let times = 0; times < 2; times++) await login(address, { ...stranger(WRONG), org }).expect(401);
    const employee = await given.tenant();
    const victim = { emailId: employee.emailId, password: PASSWORD };
    await login(addresses[0] ?? '', { ...stranger(WRONG), org: ` ${org.toUpperCase()} ` }).expect(429);
    await login(addresses[1] ?? '', { ...victim, org: employee.orgName }).expect(200); // another organisation
    const fresh = newAddress();
    await login(fresh, { ...stranger(WRONG), org }).expect(401);
    await login(fresh, { ...stranger(WRONG), org }).expect(429);
    app.clock.advance(15 * MINUTE);
    await login(fresh, { ...stranger(WRONG), org }).expect(401);
  });
});

describe('requests that have a letter sent', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await TestApp.start({ env: { ...PROXIES, LATCHKEY_ADDRESS_FAILURES: '5' } });
  });
  afterAll(() => app.close());

  it('IN-15 are limited for each address, whoever the letters are for, and apart from passwords', async () => {
    const address = newAddress();
    const emailId = () => `${unique('someone')}@one.example`;
    const reset = () =>
      app.http
        .post('/v1/auth/user/password/reset')
        .set('X-Forwarded-For', address)
        .send({ emailId: emailId() });
    const forgot = () =>
      app.http.get('/v1/auth/user/org/forgot').query({ emailId: emailId() }).set('X-Forwarded-For', address);
    for (let times = 0; times < 5; times++) await (times % 2 ? reset() : forgot()).expect(204);
    for (const answer of [await reset().expect(429), await forgot().expect(429)]) {
      expect(answer.body).toEqual(errorBody('TooManyRequests'));
      expect(Number(answer.headers['retry-after'])).toBe(900);
    }
    const login = app.http.post('/v1/auth/authenticate').set('X-Forwarded-For', address);
    await login.send({ emailId: emailId(), password: WRONG }).expect(401);
    app.clock.advance(15 * MINUTE);
    await reset().expect(204);
  });
});
