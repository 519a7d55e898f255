import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Transaction } from '#persistence';
import type { ApiKey } from '../api-keys/api-key.entity.js';
import type { AssignedRole } from '../roles/held-roles.service.js';
import type { Tenant } from '../tenants/tenant.entity.js';
import type { User } from '../users/user.entity.js';
import type { Session } from './session.entity.js';

/** Whose a credential is: everything a decision needs, from one query over primary and unique keys. */
export interface Holder {
  user: User;
  tenant: Tenant;
  assignments: AssignedRole[];
}

@Injectable()
export class CredentialsRepository {
  constructor(private readonly dataSource: DataSource) {}

  async apiKeysByDigest(digests: string[]): Promise<(ApiKey & Holder)[]> {
    return (await this.withHolder('ApiKey', 'c')
      .where('c.digest IN (:...digests)', { digests })
      .getMany()) as (ApiKey & Holder)[];
  }

  async sessionsByUid(uids: string[]): Promise<(Session & Holder)[]> {
    return (await this.withHolder('Session', 'c')
      .where('c.uid IN (:...uids)', { uids })
      .getMany()) as (Session & Holder)[];
  }

  async apiKeyByUid(uid: string): Promise<(ApiKey & Holder) | null> {
    return (await this.withHolder('ApiKey', 'c').where('c.uid = :uid', { uid }).getOne()) as
      (ApiKey & Holder) | null;
  }

  async sessionByUid(uid: string, tx?: Transaction): Promise<(Session & Holder) | null> {
    return (await this.withHolder('Session', 'c', tx).where('c.uid = :uid', { uid }).getOne()) as
      (Session & Holder) | null;
  }

  private withHolder(entity: 'ApiKey' | 'Session', alias: string, tx?: Transaction) {
    return (tx ?? this.dataSource.manager)
      .createQueryBuilder<Holder>(entity, alias)
      .innerJoinAndMapOne(`${alias}.user`, 'User', 'u', `u.uid = ${alias}.userUid`)
      .innerJoinAndMapOne(`${alias}.tenant`, 'Tenant', 't', `t.uid = ${alias}.tenantUid`)
      .leftJoinAndMapMany(`${alias}.assignments`, 'RoleAssignment', 'a', `a.userUid = ${alias}.userUid`)
      .leftJoinAndMapOne('a.role', 'Role', 'r', 'r.uid = a.roleUid AND r.tenantUid = a.tenantUid');
  }
}
