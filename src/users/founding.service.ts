import { Injectable } from '@nestjs/common';
import { actorOf } from '#access';
import type { Actor, Principal } from '#access';
import type { IdempotentRequest } from '#http';
import type { Transaction } from '#persistence';
import { AuditService } from '../audit/audit.service.js';
import { Creations } from '../idempotency/creations.service.js';
import type { Made } from '../idempotency/creations.service.js';
import { TenantsService } from '../tenants/tenants.service.js';
import type { NewTenant } from '../tenants/tenants.service.js';
import type { User } from './user.entity.js';
import { UsersService } from './users.service.js';
import type { NewUser } from './users.service.js';

/** Makes a tenant together with its first administrator: neither is of use without the other. */
@Injectable()
export class FoundingService {
  constructor(
    private readonly tenants: TenantsService,
    private readonly users: UsersService,
    private readonly creations: Creations,
    private readonly audit: AuditService,
  ) {}

  /** For platform administrators. @returns the tenant's uid and that of the audit entry. @throws ApiError DuplicateResource */
  create(
    caller: Principal,
    tenant: NewTenant,
    administrator: NewUser,
    request: IdempotentRequest | undefined,
  ): Promise<Made> {
    return this.creations.once(caller, request, async (tx) => {
      const { user, auditUid } = await this.found(tx, tenant, administrator, () => actorOf(caller));
      return { uid: user.tenantUid, auditUid };
    });
  }

  /** The same inside another change. @param actorFor who does it, which may be the new administrator. */
  async found(
    tx: Transaction,
    newTenant: NewTenant,
    administrator: NewUser,
    actorFor: (user: User) => Actor,
  ): Promise<{ user: User; auditUid: string }> {
    const tenant = await this.tenants.create(tx, newTenant);
    const user = await this.users.insert(tx, tenant.uid, administrator);
    const auditUid = await this.audit.record(tx, {
      tenantUid: tenant.uid,
      actor: actorFor(user),
      action: 'tenant.create',
      actionType: 'create',
      resource: { kind: 'tenant', uid: tenant.uid, name: tenant.orgName },
      message: `Organisation "${tenant.orgName}" was created.`,
    });
    await this.users.recordCreation(tx, actorFor(user), user);
    return { user, auditUid };
  }
}
