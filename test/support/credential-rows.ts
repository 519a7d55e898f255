import type { TokenClaims } from '#secrets';
import type { ApiKeyPredecessor } from '../../src/api-keys/api-key-predecessor.entity.js';
import type { FoundApiKey, Holder } from '../../src/auth/credentials.repository.js';
import type { Session } from '../../src/auth/session.entity.js';

/** When the rows below count. */
export const NOW = new Date('2030-01-01T12:00:00.000Z');
export const laterBy = (milliseconds: number): Date => new Date(NOW.getTime() + milliseconds);

const HOLDER = {
  user: { uid: 'ada', emailId: 'ada@acme.example', isPlatformAdmin: false, isActive: true, sessionEpoch: 7 },
  tenant: { uid: 'acme', orgName: 'Acme', allowsQueryApiKeys: true, isActive: true },
  assignments: [],
} as unknown as Holder;

/** A change of a row and of those whose it is. */
export interface Change<Row> {
  row?: Partial<Row>;
  user?: Partial<Holder['user']>;
  tenant?: Partial<Holder['tenant']>;
}

const heldBy = ({ user, tenant }: Change<unknown>): Holder => ({
  ...HOLDER,
  user: { ...HOLDER.user, ...user },
  tenant: { ...HOLDER.tenant, ...tenant },
});

/** A key that counts, as it is read to be judged, but for the change. */
export const keyRow = (change: Change<FoundApiKey> = {}): FoundApiKey =>
  ({
    uid: 'key',
    digest: 'digest',
    userUid: 'ada',
    tenantUid: 'acme',
    isActive: true,
    expiry: laterBy(86_400_000),
    predecessors: [],
    ...change.row,
    ...heldBy(change),
  }) as unknown as FoundApiKey;

/** A value that a key had before and that counts for another hour, but for the change. */
export const formerValue = (change: Partial<ApiKeyPredecessor> = {}): ApiKeyPredecessor =>
  ({ digest: 'former', validUntil: laterBy(3_600_000), usedAfterAt: null, ...change }) as ApiKeyPredecessor;

/** A session that counts, as it is read to be judged, but for the change. */
export const sessionRow = (change: Change<Session> = {}): Session & Holder =>
  ({
    uid: 'session',
    userUid: 'ada',
    tenantUid: 'acme',
    epoch: 7,
    generation: 3,
    startedAt: laterBy(-60_000),
    refreshedAt: NOW,
    endedAt: null,
    endsAt: laterBy(3_600_000),
    ...change.row,
    ...heldBy(change),
  }) as unknown as Session & Holder;

/** What a token of that session says, good for another quarter of an hour, but for the change. */
export const claimsOf = (change: Partial<TokenClaims> = {}): TokenClaims => ({
  iss: 'https://keys.example',
  aud: 'latchkey',
  sub: 'ada',
  tid: 'acme',
  sid: 'session',
  gen: 3,
  jti: 'token',
  iat: NOW.getTime() / 1000,
  exp: NOW.getTime() / 1000 + 900,
  ...change,
});

/** @returns what is made of those of these names that there are. */
export const found = <Is, Row>(names: string[], all: Map<string, Is>, of: (name: string, is: Is) => Row) =>
  new Map([...all].filter(([name]) => names.includes(name)).map(([name, is]) => [name, of(name, is)]));
