import type { TestApp } from './test-app.js';

/** What a client sends to have a token for a key (RFC 8693). */
export const exchangeOf = (apiKey: string, more: Record<string, string> = {}) => ({
  grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
  subject_token: apiKey,
  subject_token_type: 'urn:latchkey:params:oauth:token-type:api-key',
  ...more,
});

/** Exchanges a key. @returns the token. */
export async function exchanged(
  app: TestApp,
  apiKey: string,
  more: Record<string, string> = {},
): Promise<string> {
  const { body } = await app.http
    .post('/v1/oauth2/token')
    .type('form')
    .send(exchangeOf(apiKey, more))
    .expect(200);
  return (body as { access_token: string }).access_token;
}
