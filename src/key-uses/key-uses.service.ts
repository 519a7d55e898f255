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

/** The last use of a key since uses were written: it is written over as long as somebody is still to write it down. */
interface NotedUse {
  keyUid: string;
  /** Milliseconds since 1970: a number is written over in place, where a date would be a new object each time. */
  usedAt: number;
  way: UseWay;
  ip: string;
  isNoted: boolean;
}

/** Whoever shows a credential, with room for what was noted of it last, so that noting one more looks nothing up. */
export interface KeyUser {
  credential: Credential;
  /** Only {@link KeyUses} writes here. */
  lastUse?: NotedUse | undefined;
}

/**
 * When, from where and how each API key was last used. Requests note it in memory; once a minute it is written, so that each key costs at
 * most one write in that time. Of what several instances write the latest use stays.
 */
@Injectable()
export class KeyUses implements OnApplicationShutdown {
  private readonly logger = new Logger(KeyUses.name);
  private noted = new Map<string, NotedUse>();
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
    const use = user.lastUse?.isNoted ? user.lastUse : this.useOf(user.credential);
    if (!use) return;
    if (use !== user.lastUse) user.lastUse = use;
    use.usedAt = this.clock.now().getTime();
    use.way = way;
    use.ip = ip;
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

  /** @returns what is noted of a key; when there is no room for it, something that nobody writes. Nothing of a token. */
  private useOf(credential: Credential): NotedUse | undefined {
    if (credential.kind !== 'apiKey') return undefined;
    const { keyUid } = credential;
    const known = this.noted.get(keyUid);
    if (known) return known;
    const use: NotedUse = { keyUid, usedAt: 0, way: 'header', ip: '', isNoted: this.hasRoom() };
    if (use.isNoted) this.noted.set(keyUid, use);
    return use;
  }

  private hasRoom(): boolean {
    if (this.noted.size < MOST_NOTED) return true;
    if (this.writing || this.isFailing) return false;
    void this.write(); // empties the map at once
    return true;
  }

  private async writeAll(): Promise<void> {
    const uses = [...this.noted.values()];
    for (const use of uses) use.isNoted = false;
    this.noted = new Map();
    let written = 0;
    try {
      for (; written < uses.length; written += BATCH)
        await this.writeBatch(uses.slice(written, written + BATCH));
      this.isFailing = false;
    } catch (error) {
      if (!this.isFailing)
        this.logger.warn({ msg: 'uses of API keys cannot be written; they are kept', err: error });
      this.isFailing = true;
      this.keep(uses.slice(written));
    }
  }

  /** In the order of the keys, so that instances which write at once take turns. */
  private async writeBatch(uses: NotedUse[]): Promise<void> {
    const rows = uses.map(rowOf).toSorted((one, other) => (one.keyUid < other.keyUid ? -1 : 1));
    const unwritten = await this.transactions.run((tx) => this.uses.write(tx, rows));
    const keyUids = new Set(unwritten.map(({ keyUid }) => keyUid));
    this.keep(uses.filter(({ keyUid }) => keyUids.has(keyUid)));
  }

  private keep(uses: NotedUse[]): void {
    for (const use of uses) {
      if (this.noted.size >= MOST_NOTED || this.noted.has(use.keyUid)) continue;
      use.isNoted = true;
      this.noted.set(use.keyUid, use);
    }
  }
}

function rowOf({ keyUid, usedAt, way, ip }: NotedUse): KeyUse {
  return { keyUid, usedAt: new Date(usedAt), way, ip: isIP(ip) && ip.length <= LONGEST_IP ? ip : '' };
}
