import { Injectable } from '@nestjs/common';
import { DataSource, IsNull } from 'typeorm';
import type { EntityManager } from 'typeorm';
import { readQuickly } from '#persistence';
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

/** Longer than this nobody is to wait for the decision, with all that it takes besides, before they are told that there is none. */
const LONGEST_READ_MS = 1200;

@Injectable()
export class CredentialsRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** Keys that have one of these values, or had it before. */
  apiKeysByDigest(digests: string[]): Promise<FoundApiKey[]> {
    return this.quickly((manager) => {
      const query = withHolder(manager, 'ApiKey').leftJoinAndMapMany(
        'c.predecessors',
        'ApiKeyPredecessor',
        'p',
        'p.keyUid = c.uid AND p.digest IN (:...digests)',
      );
      if (digests.length === 1) query.where(`c.uid = ${KEY_BY_DIGEST}`);
      else query.innerJoin(`(${KEYS_BY_DIGEST})`, 'd', 'd.uid = c.uid');
      return query.setParameters({ digests }).getMany();
    }) as Promise<FoundApiKey[]>;
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
