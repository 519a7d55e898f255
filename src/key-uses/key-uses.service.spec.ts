import { Logger } from '@nestjs/common';
import type { Transactions } from '#persistence';
import { Clock } from '#time';
import { keyUser } from '../../test/support/key-uses.js';
import type { KeyUse } from './key-use.entity.js';
import type { KeyUsesRepository } from './key-uses.repository.js';
import { KeyUses, MOST_NOTED } from './key-uses.service.js';

/** A database that takes what it is given, or does not. */
class Rows {
  readonly uids = new Set<string>();
  isDown = false;
  tries = 0;

  async write(_tx: unknown, uses: KeyUse[]): Promise<KeyUse[]> {
    this.tries++;
    await Promise.resolve();
    if (this.isDown) throw new Error('down');
    for (const { keyUid } of uses) this.uids.add(keyUid);
    return [];
  }
}

describe('KeyUses, of more keys than it keeps', () => {
  let rows: Rows;
  let uses: KeyUses;
  const log = jest.spyOn(Logger.prototype, 'warn').mockReturnValue();

  afterAll(() => log.mockRestore());
  beforeEach(() => {
    log.mockClear();
    rows = new Rows();
    const transactions = { run: (work: (tx: null) => Promise<KeyUse[]>) => work(null) };
    uses = new KeyUses(
      rows as unknown as KeyUsesRepository,
      transactions as unknown as Transactions,
      new Clock(),
    );
  });

  const note = (keyUid: string) => uses.note(keyUser(keyUid), 'header', '192.0.2.1');
  const fill = (name: string) => {
    for (let at = 0; at < MOST_NOTED; at++) note(`${name}-${at}`);
  };

  it('writes them before the minute is over, and loses none', async () => {
    fill('one');
    expect(rows.tries).toBe(0);
    note('one more');
    await uses.write();
    await uses.write();
    expect(rows.uids.size).toBe(MOST_NOTED + 1);
  });

  it('passes over new keys, and only them, while it is full and still writing', async () => {
    fill('one');
    fill('two');
    note('three');
    await uses.write();
    await uses.write();
    expect(rows.uids.size).toBe(2 * MOST_NOTED);
    expect(rows.uids).not.toContain('three');
    note('three');
    await uses.write();
    expect(rows.uids).toContain('three');
  });

  it('keeps no more than that while the database is down, and does not ask it with each request', async () => {
    rows.isDown = true;
    fill('one');
    await uses.write();
    fill('two');
    expect(rows.tries).toBe(1);
    expect(log).toHaveBeenCalledTimes(1);
    rows.isDown = false;
    await uses.write();
    expect(rows.uids.size).toBe(MOST_NOTED);
    note('three');
    await uses.write();
    expect(rows.uids).toContain('three');
  });

  it('writes what is left of a failure together with what came later', async () => {
    note('one');
    rows.isDown = true;
    await uses.write();
    rows.isDown = false;
    note('two');
    await uses.write();
    expect([...rows.uids].toSorted()).toEqual(['one', 'two']);
  });
});
