import { Injectable } from '@nestjs/common';
import { DataSource, In, IsNull, LessThanOrEqual } from 'typeorm';
import { hasRowLocks } from '#persistence';
import type { Transaction } from '#persistence';
import { LoginFailures } from './login-failures.entity.js';

@Injectable()
export class LoginFailuresRepository {
  constructor(private readonly source: DataSource) {}

  /** Keeps the row locked until the transaction ends: of many tries at once, over all instances, each sees those before it. */
  findLocked(tx: Transaction, account: string): Promise<LoginFailures | null> {
    return tx.findOne(LoginFailures, {
      where: { account },
      ...(hasRowLocks(this.source) && { lock: { mode: 'pessimistic_write' as const } }),
    });
  }

  async insert(tx: Transaction, row: LoginFailures): Promise<void> {
    await tx.insert(LoginFailures, row);
  }

  async update(tx: Transaction, account: string, changes: Partial<LoginFailures>): Promise<void> {
    await tx.update(LoginFailures, { account }, changes);
  }

  async delete(tx: Transaction, account: string): Promise<void> {
    await tx.delete(LoginFailures, { account });
  }

  ofUsers(userUids: string[]): Promise<LoginFailures[]> {
    return this.source.manager.findBy(LoginFailures, { userUid: In(userUids) });
  }

  /** Deletes rows of accounts that there are not, a bounded number at a time, over the index (user, last). @returns how many. */
  async deleteOfNobody(before: Date, limit: number): Promise<number> {
    const past = await this.source.manager.find(LoginFailures, {
      select: { account: true },
      where: { userUid: IsNull(), lastAt: LessThanOrEqual(before) },
      order: { lastAt: 'ASC' },
      take: limit,
    });
    const accounts = past.map(({ account }) => account);
    if (accounts.length > 0)
      await this.source.manager.delete(LoginFailures, {
        account: In(accounts),
        lastAt: LessThanOrEqual(before),
      });
    return accounts.length;
  }
}
