import { newUid } from '#persistence';
import { makeApiKey } from '#secrets';
import { errorBody } from '../support/answers.js';
import { as } from '../support/caller.js';
import { Given } from '../support/given.js';
import type { IssuedKey, Person } from '../support/given.js';
import { NEW_PASSWORD, setByLink } from '../support/password-links.js';
import { cookieOf, FROM_OUR_PAGE } from '../support/session-cookie.js';
import { TestApp } from '../support/test-app.js';
import { MINUTE } from '../support/test-clock.js';

const MOST = 100;

describe('credentials that do not count, at every door', () => {
  let app: TestApp;
  let admin: Person;
  let key: IssuedKey;

  beforeEach(async () => {
    app = await TestApp.start();
    const given = new Given(app);
    admin = await given.platformAdmin();
    key = await given.apiKey(admin);
  });
  afterEach(() => app.close());

  const withKey = (value: string) => app.http.get('/v1/users/info').set('ApiKey', value);
  const useUp = async () => {
    for (let times = 0; times < MOST; times++) await withKey('garbage').expect(401);
  };

  it('IN-15 150 bad keys end in 429 with Retry-After; good ones from the same address are never slowed', async () => {
    const statuses = [];
    for (let times = 0; times < 150; times++) {
      statuses.push((await withKey(makeApiKey().value)).status);
      if (times % 10 === 0)
        for (const who of [admin, key]) await as(app, who).get('/v1/users/info').expect(200);
    }
    expect(statuses).toEqual([
      ...Array.from({ length: MOST }, () => 401),
      ...Array.from({ length: 50 }, () => 429),
    ]);
    const { body, headers } = await withKey('garbage').expect(429);
    expect(body).toEqual(errorBody('TooManyRequests'));
    expect(Number(headers['retry-after'])).toBe(60);
    app.clock.advance(MINUTE);
    await withKey('garbage').expect(401);
  });

  it('IN-15 are counted together, whatever they are and wherever they are shown', async () => {
    await useUp();
    const { cookie } = await cookieOf(app, admin);
    const doors = {
      key: withKey('garbage'),
      'key in the address': app.http.get('/v1/users/info?ApiKey=garbage'),
      token: app.http.get('/v1/users/info').set('Authorization', 'a.b.c'),
      verification: app.http.get('/v1/auth/verify').set('ApiKey', 'garbage'),
      'refresh by POST': app.http.post('/v1/auth/refresh').set('Authorization', 'a.b.c'),
      'refresh by GET': app.http.get('/v1/auth/refresh/a.b.c'),
      cookie: app.http.post('/v1/auth/session').set({ ...FROM_OUR_PAGE, Cookie: `${cookie}x` }),
      'activation link': setByLink(app, 'activate', `${newUid()}.zzzz.zzzz`, NEW_PASSWORD),
      'reset link': setByLink(app, 'reset', 'garbage', NEW_PASSWORD),
      introspection: app.http
        .post('/v1/oauth2/introspect')
        .set('ApiKey', 'garbage')
        .type('form')
        .send({ token: 'x' }),
    };
    const answers = Object.entries(doors).map(async ([door, answer]) => [door, (await answer).status]);
    expect(await Promise.all(answers)).toEqual(Object.keys(doors).map((door) => [door, 429]));
  });

  it('IN-15 are not those who show none', async () => {
    await useUp();
    await app.http.get('/v1/users/info').expect(401);
    await app.http.post('/v1/auth/session').set(FROM_OUR_PAGE).expect(401);
    await app.http.post('/v1/auth/refresh').expect(401);
    await app.http.get('/v1/auth/verify').expect(401);
  });
});

describe('the setup token', () => {
  it('LG-12 IN-15 can be guessed a limited number of times', async () => {
    const app = await TestApp.start({ bootstrap: false, env: { LATCHKEY_INVALID_PER_MINUTE: '3' } });
    try {
      const guess = () =>
        app.http.post('/v1/setup').send({
          token: 'setup_guess',
          orgName: 'acme',
          emailId: 'ada@acme.example',
          password: NEW_PASSWORD,
        });
      for (let times = 0; times < 3; times++) await guess().expect(401);
      await guess().expect(429);
    } finally {
      await app.close();
    }
  });
});
