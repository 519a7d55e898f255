import { Injectable, Logger } from '@nestjs/common';
import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common';
import { ChangesRepository } from './changes.repository.js';
import { FeedPosition } from './feed-position.plan.js';
import type { FeedRow } from './feed-position.plan.js';

/** Something that credentials depend on: `apiKey:<uid>`, `session:<uid>`, `user:<uid>` or `tenant:<uid>`. */
export type Subject = `${'apiKey' | 'session' | 'user' | 'tenant'}:${string}`;

/** Told of each change; `everything` when nobody can say what has changed. It must not throw. */
export type ChangeListener = (subject: Subject | 'everything') => void;

/** Told how long after it was written a change of any instance was heard of here. It must not throw. */
export type LagListener = (seconds: number) => void;

const PERIOD_MS = 100;
/** Between two reads there is at least as long as this, however often somebody asks for one. */
const LEAST_PAUSE_MS = 10;
/** What was heard last counts as long as this: with the time that a request takes it stays below a second. */
const HEARD_FOR_MS = 700;
const LONGEST_READ_MS = 500;
const ROWS_AT_ONCE = 5000;
/** After a longer silence rows may have come and been swept. */
const LONGEST_SILENCE_MS = 60_000;

/**
 * Hears of every change to what credentials depend on, whichever instance made it: from this one as soon as it is committed, from the
 * others by reading a table ten times a second. Whoever keeps copies listens, and uses them only while {@link isCurrent}.
 */
@Injectable()
export class ChangeFeed implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(ChangeFeed.name);
  private readonly listeners: ChangeListener[] = [];
  private readonly lagListeners: LagListener[] = [];
  private position: FeedPosition | undefined;
  private heardAt = -Infinity;
  /** The same by the clock on the wall, which goes on while a machine sleeps. */
  private heardOn = 0;
  private isStopped = false;
  private isDeaf = false;
  private isHurried = false;
  private endedAt = -Infinity;
  /** Only while it waits for the next read. */
  private timer: NodeJS.Timeout | undefined;
  private reading: Promise<void> | undefined;

  constructor(private readonly changes: ChangesRepository) {}

  /** True while every change that was committed 700 ms ago is known here. On the embedded database there is nobody else. */
  isCurrent(): boolean {
    return !this.changes.isShared || performance.now() - this.heardAt < HEARD_FOR_MS;
  }

  /** Since the start of the last look that succeeded; 0 on the embedded database, where there is nothing to look for. */
  get secondsSinceHeard(): number {
    return this.changes.isShared ? (performance.now() - this.heardAt) / 1000 : 0;
  }

  listenToLag(listener: LagListener): void {
    this.lagListeners.push(listener);
  }

  listen(listener: ChangeListener): void {
    this.listeners.push(listener);
  }

  announce(subject: Subject | 'everything'): void {
    for (const listener of this.listeners) listener(subject);
  }

  /**
   * Somebody says that there is news: reads it now, or when the read that runs has ended. Reads never overlap, and what comes of being
   * lied to is a hundred reads a second. Nobody is believed while the database does not answer.
   */
  hurry(): void {
    if (this.isHurried) return;
    this.isHurried = true;
    if (this.timer) this.waitForNext();
  }

  async onApplicationBootstrap(): Promise<void> {
    if (!this.changes.isShared) return;
    await this.look();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.isStopped = true;
    clearTimeout(this.timer);
    this.timer = undefined;
    await this.reading;
    await this.changes.hangUp();
  }

  private async look(): Promise<void> {
    this.timer = undefined;
    this.isHurried = false;
    this.reading = this.readOnce();
    await this.reading;
    this.endedAt = performance.now();
    if (!this.isStopped) this.waitForNext();
  }

  private waitForNext(): void {
    clearTimeout(this.timer);
    const pause = this.isHurried && !this.isDeaf ? LEAST_PAUSE_MS : PERIOD_MS;
    this.timer = setTimeout(() => void this.look(), pause - (performance.now() - this.endedAt));
    this.timer.unref();
  }

  private async readOnce(): Promise<void> {
    const began = performance.now();
    const limit = setTimeout(() => void this.changes.hangUp(), LONGEST_READ_MS);
    try {
      await this.read(began);
      this.heardAt = began;
      this.heardOn = Date.now();
      if (this.isDeaf) this.logger.log({ msg: 'changes are heard again' });
      this.isDeaf = false;
    } catch (error) {
      if (!this.isDeaf)
        this.logger.warn({
          msg: 'changes cannot be heard: credentials are read from the database',
          err: error,
        });
      this.isDeaf = true;
      await this.changes.hangUp();
    } finally {
      clearTimeout(limit);
    }
  }

  private async read(began: number): Promise<void> {
    const silence = Math.max(began - this.heardAt, Date.now() - this.heardOn);
    if (silence > LONGEST_SILENCE_MS) this.position = undefined;
    const isListening = this.position !== undefined;
    if (!this.position) {
      this.position = new FeedPosition(await this.changes.newest());
      this.announce('everything'); // what happened while nobody listened is not known
    }
    const rows = await this.changes.wanted(this.position.wanted, ROWS_AT_ONCE);
    const fresh = rows.length < ROWS_AT_ONCE ? this.position.take(rows, began) : null;
    if (fresh) {
      for (const { subject } of fresh) this.announce(subject as Subject);
      if (isListening) this.tellLag(fresh, began); // what is older than the listening was not late
    } else {
      this.announce('everything');
      this.position = undefined; // the next look begins anew
    }
  }

  /** The age is as of some moment of the read: with all of its time it is never too little. */
  private tellLag(fresh: FeedRow[], began: number): void {
    const readSeconds = (performance.now() - began) / 1000;
    for (const { ageSeconds } of fresh)
      for (const listener of this.lagListeners) listener(ageSeconds + readSeconds);
  }
}
