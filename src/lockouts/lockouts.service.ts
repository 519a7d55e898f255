import { Injectable } from '@nestjs/common';
import { isUniqueViolation, Transactions } from '#persistence';
import type { Transaction } from '#persistence';
import { MasterKey } from '#secrets';
import { Clock } from '#time';
import { ConfigService } from '../config/config.service.js';
import { AccountTurns } from './account-turns.js';
import { lockOf, MOST_IN_A_ROW, oneLess, oneMore } from './lockout.rules.js';
import type { Lock } from './lockout.rules.js';
import type { LoginFailures } from './login-failures.entity.js';
import { LoginFailuresRepository } from './login-failures.repository.js';

export type { Lock } from './lockout.rules.js';

const DAY_MS = 86_400_000;
const SWEEP_BATCH = 1000;
/** The first failure of an account is written by one of many at once, the others find it at their second try. */
const ATTEMPTS = 3;

/** Whose password is tried: somebody, or a name and an address that lead to nobody. */
export type Account = { userUid: string } | { organisation: string | null; address: string };

/** Leave to try a password, or none. */
export interface Try {
  isOpen: boolean;
  /** What follows if it is wrong. */
  lock: Lock | null;
}

/**
 * Locks accounts for a while after wrong passwords in a row. A try is counted before the password is looked at, in the database: however
 * many are made at once, on however many instances, no more are looked at than there may be. It needs no Redis and survives a restart.
 */
@Injectable()
export class Lockouts {
  private readonly turns = new AccountTurns();

  constructor(
    private readonly rows: LoginFailuresRepository,
    private readonly transactions: Transactions,
    private readonly masterKey: MasterKey,
    private readonly config: ConfigService,
    private readonly clock: Clock,
  ) {}

  /** Runs `work`, which tries a password and follows it up, when nobody else does so for this account on this instance. */
  inTurn<T>(account: Account, work: () => Promise<T>): Promise<T> {
    return this.turns.run(this.keyOf(account), work);
  }

  /** Counts a try as failed, unless the account is locked. The work is the same either way. */
  async reserve(account: Account): Promise<Try> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.transactions.run((tx) => this.count(tx, account));
      } catch (error) {
        if (!isUniqueViolation(error) || attempt === ATTEMPTS) throw error;
      }
    }
  }

  /** Takes back a try after which the password was not looked at. */
  async giveBack(account: Account): Promise<void> {
    await this.transactions.run(async (tx) => {
      const row = await this.rows.findLocked(tx, this.keyOf(account));
      if (row) await this.rows.update(tx, row.account, oneLess(row));
    });
  }

  /** Forgets all failures of somebody who knew their password, or set a new one. */
  async forget(tx: Transaction, userUid: string): Promise<void> {
    await this.rows.delete(tx, this.keyOf({ userUid }));
  }

  /** Ends a lock. @returns false when there is none; null when only a new password ends it. */
  async unlock(tx: Transaction, userUid: string): Promise<boolean | null> {
    const row = await this.rows.findLocked(tx, this.keyOf({ userUid }));
    const lock = row && lockOf(row, this.clock.now());
    if (!lock) return false;
    if (lock.until === null) return null;
    await this.rows.update(tx, row.account, { failures: 0, lockedUntil: null });
    return true;
  }

  /** One query. @returns the locks that hold, by user. */
  async of(userUids: string[]): Promise<Map<string, Lock>> {
    if (userUids.length === 0) return new Map();
    const now = this.clock.now();
    const locks = (await this.rows.ofUsers(userUids)).map((row) => [row.userUid, lockOf(row, now)] as const);
    return new Map(locks.filter((entry): entry is readonly [string, Lock] => entry[1] !== null));
  }

  /** Forgets accounts that there are not and that nobody has tried for a day: anybody can make up any number of them. */
  async sweep(now: Date): Promise<number> {
    const before = new Date(now.getTime() - DAY_MS);
    let swept = 0;
    for (let size = SWEEP_BATCH; size === SWEEP_BATCH; swept += size)
      size = await this.rows.deleteOfNobody(before, SWEEP_BATCH);
    return swept;
  }

  private async count(tx: Transaction, account: Account): Promise<Try> {
    const key = this.keyOf(account);
    const now = this.clock.now();
    const before = await this.rows.findLocked(tx, key);
    const after = oneMore(before, this.config.settings.LATCHKEY_LOGIN_FAILURES, now);
    if (before) await this.rows.update(tx, key, { ...after, lastAt: now });
    else if (after)
      await this.rows.insert(tx, { account: key, userUid: userUidOf(account), ...after, lastAt: now });
    return { isOpen: after !== null, lock: after && lockOf(after, now) };
  }

  private keyOf(account: Account): string {
    const name = 'userUid' in account ? [account.userUid] : [account.organisation, account.address];
    return this.masterKey.mac('login-failures', JSON.stringify(name));
  }
}

function userUidOf(account: Account): LoginFailures['userUid'] {
  return 'userUid' in account ? account.userUid : null;
}

/** @returns what to tell people of a lock. */
export function tellLock({ until }: Lock): string {
  return until
    ? `until ${until.toISOString()}`
    : `until the password is reset, after ${MOST_IN_A_ROW} wrong ones in a row`;
}
