import { errorBody, visible } from '../support/answers.js';
import { Given } from '../support/given.js';
import { whoIs } from '../support/refreshing.js';
import { TestApp } from '../support/test-app.js';
import { claimsOf, encode } from '../support/tokens.js';

describe('GET /v1/auth/refresh/{token}: a token in an address', () => {
  let app: TestApp;
  let given: Given;

  beforeAll(async () => {
    app = await TestApp.start();
    given = new Given(app);
  });
  afterAll(() => app.close());

  const generation = async (token: string) => {
    const { body } = await app.http.get(`/v1/auth/refresh/${token}`).expect(200);
    return claimsOf((body as { Authorization: string }).Authorization).gen;
  };

  describe('200', () => {
    it('needs no credential and ignores one', async () => {
      const { token } = await given.tenant();
      const { body } = await app.http
        .get(`/v1/auth/refresh/${token}`)
        .set({ ApiKey: 'x', Authorization: 'y' })
        .expect(200);
      expect(claimsOf((body as { Authorization: string }).Authorization).sid).toBe(claimsOf(token).sid);
    });

    it.each([{ 'Sec-Fetch-Site': 'same-origin' }, { 'Sec-Fetch-Site': 'none' }])(
      'serves a browser that a person sent here: %j',
      async (headers) => {
        const { token } = await given.tenant();
        await app.http.get(`/v1/auth/refresh/${token}`).set(headers).expect(200);
      },
    );
  });

  describe('403', () => {
    it.each([
      { 'Sec-Purpose': 'prefetch' },
      { 'Sec-Purpose': 'prefetch;prerender' },
      { Purpose: 'Prefetch' },
      { 'X-Moz': 'prefetch' },
      { 'Sec-Fetch-Site': 'cross-site' },
      { 'Sec-Fetch-Site': 'same-site' },
    ])('is not run because a browser guessed ahead or another site pointed to it: %j', async (headers) => {
      const { token } = await given.tenant();
      const answer = await app.http.get(`/v1/auth/refresh/${token}`).set(headers).expect(403);
      expect(answer.body).toEqual(errorBody('Forbidden'));
      expect(await generation(token)).toBe(1);
      expect(await generation(token)).toBe(1);
    });
  });

  describe('405', () => {
    it('HEAD changes nothing', async () => {
      const { token } = await given.tenant();
      const answer = await app.http.head(`/v1/auth/refresh/${token}`).expect(405);
      expect(answer.headers['allow']).toBe('GET');
      const { body } = await app.http.get('/v1/auth/sessions').set('Authorization', token).expect(200);
      const [session] = (body as { items: { startedAt: string; refreshedAt: string }[] }).items;
      expect(session?.refreshedAt).toBe(session?.startedAt);
      await whoIs(app, token).expect(200);
      expect(await generation(token)).toBe(1);
    });

    it.each(['post', 'put', 'delete', 'patch'] as const)('%s is no way to refresh', async (method) => {
      const { token } = await given.tenant();
      const answer = await app.http[method](`/v1/auth/refresh/${token}`).expect(405);
      expect(answer.body).toEqual(errorBody('MethodNotAllowed'));
      expect(answer.text).not.toContain(token);
    });
  });

  describe('long tokens', () => {
    it.each([2_000, 4_000])('looks at one of %i characters and refuses it like any other', async (length) => {
      const head = `${encode({ alg: 'ES256', typ: 'session+jwt', kid: 'x' })}.`;
      const token = `${head}${'A'.repeat(length - head.length - 2)}.A`;
      const answer = await app.http.get(`/v1/auth/refresh/${token}`).expect(401);
      expect(visible(answer)).toEqual(visible(await app.http.get('/v1/auth/refresh/x')));
    });

    it('never shows a token in an answer, however long it is', async () => {
      for (const length of [100, 4_097, 8_100, 9_000]) {
        const answer = await app.http.get(`/v1/auth/refresh/${'Zk'.repeat(length / 2)}`);
        expect(answer.status).toBeGreaterThanOrEqual(400);
        expect(answer.status).toBeLessThan(500);
        expect(answer.body).toEqual(errorBody(expect.any(String) as string));
        expect(answer.text).not.toContain('ZkZk');
      }
    });
  });

  it('writes neither the old nor the new token into the log (LO-02)', async () => {
    const { token } = await given.tenant();
    const { body } = await app.http.get(`/v1/auth/refresh/${token}`).expect(200);
    const fresh = (body as { Authorization: string }).Authorization;
    await app.http.get(`/v1/auth/refresh/${token}xy`).expect(401);
    await app.http.get(`/v1/auth/refresh/${token}?nonsense=1`).expect(400);
    await app.http.get(`/v1/auth/refresh/${token}/more`).expect(404);
    await app.http.head(`/v1/auth/refresh/${token}`).expect(405);
    const log = app.logs.join('');
    expect(log).toContain('/v1/auth/refresh/:token');
    for (const part of [...token.split('.').slice(1), ...fresh.split('.').slice(1)])
      expect(log).not.toContain(part);
  });
});
