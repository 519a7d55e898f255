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
  /** One after the other, as they were written. */
  readonly all: KeyUse[] = [];
  isDown = false;
  tries = 0;

  async write(_tx: unknown, uses: KeyUse[]): Promise<KeyUse[]> {
    this.tries++;
    await Promise.resolve();
    if (this.isDown) throw new Error('down');
    this.all.push(...uses);
    for (const { keyUid } of uses) this.uids.add(keyUid);
    return [];
  }
}

const log = vi.spyOn(Logger.prototype, 'warn').mockReturnValue();
afterAll(() => log.mockRestore());
beforeEach(() => log.mockClear());

function made(clock: Clock): { rows: Rows; uses: KeyUses } {
  const rows = new Rows();
  const transactions = { run: (work: (tx: null) => Promise<KeyUse[]>) => work(null) };
  const uses = new KeyUses(
    rows as unknown as KeyUsesRepository,
    transactions as unknown as Transactions,
    clock,
  );
  return { rows, uses };
}

describe('KeyUses, of more keys than it keeps', () => {
  let rows: Rows;
  let uses: KeyUses;

  beforeEach(() => {
    ({ rows, uses } = made(new Clock()));
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

describe('KeyUses, minute after minute', () => {
  let rows: Rows;
  let uses: KeyUses;
  const time = new Date('2026-01-01T00:00:00.123Z');
  const later = (seconds: number) => time.setTime(time.getTime() + seconds * 1000);
  const written = () =>
    rows.all.map(({ keyUid, usedAt }) => `${keyUid} ${usedAt.toISOString().slice(11, 23)}`);

  beforeEach(() => {
    time.setTime(Date.UTC(2026, 0, 1, 0, 0, 0, 123));
    ({ rows, uses } = made({ now: () => new Date(time) }));
  });

  it('writes who was used since the last time, and nobody else', async () => {
    const [one, other] = [keyUser('one'), keyUser('other')];
    uses.note(one, 'header');
    uses.note(other, 'header');
    await uses.write();
    later(60);
    uses.note(one, 'header');
    await uses.write();
    await uses.write();
    expect(written()).toEqual(['one 00:00:00.123', 'other 00:00:00.123', 'one 00:01:00.123']);
  });

  it('writes for each from where it was used, and how, as it was the last time', async () => {
    const [one, other] = [keyUser('one'), keyUser('other')];
    uses.note(one, 'header', '192.0.2.1');
    uses.note(other, 'query', '192.0.2.2');
    uses.note(one, 'query', '192.0.2.3');
    uses.note(other, 'header', '192.0.2.2');
    await uses.write();
    expect(rows.all.map(({ keyUid, way, ip }) => [keyUid, way, ip])).toEqual([
      ['one', 'query', '192.0.2.3'],
      ['other', 'header', '192.0.2.2'],
    ]);
  });

  it('lets go of who was not used for a minute, and takes them again', async () => {
    const one = keyUser('one');
    uses.note(one, 'header');
    await uses.write();
    expect(one.isNoted).toBe(true);
    await uses.write();
    expect(one.isNoted).toBe(false);
    later(5);
    uses.note(one, 'header');
    await uses.write();
    expect(written()).toEqual(['one 00:00:00.123', 'one 00:00:05.123']);
  });

  it('writes the later use of a key that was read anew, once', async () => {
    const [before, after] = [keyUser('one'), keyUser('one')];
    uses.note(before, 'header');
    later(1);
    uses.note(after, 'query');
    await uses.write();
    expect(written()).toEqual(['one 00:00:01.123']);
    later(1);
    uses.note(before, 'header'); // somebody still holds it
    await uses.write();
    expect(written()).toEqual(['one 00:00:01.123', 'one 00:00:02.123']);
  });

  it('writes a use that came while an earlier one could not be written, once, and the later', async () => {
    const [before, after] = [keyUser('one'), keyUser('one')];
    uses.note(before, 'header');
    rows.isDown = true;
    const writing = uses.write();
    later(1);
    uses.note(after, 'header');
    await writing;
    rows.isDown = false;
    await uses.write();
    await uses.write();
    expect(written()).toEqual(['one 00:00:01.123']);
  });

  it('says at the end whether something is left that could not be written', async () => {
    uses.note(keyUser('one'), 'header');
    await uses.onApplicationShutdown();
    expect(log).not.toHaveBeenCalled();
    uses.note(keyUser('two'), 'header');
    rows.isDown = true;
    await uses.onApplicationShutdown();
    expect(log.mock.calls.map(([line]) => (line as { msg: string }).msg)).toContain(
      'the last uses of API keys could not be written',
    );
  });
});
