import { Injectable } from '@nestjs/common';
import { DataSource, In, IsNull } from 'typeorm';
import { readPage, TenantRepository } from '#persistence';
import type { Transaction } from '#persistence';
import { TENANT_ADMIN } from '../roles/held-roles.service.js';
import type { Tenant } from '../tenants/tenant.entity.js';
import { User } from './user.entity.js';

/** A user with the organisation they belong to. */
export type UserWithTenant = User & { tenant: Tenant };

@Injectable()
export class UsersRepository extends TenantRepository<User> {
  constructor(private readonly source: DataSource) {
    super(source, User);
  }

  /** In the order of uids, which is the order of making. */
  page(
    tenantUid: string,
    after: [string] | undefined,
    limit: number,
    offset: number,
  ): Promise<{ rows: User[]; count: number }> {
    return readPage(this.query(tenantUid, 'u'), { by: ['u.uid'], direction: 'ASC', after, limit, offset });
  }

  /** @returns the users of the tenant with these uids, in no order. */
  byUids(tenantUid: string, uids: string[]): Promise<User[]> {
    return uids.length === 0 ? Promise.resolve([]) : this.list(tenantUid, { uid: In(uids) });
  }

  /** The active administrators of a tenant, oldest first. */
  activeAdministrators(tenantUid: string, tx?: Transaction): Promise<User[]> {
    return this.query(tenantUid, 'u', tx)
      .innerJoin('RoleAssignment', 'a', 'a.userUid = u.uid AND a.roleUid = :role', { role: TENANT_ADMIN.uid })
      .andWhere('u.isActive = :yes', { yes: true })
      .orderBy('u.uid')
      .getMany();
  }

  /** People who can log in, were not told yet, and whose password is this old: over the index (tenant, reminded, set). */
  dueForReminder(tenantUid: string, setUntil: Date, limit: number): Promise<User[]> {
    return this.query(tenantUid, 'u')
      .andWhere('u.passwordRemindedAt IS NULL AND u.passwordSetAt <= :setUntil', { setUntil })
      .andWhere('u.isActive = :yes', { yes: true })
      .orderBy('u.passwordSetAt')
      .limit(limit)
      .getMany();
  }

  /** @returns false when they were told already, or have another password by now. */
  noteReminder(tx: Transaction, { uid, tenantUid, sessionEpoch }: User, now: Date): Promise<boolean> {
    const where = { uid, sessionEpoch, passwordRemindedAt: IsNull() };
    return this.update(tx, tenantUid, where, { passwordRemindedAt: now });
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
}
