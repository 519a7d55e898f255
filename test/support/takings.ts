import { setTimeout as pause } from 'node:timers/promises';
import { as } from './caller.js';
import { Given, PASSWORD } from './given.js';
import type { IssuedKey, Person } from './given.js';
import type { TestApp } from './test-app.js';

/** What the one role of the person allows, and what the question must be about. */
export const PERMISSION = 'audit.list';

/** A credential as a request shows it. */
export type Shown = Record<string, string>;

/** One way to take access away. */
export interface Taking {
  /** @returns what counts now, and is of no use when it was taken. */
  show(): Promise<Shown>;
  take(): Promise<unknown>;
  giveBack?(): Promise<unknown>;
}

/** Somebody with a key, a session and a role, and all that can take access away from them. Everything is done through one instance. */
export class Takings {
  private readonly given: Given;
  private root!: Person;
  private admin!: Person;
  private user!: Person;
  private key!: IssuedKey;
  private role!: string;
  private passwords = 0;

  private constructor(private readonly app: TestApp) {
    this.given = new Given(app);
  }

  /** @param instance an app, or a process. */
  static async on(instance: Pick<TestApp, 'http'>): Promise<Takings> {
    const made = new Takings(instance as TestApp);
    const { given } = made;
    made.root = await given.platformAdmin();
    made.admin = await given.tenant();
    made.role = await given.role(made.admin, [PERMISSION]);
    made.user = await given.user(made.admin, { roles: [made.role] });
    made.key = await given.apiKey(made.user);
    return made;
  }

  /** By what is done. */
  readonly kinds = {
    'a key is revoked': this.switching(
      () => this.user,
      () => `apiKeys/${this.key.uid}`,
    ),
    'its owner is disabled': this.switching(
      () => this.admin,
      () => `users/${this.user.uid}`,
    ),
    'its organisation is suspended': this.switching(
      () => this.root,
      () => `tenants/${this.user.tenantUid}`,
    ),
    'keys in addresses are switched off': {
      show: async () => ({ 'X-Original-URI': `/?${new URLSearchParams(await this.showKey()).toString()}` }),
      take: () => this.allowInQuery(false),
      giveBack: () => this.allowInQuery(true),
    },
    'a key is deleted': {
      show: () => this.showKey(),
      take: () => this.by(this.user).delete(`/v1/apiKeys/${this.key.uid}`).expect(204),
      giveBack: () => this.issueKey(),
    },
    'a key is made to expire': {
      show: () => this.showKey(),
      take: () => this.expireKey(),
      giveBack: () => this.issueKey(),
    },
    'a role is taken': {
      show: () => this.showKey(),
      take: () => this.setRoles([]),
      giveBack: () => this.setRoles([this.role]),
    },
    'a role is changed': {
      show: () => this.showKey(),
      take: () => this.setPermission('user.get'),
      giveBack: () => this.setPermission(PERMISSION),
    },
    'a session is ended': {
      show: () => this.showToken(),
      take: () => this.by(this.user).post('/v1/auth/logout').expect(204),
    },
    'all sessions are ended': {
      show: () => this.showToken(),
      take: () => this.by(this.admin).delete(`/v1/auth/sessions?userUid=${this.user.uid}`).expect(204),
    },
    'a password is changed': {
      show: () => this.showOtherToken(),
      take: () => this.changePassword(),
    },
  } satisfies Record<string, Taking>;

  private by(who: Person) {
    return as(this.app, who);
  }

  private switching(by: () => Person, path: () => string): Taking {
    const put = (isActive: boolean) =>
      this.by(by()).put(`/v1/${path()}/state`).send({ isActive }).expect(204);
    return { show: () => this.showKey(), take: () => put(false), giveBack: () => put(true) };
  }

  private allowInQuery(allowsQueryApiKeys: boolean) {
    const path = `/v1/tenants/${this.user.tenantUid}`;
    return this.by(this.admin).put(path).send({ spec: { allowsQueryApiKeys } }).expect(204);
  }

  private async showKey(): Promise<Shown> {
    await this.showToken(); // whoever was disabled logs in again, for what is to be done next
    return { ApiKey: this.key.value };
  }

  private async showToken(): Promise<Shown> {
    const { status } = await this.by(this.user).get('/v1/users/info');
    if (status !== 200) this.user.token = await this.logIn();
    return { Authorization: this.user.token };
  }

  /** The session in which the password is changed goes on, the others end. */
  private async showOtherToken(): Promise<Shown> {
    await this.showToken();
    return { Authorization: await this.logIn() };
  }

  private logIn(): Promise<string> {
    return this.given.token(this.user.emailId, this.user.password, this.user.orgName);
  }

  private async issueKey(): Promise<void> {
    this.key = await this.given.apiKey(this.user);
  }

  /** A date that has passed is refused: it is set to one that is about to, and waited for. */
  private async expireKey(): Promise<void> {
    for (let aheadMs = 30; ; aheadMs *= 2) {
      const expiry = new Date(Date.now() + aheadMs);
      const { status } = await this.by(this.user)
        .put(`/v1/apiKeys/${this.key.uid}`)
        .send({ spec: { expiry } });
      if (status === 400) continue; // it took longer
      expect(status).toBe(204);
      while (Date.now() < expiry.getTime()) await pause(1);
      return;
    }
  }

  private async setRoles(roles: string[]): Promise<void> {
    await this.by(this.admin).put(`/v1/users/${this.user.uid}/roles`).send({ roles }).expect(204);
  }

  private async setPermission(permission: string): Promise<void> {
    const spec = { permissions: [permission] };
    await this.by(this.admin).put(`/v1/roles/${this.role}`).send({ spec }).expect(204);
  }

  private async changePassword(): Promise<void> {
    const newPassword = `${PASSWORD}, ${++this.passwords} times`;
    const body = { currentPassword: this.user.password, newPassword };
    await this.by(this.user).patch(`/v1/users/${this.user.uid}/password/change`).send(body).expect(204);
    this.user.password = newPassword;
  }
}
