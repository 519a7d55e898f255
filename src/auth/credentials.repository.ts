import { Injectable } from '@nestjs/common';
import { DataSource, IsNull } from 'typeorm';
import type { Transaction } from '#persistence';
import type { ApiKey } from '../api-keys/api-key.entity.js';
import type { ApiKeyPredecessor } from '../api-keys/api-key-predecessor.entity.js';
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

/** A key, with those of the values asked for that it had before. */
export type FoundApiKey = ApiKey & Holder & { predecessors: ApiKeyPredecessor[] };

/** A value that was used although it counts no longer, and the key that it was of. */
export interface LateUse {
  key: ApiKey;
  value: ApiKeyPredecessor;
}

/** Each value is in one of two unique indices. With "or" between them a server would read all keys; one value alone it finds without a temporary table. */
const PRESENT = 'SELECT uid FROM api_keys WHERE digest IN (:...digests)';
const FORMER = 'SELECT key_uid AS uid FROM api_key_predecessors WHERE digest IN (:...digests)';
const KEY_BY_DIGEST = `COALESCE((${PRESENT}), (${FORMER}))`;
const KEYS_BY_DIGEST = `${PRESENT} UNION ${FORMER}`;

@Injectable()
export class CredentialsRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** Keys that have one of these values, or had it before. */
  async apiKeysByDigest(digests: string[]): Promise<FoundApiKey[]> {
    const query = this.withHolder('ApiKey', 'c').leftJoinAndMapMany(
      'c.predecessors',
      'ApiKeyPredecessor',
      'p',
      'p.keyUid = c.uid AND p.digest IN (:...digests)',
    );
    if (digests.length === 1) query.where(`c.uid = ${KEY_BY_DIGEST}`);
    else query.innerJoin(`(${KEYS_BY_DIGEST})`, 'd', 'd.uid = c.uid');
    return (await query.setParameters({ digests }).getMany()) as FoundApiKey[];
  }

  /** @returns of which key it is, when nobody has written down before that this value was used after its end. */
  async noteLateUse(tx: Transaction, digest: string, now: Date): Promise<LateUse | null> {
    const { affected } = await tx.update(
      'ApiKeyPredecessor',
      { digest, usedAfterAt: IsNull() },
      { usedAfterAt: now },
    );
    if (affected !== 1) return null;
    const value = (await tx.findOneByOrFail('ApiKeyPredecessor', { digest })) as ApiKeyPredecessor;
    const key = (await tx.findOneByOrFail('ApiKey', { uid: value.keyUid })) as ApiKey;
    return { key, value };
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
