import type { ServiceProcess } from '../../support/process.js';
import { BOOTSTRAP } from '../../support/test-app.js';

export const PASSWORD = 'seven green lamps in a row';

interface ReadUser {
  spec: { firstName: string; roles: string[] };
  status: { activationLink: string; isLocked: boolean };
}

interface KeyWishes {
  userUid?: string;
  days?: number;
  /** In place of days. */
  expiry?: Date;
  description?: string;
}

/** Brings about through the API what a screen is to show. */
export class People {
  private constructor(
    private readonly service: ServiceProcess,
    readonly token: string,
  ) {}

  static async of(
    service: ServiceProcess,
    { emailId, password }: { emailId: string; password: string } = BOOTSTRAP,
  ): Promise<People> {
    const { body } = await service.http.post('/v1/auth/authenticate').send({ emailId, password }).expect(200);
    return new People(service, (body as { Authorization: string }).Authorization);
  }

  /** An activated user of the same organisation. @returns the uid. */
  async user(emailId: string, firstName = '', lastName = '', roles: string[] = []): Promise<string> {
    const uid = await this.invited(emailId, firstName, lastName, roles);
    await this.activate((await this.read(uid)).status.activationLink);
    return uid;
  }

  /** A user who has not set a password yet. @returns the uid. */
  async invited(emailId: string, firstName = '', lastName = '', roles: string[] = []): Promise<string> {
    const { body } = await this.service.http
      .post('/v1/users')
      .set('Authorization', this.token)
      .send({ spec: { emailId, firstName, lastName, roles } })
      .expect(201);
    return (body as { uid: string }).uid;
  }

  /** @returns a user as administrators see them. */
  async read(uid: string): Promise<ReadUser> {
    const { body } = await this.service.http
      .get(`/v1/users/${uid}`)
      .set('Authorization', this.token)
      .expect(200);
    return body as ReadUser;
  }

  /** @returns how the service answers to whoever has this value of a key. */
  async statusFor(apiKey: string): Promise<number> {
    return (await this.service.http.get('/v1/users/info').set('ApiKey', apiKey)).status;
  }

  /** Another organisation. @param emailId of its administrator. */
  async tenant(orgName: string, emailId: string): Promise<void> {
    const made = await this.service.http
      .post('/v1/tenants')
      .set('Authorization', this.token)
      .send({ spec: { orgName, emailId, firstName: 'Ada', lastName: 'Admin' } })
      .expect(201);
    const { uid } = made.body as { uid: string };
    const read = await this.service.http
      .get(`/v1/tenants/${uid}/user`)
      .set('Authorization', this.token)
      .expect(200);
    await this.activate((read.body as { status: { activationLink: string } }).status.activationLink);
  }

  /** @returns the value of a new key. */
  async key(name: string, wishes: KeyWishes = {}): Promise<string> {
    return (await this.makeKey(name, wishes)).apiKey;
  }

  /** @returns a new key: its value, and its uid. */
  async makeKey(
    name: string,
    { userUid, days = 30, expiry, description }: KeyWishes = {},
  ): Promise<{ apiKey: string; uid: string }> {
    const { body } = await this.service.http
      .post('/v1/apiKeys')
      .set('Authorization', this.token)
      .send({
        metadata: { name, ...(description !== undefined && { annotations: { description } }) },
        spec: { ...(expiry ? { expiry: expiry.toISOString() } : { expiresInDays: days }), userUid },
      })
      .expect(201);
    return body as { apiKey: string; uid: string };
  }

  /** A key that does not work. @returns its value. */
  async revokedKey(name: string, wishes: KeyWishes = {}): Promise<string> {
    const { apiKey, uid } = await this.makeKey(name, wishes);
    await this.revoke(uid);
    return apiKey;
  }

  async revoke(uid: string): Promise<void> {
    await this.service.http
      .patch(`/v1/apiKeys/${uid}`)
      .set('Authorization', this.token)
      .send({ isActive: false })
      .expect(204);
  }

  /** @returns when the key of this name expires. */
  async expiryOf(name: string): Promise<string | undefined> {
    const { body } = await this.service.http
      .get('/v1/apiKeys')
      .query({ q: name })
      .set('Authorization', this.token)
      .expect(200);
    return (body as { items: { spec: { expiry: string } }[] }).items[0]?.spec.expiry;
  }

  /** Has values of keys kept from now on, or erases them. */
  async recoverableKeys(recoverableKeys: boolean): Promise<void> {
    const { body } = await this.service.http
      .get('/v1/users/info')
      .set('Authorization', this.token)
      .expect(200);
    await this.service.http
      .put(`/v1/tenants/${(body as { tenantUid: string }).tenantUid}/apiKeySettings`)
      .set('Authorization', this.token)
      .send({ recoverableKeys })
      .expect(204);
  }

  /** @returns whether the value of the key of this name can be shown again. */
  async isRecoverable(name: string): Promise<boolean> {
    const { body } = await this.service.http
      .get('/v1/apiKeys')
      .query({ q: name })
      .set('Authorization', this.token)
      .expect(200);
    return (
      (body as { items: { status: { isRecoverable?: boolean } }[] }).items[0]?.status.isRecoverable === true
    );
  }

  /** @returns how many sessions whoever this is has. */
  async sessionCount(): Promise<number> {
    const { body } = await this.service.http
      .get('/v1/auth/sessions')
      .set('Authorization', this.token)
      .expect(200);
    return (body as { items: object[] }).items.length;
  }

  /** Ends every session of whoever this is, as an administrator or a changed password does. */
  async endSessions(): Promise<void> {
    await this.service.http.delete('/v1/auth/sessions').set('Authorization', this.token);
  }

  /** Sets the first password of whoever this link is for. */
  async activate(link: string): Promise<void> {
    const token = link.split('#token=')[1] ?? '';
    await this.service.http
      .patch(`/v1/auth/password/${token}/activate`)
      .send({ password: PASSWORD })
      .expect(204);
  }
}
