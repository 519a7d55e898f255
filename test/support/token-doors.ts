import { as } from './caller.js';
import type { Person } from './given.js';
import { rawGet } from './raw-request.js';
import type { TestApp } from './test-app.js';

/** What the two doors that judge tokens for others say of one: gateways and OAuth libraries ask there, and what was checked is kept. */
export async function doorsFor(app: TestApp, asker: Person, token: string) {
  const { status, headers } = await rawGet(app, '/v1/auth/verify', ['Authorization', token]);
  const { text } = await as(app, asker)
    .post('/v1/oauth2/introspect')
    .type('form')
    .send({ token })
    .expect(200);
  const { sub } = JSON.parse(text) as { sub?: string };
  return { forwardAuth: status, user: headers['x-auth-user-uid'], introspection: sub ?? text };
}

/** What they say of a token that does not count. */
export const REFUSED = { forwardAuth: 401, user: undefined, introspection: '{"active":false}' };

/** What they say of one that does. */
export const heldBy = ({ uid }: Person) => ({ forwardAuth: 200, user: uid, introspection: uid });
