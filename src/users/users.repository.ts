import { Injectable } from '@nestjs/common';
import { DataSource, In } from 'typeorm';
import type { FindOptionsWhere, SelectQueryBuilder } from 'typeorm';
import { hasRowLocks, readPage, TenantRepository } from '#persistence';
import type { Transaction } from '#persistence';
import { ChangeLog } from '../changes/change-log.service.js';
import { TENANT_ADMIN } from '../roles/held-roles.service.js';
import type { Tenant } from '../tenants/tenant.entity.js';
import { User } from './user.entity.js';
import { conditionsOf } from './user-list.rules.js';
import type { UserFilter } from './user-list.rules.js';

/** What a credential's holder is judged by, or shown with; the rest of a user changes with every login. */
const JUDGED = ['isActive', 'sessionEpoch', 'isPlatformAdmin', 'emailId'] as const satisfies (keyof User)[];

/** What tells people apart. */
export type UserName = Pick<User, 'uid' | 'emailId' | 'name'>;

/** Which part of a list is read, and in which order. */
export interface UserPage {
  /** false: in the order of making. */
  byName: boolean;
  isDescending: boolean;
  /** Where the page before ended, as {@link UsersRepository.position} has it. */
  after: unknown[] | undefined;
  limit: number;
  offset: number;
}

/** A user with the organisation they belong to. */
export type UserWithTenant = User & { tenant: Tenant };

@Injectable()
export class UsersRepository extends TenantRepository<User> {
  constructor(
    private readonly source: DataSource,
    private readonly changes: ChangeLog,
  ) {
    super(source, User);
  }

  /** Over the index (tenant, uid), (tenant, name, uid) or (tenant, e-mail); parts of texts and `ne` look at everybody in the tenant. */
  page(
    tenantUid: string,
    filter: UserFilter,
    { byName, isDescending, after, limit, offset }: UserPage,
  ): Promise<{ rows: User[]; count: number }> {
    const matching = this.listing(tenantUid, 'u');
    for (const { sql, parameters } of conditionsOf(filter)) matching.andWhere(sql, parameters);
    const direction = isDescending ? 'DESC' : 'ASC';
    return readPage(matching, {
      by: byName ? ['u.nameFolded', 'u.uid'] : ['u.uid'],
      direction,
      after,
      limit,
      offset,
    });
  }

  /** @returns the values that say where this user stands in the order. */
  static position({ byName }: Pick<UserPage, 'byName'>, user: User): string[] {
    return byName ? [user.nameFolded, user.uid] : [user.uid];
  }

  /** Who there is, in the order of making: only what tells people apart is read. */
  names(
    tenantUid: string,
    after: unknown[] | undefined,
    limit: number,
  ): Promise<{ rows: UserName[]; count: number }> {
    const everybody = this.listing(tenantUid, 'u').select(['u.uid', 'u.emailId', 'u.name']);
    return readPage(everybody, { by: ['u.uid'], direction: 'ASC', after, limit });
  }

  /** @returns the users of the tenant with these uids, in no order. */
  byUids(tenantUid: string, uids: string[], tx?: Transaction): Promise<User[]> {
    return uids.length === 0 ? Promise.resolve([]) : this.list(tenantUid, { uid: In(uids) }, undefined, tx);
  }

  /** Whoever keeps a copy of what is judged hears of it. @param where names one user by uid when something of that changes. */
  override async update(
    tx: Transaction,
    tenantUid: string,
    where: FindOptionsWhere<User>,
    changes: Partial<User>,
  ): Promise<boolean> {
    const isUpdated = await super.update(tx, tenantUid, where, changes);
    const isJudged = JUDGED.some((column) => column in changes);
    if (isJudged && typeof where.uid !== 'string') throw new TypeError('one user is changed at a time');
    if (isJudged && isUpdated) this.changes.note(tx, `user:${where.uid as string}`);
    return isUpdated;
  }

  override async delete(tx: Transaction, tenantUid: string, uid: string): Promise<boolean> {
    const isDeleted = await super.delete(tx, tenantUid, uid);
    if (isDeleted) this.changes.note(tx, `user:${uid}`);
    return isDeleted;
  }

  /** The active administrators of a tenant, oldest first. */
  activeAdministrators(tenantUid: string, tx?: Transaction): Promise<User[]> {
    return this.query(tenantUid, 'u', tx)
      .innerJoin('RoleAssignment', 'a', 'a.userUid = u.uid AND a.roleUid = :role', { role: TENANT_ADMIN.uid })
      .andWhere('u.isActive = :yes', { yes: true })
      .orderBy('u.uid')
      .getMany();
  }

  /** Whether anybody is due for a reminder at all: for whoever asks again and again, most often in vain. */
  async hasDueForReminder(tenantUid: string, setUntil: Date): Promise<boolean> {
    return (await this.dueForReminder(tenantUid, setUntil).limit(1).getOne()) !== null;
  }

  /** Takes people who are due for a reminder and keeps other instances off them; those that another instance holds are skipped. */
  takeDueForReminder(tx: Transaction, tenantUid: string, setUntil: Date, limit: number): Promise<User[]> {
    const query = this.dueForReminder(tenantUid, setUntil, tx).orderBy('u.passwordSetAt').limit(limit);
    return (
      hasRowLocks(this.source) ? query.setLock('pessimistic_write').setOnLocked('skip_locked') : query
    ).getMany();
  }

  async noteReminders(tx: Transaction, tenantUid: string, uids: string[], now: Date): Promise<void> {
    await this.update(tx, tenantUid, { uid: In(uids) }, { passwordRemindedAt: now });
  }

  /** The active platform administrators, over all tenants. */
  activePlatformAdministrators(tx: Transaction): Promise<User[]> {
    return tx.findBy(User, { isPlatformAdmin: true, isActive: true });
  }

  /** Everybody with this e-mail address, over all tenants or in the one of a name. The only read that is not bound to a tenant: who logs in has none yet. */
  byEmail(emailFolded: string, orgNameFolded: string | undefined): Promise<UserWithTenant[]> {
    const query = this.source.manager
      .createQueryBuilder(User, 'u')
      .innerJoinAndMapOne('u.tenant', 'Tenant', 't', 't.uid = u.tenantUid')
      .where('u.emailFolded = :emailFolded', { emailFolded });
    if (orgNameFolded !== undefined) query.andWhere('t.orgNameFolded = :orgNameFolded', { orgNameFolded });
    return query.getMany() as Promise<UserWithTenant[]>;
  }

  /** A user by uid alone, with their organisation: for links, which name nobody's tenant. */
  async byUid(uid: string): Promise<UserWithTenant | null> {
    return (await this.source.manager
      .createQueryBuilder(User, 'u')
      .innerJoinAndMapOne('u.tenant', 'Tenant', 't', 't.uid = u.tenantUid')
      .where('u.uid = :uid', { uid })
      .getOne()) as UserWithTenant | null;
  }

  /** People who can log in, were not told yet, and whose password is this old: over the index (tenant, reminded, set). */
  private dueForReminder(tenantUid: string, setUntil: Date, tx?: Transaction): SelectQueryBuilder<User> {
    return this.query(tenantUid, 'u', tx)
      .andWhere('u.passwordRemindedAt IS NULL AND u.passwordSetAt <= :setUntil', { setUntil })
      .andWhere('u.isActive = :yes', { yes: true });
  }
}
