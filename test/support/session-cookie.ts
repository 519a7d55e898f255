import type { Person } from './given.js';
import type { TestApp } from './test-app.js';

export const COOKIE_NAME = '__Host-latchkey-session';

/** What a browser says of a request that a page of the service makes. */
export const FROM_OUR_PAGE = { 'Sec-Fetch-Site': 'same-origin' };

/** A login as a browser sees it. */
export interface BrowserSession {
  token: string;
  /** What the browser sends back in its header `Cookie`. */
  cookie: string;
}

/** Logs in. @throws when that sets no cookie. */
export async function cookieOf(
  app: TestApp,
  { emailId, password }: Pick<Person, 'emailId' | 'password'>,
): Promise<BrowserSession> {
  const { body, headers } = await app.http
    .post('/v1/auth/authenticate')
    .send({ emailId, password })
    .expect(200);
  const [cookie] = setCookies(headers)[0]?.split(';') ?? [];
  if (cookie === undefined) throw new Error('logging in set no cookie');
  return { token: (body as { Authorization: string }).Authorization, cookie };
}

/** @returns every header `Set-Cookie` of an answer. */
export function setCookies(headers: object): string[] {
  return (headers as { 'set-cookie'?: string[] })['set-cookie'] ?? [];
}

/** Asks for a token as a page of the service does. */
export const resume = (app: TestApp, cookie: string, headers: object = FROM_OUR_PAGE) =>
  app.http.post('/v1/auth/session').set({ Cookie: cookie, ...headers });
