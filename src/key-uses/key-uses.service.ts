import { isIP } from 'node:net';
import { Injectable, Logger } from '@nestjs/common';
import type { OnApplicationShutdown } from '@nestjs/common';
import type { Credential } from '#access';
import { Transactions } from '#persistence';
import { Clock } from '#time';
import type { KeyUse, UseWay } from './key-use.entity.js';
import { KeyUsesRepository } from './key-uses.repository.js';

/** Of how many keys uses are kept in memory, a KiB each beside the copies. When more are used within a minute, they are written sooner. */
export const MOST_NOTED = 200_000;
const BATCH = 500;
const LONGEST_IP = 64;
/** How long writing may hold up the end of the process. */
const LONGEST_END_MS = 5000;

/**
 * Whoever shows a credential, with room for its last use, so that noting one more looks nothing up and makes nothing. Of small integers and
 * texts that are there anyway, for a date or a number with a fraction would be an object of its own. Only {@link KeyUses} writes here.
 */
export interface KeyUser {
  readonly credential: Credential;
  /** {@link KeyUses} knows it. */
  isNoted: boolean;
  /** Its last use is still to be written down. */
  isUnwritten: boolean;
  /** Since 1970, and the milliseconds after that. */
  usedSecond: number;
  usedMs: number;
  usedWay: UseWay;
  usedFrom: string;
}

/**
 * When, from where and how each API key was last used. Requests note it in memory; once a minute it is written, so that each key costs at
 * most one write in that time. Of what several instances write the latest use stays.
 */
@Injectable()
export class KeyUses implements OnApplicationShutdown {
  private readonly logger = new Logger(KeyUses.name);
  /** By the uid of the key, for as long as it is used each minute: who is here already is noted without being looked for. */
  private readonly noted = new Map<string, KeyUser>();
  private writing: Promise<void> | undefined;
  private isFailing = false;
  private lastFrom = '';

  constructor(
    private readonly uses: KeyUsesRepository,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /**
   * Notes that a credential was accepted, now; tokens are passed over. Called with each request: it waits for nothing, and keeps no
   * object that was made for it, which the garbage collector would have to carry along.
   * @param ip the client's address; absent when it is not known.
   */
  note(user: KeyUser, way: UseWay, ip = ''): void {
    if (!user.isNoted && !this.take(user)) return;
    const now = this.clock.now().getTime();
    user.isUnwritten = true;
    user.usedSecond = Math.trunc(now / 1000);
    user.usedMs = Math.trunc(now % 1000); // a small integer also to the engine, which takes any remainder for a fraction
    user.usedWay = way;
    // behind a gateway it is the same text again and again: then the very same, which need not be read to be compared
    if (this.lastFrom !== ip) this.lastFrom = ip;
    if (user.usedFrom !== this.lastFrom) user.usedFrom = this.lastFrom; // what is not written the garbage collector need not look at
  }

  /** Writes what was noted. It does not throw: what cannot be written is kept for the next turn. */
  write(): Promise<void> {
    return (this.writing ??= this.writeAll().finally(() => (this.writing = undefined)));
  }

  /** Comes after the last request was answered and before the database is closed. */
  async onApplicationShutdown(): Promise<void> {
    let patience: NodeJS.Timeout | undefined;
    const limit = new Promise<void>((resolve) => (patience = setTimeout(resolve, LONGEST_END_MS)));
    await Promise.race([this.writeRest(), limit]);
    clearTimeout(patience);
    if (this.writing || [...this.noted.values()].some(({ isUnwritten }) => isUnwritten))
      this.logger.warn({ msg: 'the last uses of API keys could not be written' });
  }

  private async writeRest(): Promise<void> {
    await this.writing;
    await this.write();
  }

  /** Takes it instead of another with the same key, whose use was earlier. @returns false when there is no room, and for a token. */
  private take(user: KeyUser): boolean {
    if (user.credential.kind !== 'apiKey') return false;
    const { keyUid } = user.credential;
    const other = this.noted.get(keyUid);
    if (other) other.isNoted = false;
    else if (!this.hasRoom()) return false;
    this.noted.set(keyUid, user);
    user.isNoted = true;
    return true;
  }

  private hasRoom(): boolean {
    if (this.noted.size < MOST_NOTED) return true;
    if (this.writing || this.isFailing) return false;
    void this.write(); // empties the map at once
    return true;
  }

  private async writeAll(): Promise<void> {
    const users = this.unwritten();
    let written = 0;
    try {
      for (; written < users.length; written += BATCH)
        await this.writeBatch(users.slice(written, written + BATCH));
      this.isFailing = false;
    } catch (error) {
      if (!this.isFailing)
        this.logger.warn({ msg: 'uses of API keys cannot be written; they are kept', err: error });
      this.isFailing = true;
      this.keep(users.slice(written));
    }
  }

  /** @returns who was used since this was last asked. Everybody else is forgotten, and all are when there is no room. */
  private unwritten(): [string, KeyUser][] {
    const all = [...this.noted.entries()];
    const isFull = all.length >= MOST_NOTED;
    for (const [keyUid, user] of all)
      if (isFull || !user.isUnwritten) {
        user.isNoted = false;
        this.noted.delete(keyUid);
      }
    const users = all.filter(([, user]) => user.isUnwritten);
    for (const [, user] of users) user.isUnwritten = false;
    return users;
  }

  /** In the order of the keys, so that instances which write at once take turns. */
  private async writeBatch(users: [string, KeyUser][]): Promise<void> {
    const rows = users
      .map(([keyUid, user]) => rowOf(keyUid, user))
      .toSorted((one, other) => (one.keyUid < other.keyUid ? -1 : 1));
    const unwritten = await this.transactions.run((tx) => this.uses.write(tx, rows));
    const keyUids = new Set(unwritten.map(({ keyUid }) => keyUid));
    this.keep(users.filter(([keyUid]) => keyUids.has(keyUid)));
  }

  private keep(users: [string, KeyUser][]): void {
    for (const [keyUid, user] of users) {
      const isReplaced = !user.isNoted && this.noted.has(keyUid); // by a later use
      if (isReplaced || (!user.isNoted && this.noted.size >= MOST_NOTED)) continue;
      this.noted.set(keyUid, user);
      user.isNoted = true;
      user.isUnwritten = true;
    }
  }
}

function rowOf(keyUid: string, { usedSecond, usedMs, usedWay, usedFrom }: KeyUser): KeyUse {
  const ip = isIP(usedFrom) && usedFrom.length <= LONGEST_IP ? usedFrom : '';
  return { keyUid, usedAt: new Date(usedSecond * 1000 + usedMs), way: usedWay, ip };
}
