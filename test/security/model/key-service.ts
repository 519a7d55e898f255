import { ChangeFeed } from '../../../src/changes/change-feed.service.js';
import { Given } from '../../support/given.js';
import type { IssuedKey, Person } from '../../support/given.js';
import { KeepAliveConnection } from '../../support/keep-alive-connection.js';
import { TestApp } from '../../support/test-app.js';
import { DAY, MINUTE } from '../../support/test-clock.js';
import { bytesOf } from '../fuzz/request.js';
import { KeyModel } from './key-model.js';
import type { ModelKey } from './key-model.js';

interface Reply {
  status: number;
  body: unknown;
}

/** The real service, with an owner of keys and two who administer them by keys of their own, which outlast every run. */
export class KeyService {
  private readonly connection: KeepAliveConnection;

  private constructor(
    readonly app: TestApp,
    private readonly owner: Person,
    private readonly admin: IssuedKey,
    private readonly platform: IssuedKey,
  ) {
    this.connection = new KeepAliveConnection(app);
  }

  static async start(): Promise<KeyService> {
    const app = await TestApp.start({ env: { LATCHKEY_INVALID_PER_MINUTE: '1000000' } });
    const given = new Given(app);
    const expiry = new Date(app.clock.now().getTime() + 3650 * DAY).toISOString();
    const lasting = (who: Person) => given.apiKey(who, { expiresInDays: undefined, expiry });
    const admin = await given.tenant();
    const owner = await given.user(admin);
    return new KeyService(app, owner, await lasting(admin), await lasting(await given.platformAdmin()));
  }

  async stop(): Promise<void> {
    this.connection.close();
    await this.app.close();
  }

  /** Owner and organisation as they were at first, without keys. @returns the model of that. */
  async begin(): Promise<KeyModel> {
    await this.setTenant(true);
    await this.setOwner(true);
    return new KeyModel(this.app.clock.now().getTime());
  }

  /** Fills in what only the service knows of the key. */
  async create(minutes: number, key: ModelKey | undefined): Promise<number> {
    const spec = { expiry: this.in(minutes), userUid: this.owner.uid };
    const { status, body } = await this.send('POST', '/v1/apiKeys', { metadata: { name: 'k' }, spec });
    const { apiKey, uid } = body as { apiKey: string; uid: string };
    if (key && status === 201) Object.assign(key, { value: apiKey, uid });
    return status;
  }

  async rename({ uid }: ModelKey): Promise<number> {
    return (await this.send('PUT', `/v1/apiKeys/${uid}`, { metadata: { name: 'other' } })).status;
  }

  async changeExpiry({ uid }: ModelKey, minutes: number): Promise<number> {
    return (await this.send('PUT', `/v1/apiKeys/${uid}`, { spec: { expiry: this.in(minutes) } })).status;
  }

  async setState({ uid }: ModelKey, isActive: boolean): Promise<number> {
    return (await this.send('PUT', `/v1/apiKeys/${uid}/state`, { isActive })).status;
  }

  /** Fills in the value that only the service knows. */
  async rotate(key: ModelKey, gracePeriodMinutes: number): Promise<number> {
    const path = `/v1/apiKeys/${key.uid}/rotate`;
    const { status, body } = await this.send('POST', path, { gracePeriodMinutes });
    if (status === 201) key.value = (body as { apiKey: string }).apiKey;
    return status;
  }

  async delete({ uid }: ModelKey): Promise<number> {
    return (await this.send('DELETE', `/v1/apiKeys/${uid}`)).status;
  }

  async setOwner(isActive: boolean): Promise<number> {
    return (await this.send('PUT', `/v1/users/${this.owner.uid}/state`, { isActive })).status;
  }

  async setTenant(isActive: boolean): Promise<number> {
    const path = `/v1/tenants/${this.owner.tenantUid}/state`;
    return (await this.send('PUT', path, { isActive }, this.platform.value)).status;
  }

  advance(minutes: number): void {
    this.app.clock.advance(minutes * MINUTE);
  }

  dropCopies(): void {
    this.app.get(ChangeFeed).announce('everything');
  }

  /** What each door says of each value: the status of two, and the code of the one that an administrator asks at. */
  async doors(values: string[]): Promise<{ info: number; forwardAuth: number; verify: string | number }[]> {
    if (values.length === 0) return [];
    const { status, body } = await this.send('POST', '/v1/apiKeys/verify', { keys: values });
    const { results } = body as { results?: { code: string }[] };
    const said = [];
    for (const [at, value] of values.entries())
      said.push({
        info: (await this.send('GET', '/v1/users/info', undefined, value)).status,
        forwardAuth: (await this.send('GET', '/v1/auth/verify', undefined, value)).status,
        verify: results?.[at]?.code ?? status,
      });
    return said;
  }

  private in(minutes: number): string {
    return new Date(this.app.clock.now().getTime() + minutes * MINUTE).toISOString();
  }

  private async send(method: string, target: string, body?: object, key = this.admin.value): Promise<Reply> {
    const headers: [string, string][] = [
      ['ApiKey', key],
      ['Content-Type', 'application/json'],
    ];
    const bytes = bytesOf({ method, target, headers, body: body ? JSON.stringify(body) : null });
    const { status, text } = await this.connection.send(bytes);
    return { status, body: text === '' ? {} : (JSON.parse(text) as unknown) };
  }
}
