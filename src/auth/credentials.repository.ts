import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { EntityManager } from 'typeorm';
import { readQuickly } from '#persistence';
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

/** Longer than this nobody is to wait for the decision, with all that it takes besides, before they are told that there is none. */
const LONGEST_READ_MS = 1200;

@Injectable()
export class CredentialsRepository {
  constructor(private readonly dataSource: DataSource) {}

  apiKeysByDigest(digests: string[]): Promise<(ApiKey & Holder)[]> {
    return this.quickly((manager) =>
      withHolder(manager, 'ApiKey').where('c.digest IN (:...digests)', { digests }).getMany(),
    ) as Promise<(ApiKey & Holder)[]>;
  }

  sessionsByUid(uids: string[]): Promise<(Session & Holder)[]> {
    return this.quickly((manager) =>
      withHolder(manager, 'Session').where('c.uid IN (:...uids)', { uids }).getMany(),
    ) as Promise<(Session & Holder)[]>;
  }

  apiKeyByUid(uid: string): Promise<(ApiKey & Holder) | null> {
    return this.quickly((manager) =>
      withHolder(manager, 'ApiKey').where('c.uid = :uid', { uid }).getOne(),
    ) as Promise<(ApiKey & Holder) | null>;
  }

  sessionByUid(uid: string, tx?: Transaction): Promise<(Session & Holder) | null> {
    const read = (manager: EntityManager) =>
      withHolder(manager, 'Session').where('c.uid = :uid', { uid }).getOne();
    return (tx ? read(tx) : this.quickly(read)) as Promise<(Session & Holder) | null>;
  }

  private quickly<T>(read: (manager: EntityManager) => Promise<T>): Promise<T> {
    return readQuickly(this.dataSource, LONGEST_READ_MS, read);
  }
}

function withHolder(manager: EntityManager, entity: 'ApiKey' | 'Session') {
  return manager
    .createQueryBuilder<Holder>(entity, 'c')
    .innerJoinAndMapOne('c.user', 'User', 'u', 'u.uid = c.userUid')
    .innerJoinAndMapOne('c.tenant', 'Tenant', 't', 't.uid = c.tenantUid')
    .leftJoinAndMapMany('c.assignments', 'RoleAssignment', 'a', 'a.userUid = c.userUid')
    .leftJoinAndMapOne('a.role', 'Role', 'r', 'r.uid = a.roleUid AND r.tenantUid = a.tenantUid');
}
