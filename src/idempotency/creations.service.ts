import { Injectable } from '@nestjs/common';
import type { Principal } from '#access';
import { ApiError } from '#http';
import type { IdempotentRequest } from '#http';
import { Transactions } from '#persistence';
import type { Transaction } from '#persistence';
import { Clock } from '#time';
import { IdempotencyKeysRepository } from './idempotency-keys.repository.js';
import { digestOf, fingerprintOf } from './request-digest.rules.js';

const KEPT_MS = 24 * 3_600_000;
const SWEEP_BATCH = 1000;

/** What was made, and the audit entry that says so. */
export interface Made {
  uid: string;
  auditUid: string;
}

/** Makes things; with an `Idempotency-Key` once, however often the request is sent. */
@Injectable()
export class Creations {
  constructor(
    private readonly keys: IdempotencyKeysRepository,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /**
   * Runs `create` in a transaction. The key is remembered in the same one: an attempt that fails leaves nothing, so that it can be
   * repeated, and one whose answer was lost is found. Whether the caller may do this at all is judged before, each time.
   * @param create may be run again after a rollback, as with {@link Transactions.run}.
   * @returns what `create` made; of a repeat, what the first request made, which may have been changed or deleted since.
   * @throws ApiError IdempotencyMismatch when the key came with another body.
   */
  once<T extends Made>(
    caller: Principal,
    request: IdempotentRequest | undefined,
    create: (tx: Transaction) => Promise<T>,
  ): Promise<T | Made> {
    return this.transactions.run(async (tx) => {
      if (!request) return create(tx);
      const [digest, fingerprint, now] = [
        digestOf(caller, request),
        fingerprintOf(request),
        this.clock.now(),
      ];
      const row = { digest, fingerprint, resourceUid: '', auditUid: '', createdAt: now };
      const first = await this.keys.claim(tx, row, past(now));
      if (first && first.fingerprint !== fingerprint) throw new ApiError('IdempotencyMismatch');
      if (first) return { uid: first.resourceUid, auditUid: first.auditUid };
      const made = await create(tx);
      await this.keys.finish(tx, digest, { resourceUid: made.uid, auditUid: made.auditUid });
      return made;
    });
  }

  /** Forgets keys after a day. @returns how many. */
  async sweep(now: Date): Promise<number> {
    let deleted = 0;
    for (let size = SWEEP_BATCH; size === SWEEP_BATCH; deleted += size)
      size = await this.keys.deletePast(past(now), SWEEP_BATCH);
    return deleted;
  }
}

/** @returns the moment from which on, backwards, keys count no longer. */
function past(now: Date): Date {
  return new Date(now.getTime() - KEPT_MS);
}
