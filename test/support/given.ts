import { DataSource } from 'typeorm';
import { newUid } from '#persistence';
import { BOOTSTRAP } from './test-app.js';
import type { TestApp } from './test-app.js';

/** A password that the rules accept, for everybody who does not care. */
export const PASSWORD = 'seven green lamps in a row';

/** Somebody who has logged in. */
export interface Person {
  uid: string;
  tenantUid: string;
  orgName: string;
  emailId: string;
  password: string;
  token: string;
}

/** A key with what was answered when it was made. */
export interface IssuedKey {
  uid: string;
  value: string;
}

let counter = 0;
/** @returns a name that no other test uses. */
export const unique = (word: string): string => `${word}-${++counter}`;

/** Brings about what a test needs, through the API alone. */
export class Given {
  constructor(private readonly app: TestApp) {}

  /** Logs in. @returns the token. */
  async token(emailId: string, password: string, org?: string): Promise<string> {
    const { body } = await this.app.http
      .post('/v1/auth/authenticate')
      .send({ emailId, password, org })
      .expect(200);
    return (body as { Authorization: string }).Authorization;
  }

  /** The bootstrap administrator: of the platform, and of its own organisation. */
  async platformAdmin(): Promise<Person> {
    return this.person(BOOTSTRAP.emailId, BOOTSTRAP.password, BOOTSTRAP.orgName);
  }

  /** A new organisation. @returns its administrator. */
  async tenant(orgName = unique('org')): Promise<Person> {
    const platform = await this.platformAdmin();
    const emailId = `${unique('admin')}@tenant.example`;
    const { body } = await this.app.http
      .post('/v1/tenants')
      .set('Authorization', platform.token)
      .send({ spec: { orgName, emailId, firstName: 'Ada', lastName: 'Admin' } })
      .expect(201);
    const user = await this.app.http
      .get(`/v1/tenants/${(body as { uid: string }).uid}/user`)
      .set('Authorization', platform.token)
      .expect(200);
    await this.activate(
      (user.body as { status: { activationLink: string } }).status.activationLink,
      PASSWORD,
    );
    return this.person(emailId, PASSWORD, orgName);
  }

  /** A new user in the organisation of `admin`, activated and logged in. */
  async user(
    admin: Person,
    spec: { emailId?: string; firstName?: string; lastName?: string; roles?: string[] } = {},
  ): Promise<Person> {
    const { uid, emailId } = await this.pendingUser(admin, spec);
    const link = await this.activationLink(admin, uid);
    await this.activate(link, PASSWORD);
    return this.person(emailId, PASSWORD, admin.orgName);
  }

  /** A new user who has not set a password. */
  async pendingUser(
    admin: Person,
    spec: { emailId?: string; firstName?: string; lastName?: string; roles?: string[] } = {},
  ): Promise<{ uid: string; emailId: string }> {
    const emailId = spec.emailId ?? `${unique('user')}@tenant.example`;
    const { body } = await this.app.http
      .post('/v1/users')
      .set('Authorization', admin.token)
      .send({ spec: { firstName: 'Uma', lastName: 'User', ...spec, emailId } })
      .expect(201);
    return { uid: (body as { uid: string }).uid, emailId };
  }

  async activationLink(admin: Person, uid: string): Promise<string> {
    const { body } = await this.app.http
      .get(`/v1/users/${uid}`)
      .set('Authorization', admin.token)
      .expect(200);
    return (body as { status: { activationLink: string } }).status.activationLink;
  }

  /** Sets the first password by a link. */
  async activate(link: string, password: string): Promise<void> {
    await this.app.http
      .patch(`/v1/auth/password/${tokenOf(link)}/activate`)
      .send({ password })
      .expect(204);
  }

  /** A key of the caller's, or of `userUid`. */
  async apiKey(caller: Person, spec: Record<string, unknown> = {}, name = unique('key')): Promise<IssuedKey> {
    const { body } = await this.app.http
      .post('/v1/apiKeys')
      .set('Authorization', caller.token)
      .send({ metadata: { name }, spec: { expiresInDays: 30, ...spec } })
      .expect(201);
    const { uid, apiKey } = body as { uid: string; apiKey: string };
    return { uid, value: apiKey };
  }

  /** Has values of keys kept from now on, or not any more. */
  async recoverableKeys(admin: Person, recoverableKeys = true): Promise<void> {
    await this.app.http
      .put(`/v1/tenants/${admin.tenantUid}/apiKeySettings`)
      .set('Authorization', admin.token)
      .send({ recoverableKeys })
      .expect(204);
  }

  /** A role of the organisation's own. @returns its uid. */
  async role(admin: Person, permissions: string[], name = unique('role')): Promise<string> {
    const { body } = await this.app.http
      .post('/v1/roles')
      .set('Authorization', admin.token)
      .send({ metadata: { name }, spec: { permissions } })
      .expect(201);
    return (body as { uid: string }).uid;
  }

  /** So many roles, past the API: one by one would take long. */
  async fillRoles({ tenantUid }: Person, count: number): Promise<void> {
    const now = this.app.clock.now();
    const rows = Array.from({ length: count }, (_, at) => ({
      uid: newUid(),
      tenantUid,
      name: `filler-${at}`,
      nameFolded: `filler-${at}`,
      annotations: {},
      labels: {},
      scope: 'tenant',
      permissions: [],
      createdAt: now,
      modifiedAt: now,
    }));
    await this.app.get(DataSource).getRepository('Role').insert(rows);
  }

  /** So many active users with a password that nobody knows, past the API. @returns how many. */
  async fillUsers({ tenantUid }: Person, count: number): Promise<number> {
    const now = this.app.clock.now();
    const rows = Array.from({ length: count }, (_, at) => ({
      uid: newUid(),
      tenantUid,
      emailId: `filler-${at}@tenant.example`,
      emailFolded: `filler-${at}@tenant.example`,
      firstName: 'Filler',
      lastName: `${at}`,
      name: `Filler ${at}`,
      nameFolded: `filler ${at}`,
      annotations: {},
      labels: {},
      isActive: true,
      isPlatformAdmin: false,
      passwordHash: 'of nobody',
      passwordSetAt: now,
      passwordRemindedAt: null,
      sessionEpoch: 0,
      linkNonce: null,
      lastSignInAt: null,
      createdAt: now,
      modifiedAt: now,
    }));
    for (let from = 0; from < count; from += 100)
      await this.app
        .get(DataSource)
        .getRepository('User')
        .insert(rows.slice(from, from + 100));
    return count;
  }

  private async person(emailId: string, password: string, orgName: string): Promise<Person> {
    const token = await this.token(emailId, password, orgName);
    const { body } = await this.app.http.get('/v1/users/info').set('Authorization', token).expect(200);
    const { userUid, tenantUid } = body as { userUid: string; tenantUid: string };
    return { uid: userUid, tenantUid, orgName, emailId, password, token };
  }
}

/** @returns the token that an activation or reset link carries. */
export function tokenOf(link: string): string {
  return link.slice(link.indexOf('#token=') + '#token='.length);
}
