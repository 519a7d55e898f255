import { Injectable, Logger } from '@nestjs/common';
import type { OnApplicationShutdown } from '@nestjs/common';
import { actorOf } from '#access';
import type { Principal } from '#access';
import { Transactions } from '#persistence';
import { Clock } from '#time';
import { AuditService } from '../audit/audit.service.js';
import { namedUids } from './named-uids.rules.js';
import { OwnersRepository } from './owners.repository.js';
import type { Owned } from './owners.repository.js';

/** How many named uids wait to be looked up: more than that between two turns are counted, and not looked at. */
export const MOST_WAITING = 1000;
/** How many entries one organisation's people cause in an hour: whoever reads them knows by then, and nobody fills the trail. */
export const MOST_WRITTEN = 100;
const HOUR_MS = 3_600_000;

/** A refused request that named something of which nobody has looked yet whose it is. */
interface Try {
  caller: Principal;
  uid: string;
  at: Date;
}

/** The same when it was another organisation's. */
type FoundTry = Try & { target: Owned };

/**
 * Writes down who asked for things of another organisation. To them those are not there, and so it must stay: requests only leave a note in
 * memory, whatever they named, and whether it exists is looked up later, for all of them at once. The entries belong to no organisation:
 * who runs the platform reads them, and those who tried do not learn from their own trail what they were not told.
 */
@Injectable()
export class CrossTenantTries implements OnApplicationShutdown {
  /** What became of uids that refused requests named: another organisation's, or too many at once to be looked at. */
  readonly counts = { found: 0, unchecked: 0 };
  private readonly logger = new Logger(CrossTenantTries.name);
  private waiting: Try[] = [];
  private recording: Promise<void> | undefined;
  private hour = { end: 0, written: new Map<string, number>() };

  constructor(
    private readonly owners: OwnersRepository,
    private readonly audit: AuditService,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /** Notes what a refused request named. @param said its path parameters, query and body. */
  note(caller: Principal, said: unknown): void {
    for (const uid of namedUids(said)) {
      if (uid === caller.userUid || uid === caller.tenantUid) continue;
      if (this.waiting.length < MOST_WAITING) this.waiting.push({ caller, uid, at: this.clock.now() });
      else this.counts.unchecked++;
    }
  }

  /** Looks at what was noted, and writes it down. @throws what the database throws: what was noted is kept for the next turn. */
  record(): Promise<void> {
    return (this.recording ??= this.recordAll().finally(() => (this.recording = undefined)));
  }

  /** After the last request was answered and before the database is closed; what cannot be written then is lost, and the log says so. */
  async onApplicationShutdown(): Promise<void> {
    await this.recording?.catch(() => undefined);
    await this.record().catch((fault: unknown) => {
      this.logger.warn({ msg: 'tries to reach other organisations could not be written', err: fault });
    });
  }

  private async recordAll(): Promise<void> {
    const tries = this.waiting;
    if (tries.length === 0) return;
    this.waiting = [];
    try {
      const found = await this.ofOthers(tries);
      const written = this.withinBounds(found);
      if (written.length > 0) await this.write(written);
      this.count(found);
    } catch (fault) {
      this.waiting = [...tries, ...this.waiting].slice(0, MOST_WAITING);
      throw fault;
    }
  }

  private async ofOthers(tries: Try[]): Promise<FoundTry[]> {
    const owned = await this.owners.of([...new Set(tries.map(({ uid }) => uid))]);
    const targets = new Map(owned.map((target) => [target.uid, target]));
    return tries.flatMap((each) => {
      const target = targets.get(each.uid);
      const isOfAnother = target && target.tenantUid !== null && target.tenantUid !== each.caller.tenantUid;
      return isOfAnother ? [{ ...each, target }] : [];
    });
  }

  private withinBounds(found: FoundTry[]): FoundTry[] {
    const now = this.clock.now().getTime();
    const isOver = now >= this.hour.end || now < this.hour.end - HOUR_MS; // or the clock was set back
    if (isOver) this.hour = { end: now + HOUR_MS, written: new Map() };
    const causedNow = new Map(this.hour.written);
    return found.filter(({ caller: { tenantUid } }) => {
      const caused = (causedNow.get(tenantUid) ?? 0) + 1;
      causedNow.set(tenantUid, caused);
      return caused <= MOST_WRITTEN;
    });
  }

  private async write(tries: FoundTry[]): Promise<void> {
    await this.transactions.run(async (tx) => {
      for (const { caller, at, target } of tries)
        await this.audit.record(tx, {
          tenantUid: null,
          at,
          actor: actorOf(caller),
          action: 'tenant.refuseOther',
          actionType: 'action',
          resource: { kind: target.kind, uid: target.uid, name: '' },
          message: `Somebody of the organisation "${caller.orgName}" (${caller.tenantUid}) named what belongs to the organisation ${target.tenantUid}, and was refused.`,
        });
    });
  }

  private count(found: FoundTry[]): void {
    this.counts.found += found.length;
    const { written } = this.hour;
    for (const { caller } of found) {
      const caused = (written.get(caller.tenantUid) ?? 0) + 1;
      written.set(caller.tenantUid, caused);
      if (caused === MOST_WRITTEN)
        this.logger.warn({
          msg: 'many tries to reach other organisations; more of this hour are only counted',
          tenantUid: caller.tenantUid,
        });
    }
  }
}
