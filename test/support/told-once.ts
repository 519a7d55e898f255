import { DataSource } from 'typeorm';
import { AuditEntry } from '../../src/audit/audit-entry.entity.js';
import type { Person } from './given.js';
import { until } from './process.js';
import type { TestApp } from './test-app.js';
import { claimsOf } from './tokens.js';

/** What an entry must say of an event, but for what every entry must. */
export type Told = Partial<AuditEntry>;

/** What a line of the log says of a request. */
interface RequestLine {
  msg: string;
  requestId: string;
  method: string;
  route: string;
}

/** @returns everything in the trail, past the API: whose it is must not decide whether it is found. */
export const everyEntry = (app: TestApp): Promise<AuditEntry[]> =>
  app.get(DataSource).manager.find(AuditEntry, { order: { uid: 'ASC' } });

/** @returns the entries that came while `work` ran, in their order. */
export async function entriesOf(app: TestApp, work: () => PromiseLike<unknown>): Promise<AuditEntry[]> {
  const before = new Set((await everyEntry(app)).map(({ uid }) => uid));
  await work();
  return (await everyEntry(app)).filter(({ uid }) => !before.has(uid));
}

/** @returns the request that an entry names, as the log tells of it, which is soon after its answer. */
export async function requestOf(app: TestApp, { requestId }: AuditEntry): Promise<string> {
  const found = () =>
    app.logs
      .map((line) => JSON.parse(line) as RequestLine)
      .find((line) => line.msg === 'request' && line.requestId === requestId);
  await until(async () => Promise.resolve(found() !== undefined));
  return `${found()?.method} ${found()?.route}`;
}

/** Who did it, and whose it was: somebody with their token. */
export const byToken = ({ uid, emailId, token, tenantUid }: Person): Told => ({
  ...byVisitor({ uid, emailId, tenantUid }),
  credentialKind: 'token',
  credentialUid: claimsOf(token).sid,
});

/** Somebody who is known and shows no credential. */
export const byVisitor = ({
  uid,
  emailId,
  tenantUid,
}: Pick<Person, 'uid' | 'emailId' | 'tenantUid'>): Told => ({
  tenantUid,
  actorType: 'user',
  actorUid: uid,
  actorEmailId: emailId,
  credentialKind: '',
  credentialUid: null,
});

/** Somebody of whom nothing is known. */
export const BY_NOBODY: Told = {
  tenantUid: null,
  actorType: 'user',
  actorUid: null,
  actorEmailId: '',
  credentialKind: '',
  credentialUid: null,
};

/** What it was done to. */
export const on = (resourceKind: string, resourceUid: unknown, resourceName?: unknown): Told =>
  ({ resourceKind, resourceUid, ...(resourceName !== undefined && { resourceName }) }) as Told;

/** In the place of a uid that is known only afterwards. */
export const NEW_UID = expect.stringMatching(/^[0-9a-f-]{36}$/) as string;

/**
 * Does something by one request, and finds it in the trail exactly once: when, from where and under which request, which has no other entry;
 * everything else as it is `told`, the entries of one request in their order.
 */
export async function once(
  app: TestApp,
  request: string,
  work: () => PromiseLike<unknown>,
  ...told: Told[]
): Promise<void> {
  const entries = await entriesOf(app, work);
  const everyOne = { at: app.clock.now(), ip: expect.stringMatching(/127\.0\.0\.1$/) as string };
  expect(entries).toEqual(told.map((each) => expect.objectContaining({ ...everyOne, ...each }) as object));
  for (const entry of entries) {
    expect(entry.message).toMatch(/^.{10,}\.$/);
    expect(await requestOf(app, entry)).toBe(request);
  }
  const [{ requestId }] = entries as [AuditEntry];
  const named = (await everyEntry(app)).filter((entry) => entry.requestId === requestId);
  expect(named).toHaveLength(told.length);
}
