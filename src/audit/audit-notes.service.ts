import { Injectable } from '@nestjs/common';
import { actorOf } from '#access';
import type { Principal } from '#access';
import { ApiError } from '#http';
import { Transactions } from '#persistence';
import { Clock } from '#time';
import type { AuditEntry } from './audit-entry.entity.js';
import { AuditNotesRepository } from './audit-notes.repository.js';
import { AuditService } from './audit.service.js';

/** What people write beside entries, which themselves never change. */
@Injectable()
export class AuditNotesService {
  constructor(
    private readonly notes: AuditNotesRepository,
    private readonly audit: AuditService,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /** @returns what is written beside each of these entries, with one query for all of them. */
  async of(entries: AuditEntry[]): Promise<(entry: AuditEntry) => string | undefined> {
    const notes = await this.notes.of(entries.map(({ uid }) => uid));
    const byEntry = new Map(notes.map(({ entryUid, message }) => [entryUid, message]));
    return ({ uid }) => byEntry.get(uid);
  }

  /**
   * The trail keeps every wording, so that nobody rewrites what was said before.
   * @throws ApiError ResourceNotFound for what the caller may not see; Forbidden for what belongs to another organisation, which who
   * runs the platform may read and no more.
   */
  async write(caller: Principal, uid: string, message: string): Promise<void> {
    await this.transactions.run(async (tx) => {
      const { tenantUid, action } = await this.audit.getKept(tx, caller, uid);
      if (tenantUid !== null && tenantUid !== caller.tenantUid) throw new ApiError('Forbidden');
      await this.notes.put(tx, {
        entryUid: uid,
        message,
        authorUid: caller.userUid,
        modifiedAt: this.clock.now(),
      });
      await this.audit.record(tx, {
        tenantUid,
        actor: actorOf(caller),
        action: 'audit.annotate',
        actionType: 'update',
        resource: { kind: 'audit', uid, name: action },
        message: `A note was written beside the entry "${action}": "${message}".`,
      });
    });
  }
}
