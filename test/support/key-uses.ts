import { DataSource } from 'typeorm';
import { KeyUse } from '../../src/key-uses/key-use.entity.js';
import { KeyUses } from '../../src/key-uses/key-uses.service.js';
import type { KeyUser } from '../../src/key-uses/key-uses.service.js';
import { as } from './caller.js';
import type { IssuedKey, Person } from './given.js';
import type { TestApp } from './test-app.js';

/** What the API shows of a use. */
export interface LastUsed {
  time: string;
  way: string;
  ip?: string;
}

/** @returns somebody who shows this key, of whom nothing was noted yet. */
export const keyUser = (keyUid: string): KeyUser => ({
  credential: { kind: 'apiKey', keyUid, expiry: new Date(0) },
  isNoted: false,
  isUnwritten: false,
  usedSecond: 0,
  usedMs: 0,
  usedWay: 'header',
  usedFrom: '',
});

/** Writes what was noted, as the job does. */
export const writeUses = (app: TestApp): Promise<void> => app.get(KeyUses).write();

/** @returns when the key was last used, as its answer shows it now. */
export async function shownUse(
  app: TestApp,
  who: Person,
  { uid }: Pick<IssuedKey, 'uid'>,
): Promise<LastUsed | undefined> {
  const { body } = await as(app, who).get(`/v1/apiKeys/${uid}`).expect(200);
  return (body as { status: { lastUsed?: LastUsed } }).status.lastUsed;
}

/** @returns the rows of these keys, in the order of their uids. */
export async function useRows(app: TestApp, uids: string[]): Promise<KeyUse[]> {
  const rows = await app.get(DataSource).manager.find(KeyUse, { order: { keyUid: 'ASC' } });
  return rows.filter(({ keyUid }) => uids.includes(keyUid));
}
