import { errorBody } from '../support/answers.js';
import { Given } from '../support/given.js';
import type { Person } from '../support/given.js';
import { COOKIE_NAME, setCookies } from '../support/session-cookie.js';
import { TestApp } from '../support/test-app.js';

const ORIGIN = 'https://keys.acme.example';

/** Who goes on in a session that another site began works in somebody else's name, and does not know it. */
describe('a login that a browser makes (WB-06)', () => {
  let app: TestApp;
  let user: Person;

  beforeAll(async () => {
    app = await TestApp.start({ env: { LATCHKEY_PUBLIC_URL: ORIGIN } });
    user = await new Given(app).tenant();
  });
  afterAll(() => app.close());

  const logIn = (headers: Record<string, string>) =>
    app.http
      .post('/v1/auth/authenticate')
      .set(headers)
      .send({ emailId: user.emailId, password: user.password });

  it.each<Record<string, string>>([
    { 'Sec-Fetch-Site': 'cross-site' },
    { 'Sec-Fetch-Site': 'cross-site', Origin: 'https://evil.example' },
    { 'Sec-Fetch-Site': 'cross-site', Origin: ORIGIN },
    { 'Sec-Fetch-Site': 'same-site', Origin: 'https://blog.acme.example' },
    { 'Sec-Fetch-Site': 'same-origin, cross-site' },
  ])('WB-06 403 and no cookie for a page of another site, right password or not: %j', async (headers) => {
    const right = await logIn(headers).expect(403);
    expect(right.body).toEqual(errorBody('Forbidden'));
    expect(setCookies(right.headers)).toEqual([]);
    await logIn(headers).send({ emailId: user.emailId, password: 'wrong' }).expect(403);
  });

  it.each<Record<string, string>>([
    { Origin: 'https://evil.example' },
    { Origin: 'https://evil.example', Host: 'evil.example', 'X-Forwarded-Host': 'evil.example' },
    { Origin: `${ORIGIN}.evil.example` },
    { Origin: ORIGIN.replace('https', 'http') },
    { Origin: `${ORIGIN}:8443` },
    { Origin: 'null' },
    { Origin: '' },
    { 'Sec-Fetch-Site': 'none' },
  ])('WB-06 a token and no cookie for one who does not say that it is ours: %j', async (headers) => {
    const answer = await logIn(headers).expect(200);
    expect(setCookies(answer.headers)).toEqual([]);
  });

  it.each<Record<string, string>>([
    {}, // programs: curl, SDKs
    { 'Sec-Fetch-Site': 'same-origin', Origin: ORIGIN },
    { Origin: ORIGIN },
  ])('WB-06 a cookie for a page of ours, and for a program: %j', async (headers) => {
    const answer = await logIn(headers).expect(200);
    expect(setCookies(answer.headers)).toEqual([expect.stringContaining(COOKIE_NAME)]);
  });

  it('WB-06 a form, or a body that needs no preflight, is not even read', async () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'])
      await app.http
        .post('/v1/auth/authenticate')
        .set({ 'Content-Type': type, Origin: 'https://evil.example' })
        .send(JSON.stringify({ emailId: user.emailId, password: user.password }))
        .expect(415);
  });
});
