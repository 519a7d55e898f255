import type { Person } from './given.js';
import { login } from './password-links.js';
import type { TestApp } from './test-app.js';

/** Nobody's password. */
export const WRONG = 'four blue kites above a hill';

/** Locks somebody out for a minute: five wrong passwords. */
export async function lockOut(
  app: TestApp,
  user: Pick<Person, 'emailId' | 'orgName'>,
  failures = 5,
): Promise<void> {
  for (let times = 0; times < failures; times++) await login(app, user, WRONG).expect(401);
}
