import type { Response } from 'supertest';
import type { IssuedKey, Person } from '../support/given.js';
import type { TestApp } from '../support/test-app.js';
import { goMetadata, send } from './call.js';
import type { Sent } from './call.js';

/** What the SDK makes of an answer that it did not expect. */
export class SdkError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly details: unknown,
  ) {
    super(`${status} ${code}`);
  }
}

interface Metadata {
  uid: string;
  name: string;
  annotations: Record<string, string>;
}

export interface SdkUser {
  metadata: Metadata;
  spec: { emailId: string; firstName: string; lastName: string; roles: string[] };
}

export interface SdkKey {
  metadata: Metadata;
  spec: { expiry: string; user: { uid: string } };
  status: { isActive: boolean };
}

export interface SdkRole {
  metadata: Metadata;
  spec: { permissions: string[]; scope: string };
}

/**
 * The published Go SDK as far as it can be seen on the wire: what its functions send, one after the other, what they read of the
 * answers, and when they try again. The Terraform provider stands on it.
 */
export class GoSdk {
  /** Every answer, in order. */
  readonly answers: Response[] = [];

  /** @param beforeRetry what happens while it waits. */
  constructor(
    private readonly app: TestApp,
    private readonly credential?: Person | IssuedKey,
    private readonly retries = 0,
    private readonly beforeRetry: () => Promise<unknown> = () => Promise.resolve(),
  ) {}

  /**
   * @param status the only one that the SDK takes for a success.
   * @throws SdkError
   */
  async call<Body>(route: string, status: number, sent: Sent = {}): Promise<Body> {
    for (let left = this.retries; ; left--) {
      const answer = await send(this.app, route, { as: this.credential, ...sent });
      this.answers.push(answer);
      if (answer.status === status) return answer.body as Body;
      const isWorthIt = answer.status === 429 || answer.status > 500 || answer.status < 400;
      if (!isWorthIt || left === 0) throw errorOf(answer);
      await this.beforeRetry();
    }
  }

  authenticate(login: { emailId: string; password: string }, query = {}): Promise<{ Authorization: string }> {
    return this.call('POST /v1/auth/authenticate', 200, { query, body: login });
  }

  info(): Promise<{ orgName: string; tenantUid: string; userUid: string }> {
    return this.call('GET /v1/users/info', 200);
  }

  /** @returns the value of the new key; the SDK looks at nothing else. */
  async createApiKey(name: string, annotations: Record<string, string>, expiry: Date): Promise<string> {
    const { tenantUid } = await this.info();
    const { apiKey } = await this.call<{ apiKey: string }>('POST /v1/apiKeys', 201, {
      body: {
        metadata: goMetadata({ name, annotations }),
        spec: { expiry: expiry.toISOString(), userUid: tenantUid },
      },
    });
    return apiKey;
  }

  async apiKeys(): Promise<SdkKey[]> {
    return (await this.call<{ items: SdkKey[] }>('GET /v1/apiKeys', 200)).items;
  }

  async deleteApiKeyByName(name: string): Promise<void> {
    const { metadata } = found(await this.apiKeys(), name);
    await this.call('DELETE /v1/apiKeys/{uid}', 204, { path: { uid: metadata.uid } });
  }

  async users(): Promise<SdkUser[]> {
    return (await this.call<{ items: SdkUser[] }>('GET /v1/users', 200, { query: { limit: '0' } })).items;
  }

  async userByEmail(emailId: string): Promise<SdkUser | undefined> {
    return (await this.users()).find(({ spec }) => spec.emailId === emailId);
  }

  async summary(emailId: string): Promise<SdkUser[]> {
    const body = { filter: { emailId: { eq: emailId } }, sort: null };
    return (await this.call<{ items: SdkUser[] }>('POST /v1/users/summary', 200, { body })).items;
  }

  async createUser(
    spec: { emailId: string; firstName: string; lastName: string },
    headers: Record<string, string> = {},
  ): Promise<string> {
    const { uid } = await this.call<{ uid: string }>('POST /v1/users', 201, {
      headers,
      body: {
        metadata: goMetadata({ name: `${spec.firstName} ${spec.lastName}` }),
        spec: { ...spec, roles: null, teams: null },
      },
    });
    return uid;
  }

  user(uid: string): Promise<SdkUser> {
    return this.call('GET /v1/users/{uid}', 200, { path: { uid } });
  }

  async deleteUser(uid: string): Promise<void> {
    await this.call('DELETE /v1/users/{uid}', 204, { path: { uid } });
  }

  /** The name has to be on the first page. */
  async role(name: string): Promise<SdkRole> {
    const { items } = await this.call<{ items: SdkRole[] }>('GET /v1/roles', 200, {
      query: { limit: '50' },
    });
    return found(items, name);
  }

  /** Whoever may list the users is an administrator to the SDK. */
  async validateTenantAdmin(): Promise<void> {
    await this.call('GET /v1/users', 200, { query: { limit: '50' } });
  }
}

/** @returns the first of exactly this name. */
function found<Thing extends { metadata: { name: string } }>(things: Thing[], name: string): Thing {
  const thing = things.find(({ metadata }) => metadata.name === name);
  if (!thing) throw new Error(`nothing is called ${name}`);
  return thing;
}

function errorOf({ status, body }: Response): SdkError {
  const { code, details } = body as { code?: unknown; details?: unknown };
  return new SdkError(status, typeof code === 'string' ? code : '', details);
}
