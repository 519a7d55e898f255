import type { Test } from 'supertest';
import type { TestApp } from './test-app.js';
import { signAs } from './tokens.js';
import type { Claims } from './tokens.js';

/** The two ways to refresh a token, for tests that hold for both. */
export const REFRESHES: [name: string, (app: TestApp, token: string) => Test][] = [
  ['GET /v1/auth/refresh/{token}', (app, token) => app.http.get(`/v1/auth/refresh/${token}`)],
  ['POST /v1/auth/refresh', (app, token) => app.http.post('/v1/auth/refresh').set('Authorization', token)],
];

/** Refreshes a token that is good. @returns the new one. */
export async function refreshed(app: TestApp, token: string): Promise<string> {
  const { body } = await app.http.post('/v1/auth/refresh').set('Authorization', token).expect(200);
  return (body as { Authorization: string }).Authorization;
}

/** Who a token is for, asked of the service. */
export const whoIs = (app: TestApp, token: string) =>
  app.http.get('/v1/users/info').set('Authorization', token);

/** Tokens signed with the right key that name somebody else's session. */
export const misdirected = (app: TestApp, claims: Claims, other: Claims): Record<string, string> => ({
  'another tenant': signAs(app, { ...claims, tid: other.tid }),
  'another user': signAs(app, { ...claims, sub: other.sub }),
  'another session': signAs(app, { ...claims, sid: other.sid }),
  'a session that never was': signAs(app, { ...claims, sid: '01990f6e-7c2a-7b1e-9d53-0c1f2a3b4c5d' }),
});
