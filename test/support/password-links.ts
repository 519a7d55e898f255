import { as } from './caller.js';
import type { IssuedKey, Person } from './given.js';
import { tokenOf } from './given.js';
import type { TestApp } from './test-app.js';

/** What reading a user tells about the ways in. */
export interface UserStatus {
  isActive: boolean;
  isDisabled: boolean;
  isPasswordResetting: boolean;
  activationLink: string;
  passwordResetLink: string;
}

/** A password that the rules accept, and that is nobody's yet. */
export const NEW_PASSWORD = 'eleven paper boats sail north';

/** @returns what `reader` sees of a user. */
export async function statusOf(
  app: TestApp,
  reader: Person | IssuedKey,
  uid: string,
  path = `/v1/users/${uid}`,
): Promise<UserStatus> {
  const { body } = await as(app, reader).get(path).expect(200);
  return (body as { status: UserStatus }).status;
}

/** Opens a reset for a user. @returns its token, as the administrator reads it. */
export async function resetToken(app: TestApp, admin: Person, uid: string): Promise<string> {
  await as(app, admin).patch(`/v1/users/${uid}/password/reset`).expect(204);
  return tokenOf((await statusOf(app, admin, uid)).passwordResetLink);
}

/** Sets a password by a link's token. */
export const setByLink = (
  app: TestApp,
  purpose: 'activate' | 'reset',
  token: string,
  password = NEW_PASSWORD,
) => app.http.patch(`/v1/auth/password/${token}/${purpose}`).send({ password });

/** Logs in, good or bad. */
export const login = (
  app: TestApp,
  { emailId, orgName }: Pick<Person, 'emailId' | 'orgName'>,
  password: string,
) => app.http.post('/v1/auth/authenticate').send({ emailId, password, org: orgName });
