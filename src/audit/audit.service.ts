import { Injectable } from '@nestjs/common';
import { reachOf } from '#access';
import type { Actor, Principal } from '#access';
import { ApiError, Cursors, pageOf, rowsFor } from '#http';
import { newUid } from '#persistence';
import type { Transaction } from '#persistence';
import { Clock } from '#time';
import { AuditChains } from './audit-chains.service.js';
import type { AuditEntry } from './audit-entry.entity.js';
import { AuditRepository } from './audit.repository.js';
import type { AuditFilter } from './audit.repository.js';

const ROWS_WHEN_ABSENT = 50;
/** What a platform administrator asks for to see entries that belong to no tenant. */
const NO_TENANT = 'none';

/** What happened, in the words of the room where it happened. */
export interface Happening {
  tenantUid: string | null;
  actor: Actor;
  /** Absent: now. */
  at?: Date;
  /** A stable name: `apiKey.revoke`. */
  action: string;
  actionType: AuditEntry['actionType'];
  resource: { kind: string; uid: string | null; name: string };
  /** One sentence for people; never a secret. */
  message: string;
}

/** What a list of entries is narrowed by. */
export interface AuditQuery extends Omit<AuditFilter, 'tenantUid' | 'after'> {
  tenantUid?: string | undefined;
  limit?: number | undefined;
  offset?: number | undefined;
  continue?: string | undefined;
}

/** Keeps and shows who did what. */
@Injectable()
export class AuditService {
  constructor(
    private readonly entries: AuditRepository,
    private readonly chains: AuditChains,
    private readonly cursors: Cursors,
    private readonly clock: Clock,
  ) {}

  /**
   * Writes an entry in the transaction of the change: neither is there without the other.
   * @returns the entry's uid.
   */
  async record(
    tx: Transaction,
    { actor, resource, at = this.clock.now(), ...what }: Happening,
  ): Promise<string> {
    const uid = newUid();
    const entry = {
      uid,
      ...what,
      at,
      actorType: actor.type,
      actorUid: actor.uid,
      actorEmailId: actor.emailId,
      credentialKind: actor.credentialKind,
      credentialUid: actor.credentialUid,
      resourceKind: resource.kind,
      resourceUid: resource.uid,
      resourceName: resource.name.slice(0, 254).toWellFormed(), // half a character would come back as another one
      ip: actor.origin.ip,
      requestId: actor.origin.requestId,
    };
    await this.entries.insert(tx, entry);
    this.chains.add(tx, entry);
    return uid;
  }

  /** Newest first. An administrator sees their tenant's entries, a user what they did themself. */
  async list(caller: Principal, query: AuditQuery) {
    const filter = this.narrow(caller, query);
    const scope = [caller.tenantUid, 'audits', filter];
    const after = this.cursors.read(scope, query.continue) as [number, string] | undefined;
    const limit = rowsFor(query.limit, ROWS_WHEN_ABSENT);
    const offset = query.offset ?? 0;
    const { rows, count } = await this.entries.page({ ...filter, after }, limit + 1, offset);
    return pageOf(rows, { limit, offset, count }, (last) =>
      this.cursors.write(scope, [last.at.getTime(), last.uid]),
    );
  }

  /** @throws ApiError ResourceNotFound also for an entry that the caller may not see. */
  async get(caller: Principal, uid: string): Promise<AuditEntry> {
    return visible(caller, await this.entries.find(uid));
  }

  /** The same, for a transaction during which the entry must stay. */
  async getKept(tx: Transaction, caller: Principal, uid: string): Promise<AuditEntry> {
    return visible(caller, await this.entries.findKept(tx, uid));
  }

  private narrow(caller: Principal, { tenantUid, userUid, ...query }: AuditQuery): AuditFilter {
    const reach = reachOf(caller, 'audit.list');
    if (tenantUid !== undefined && tenantUid !== caller.tenantUid && reach !== 'platform')
      throw new ApiError('Forbidden');
    if (reach === 'self' && userUid !== undefined && userUid !== caller.userUid)
      throw new ApiError('Forbidden');
    const { startTime, endTime, resourceKind, resourceUid, actionType } = query;
    return {
      tenantUid: tenantUid === NO_TENANT ? null : (tenantUid ?? caller.tenantUid),
      userUid: reach === 'self' ? caller.userUid : userUid,
      startTime,
      endTime,
      resourceKind,
      resourceUid,
      actionType,
    };
  }
}

function visible(caller: Principal, entry: AuditEntry | null): AuditEntry {
  const reach = reachOf(caller, 'audit.get');
  const isVisible =
    entry !== null &&
    (reach === 'platform' ||
      (entry.tenantUid === caller.tenantUid && (reach === 'tenant' || entry.actorUid === caller.userUid)));
  if (!isVisible) throw new ApiError('ResourceNotFound');
  return entry;
}
