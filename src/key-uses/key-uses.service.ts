import { isIP } from 'node:net';
import { Injectable, Logger } from '@nestjs/common';
import type { OnApplicationShutdown } from '@nestjs/common';
import type { Credential } from '#access';
import { Transactions } from '#persistence';
import { Clock } from '#time';
import type { KeyUse, UseWay } from './key-use.entity.js';
import { KeyUsesRepository } from './key-uses.repository.js';

/** Of how many keys uses are kept in memory, about 200 bytes each. When more are used within a minute, they are written sooner. */
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
  /** Somebody is still to write this use down. */
  isNoted: boolean;
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
  /** By the uid of the key. */
  private noted = new Map<string, KeyUser>();
  private writing: Promise<void> | undefined;
  private isFailing = false;

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
    const noted = user.isNoted ? user : this.notedOf(user);
    if (!noted) return;
    const now = this.clock.now().getTime();
    noted.usedSecond = Math.trunc(now / 1000);
    noted.usedMs = now % 1000;
    noted.usedWay = way;
    if (noted.usedFrom !== ip) noted.usedFrom = ip; // what is not written the garbage collector need not look at
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
    if (this.writing || this.noted.size > 0)
      this.logger.warn({ msg: 'the last uses of API keys could not be written' });
  }

  private async writeRest(): Promise<void> {
    await this.writing;
    await this.write();
  }

  /** @returns who is noted with this key, from now on this user when nobody was; undefined when there is no room, and for a token. */
  private notedOf(user: KeyUser): KeyUser | undefined {
    if (user.credential.kind !== 'apiKey') return undefined;
    const { keyUid } = user.credential;
    const known = this.noted.get(keyUid);
    if (known || !this.hasRoom()) return known;
    this.noted.set(keyUid, user);
    user.isNoted = true;
    return user;
  }

  private hasRoom(): boolean {
    if (this.noted.size < MOST_NOTED) return true;
    if (this.writing || this.isFailing) return false;
    void this.write(); // empties the map at once
    return true;
  }

  private async writeAll(): Promise<void> {
    const users = [...this.noted.entries()];
    for (const [, user] of users) user.isNoted = false;
    this.noted = new Map();
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
      if (this.noted.size >= MOST_NOTED || this.noted.has(keyUid)) continue;
      user.isNoted = true;
      this.noted.set(keyUid, user);
    }
  }
}

function rowOf(keyUid: string, { usedSecond, usedMs, usedWay, usedFrom }: KeyUser): KeyUse {
  const ip = isIP(usedFrom) && usedFrom.length <= LONGEST_IP ? usedFrom : '';
  return { keyUid, usedAt: new Date(usedSecond * 1000 + usedMs), way: usedWay, ip };
}
