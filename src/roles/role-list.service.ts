import { Injectable } from '@nestjs/common';
import type { Principal } from '#access';
import { ApiError, Cursors, pageOf, rowsFor } from '#http';
import { fold } from '#persistence';
import { BUILT_IN_ROLES } from './built-in-roles.js';
import type { BuiltInRole } from './built-in-roles.js';
import type { RoleListRequest } from './role-list.rules.js';
import type { Role } from './role.entity.js';
import { RolesRepository } from './roles.repository.js';

const ROWS_WHEN_ABSENT = 50;
/** Built-in roles have been there since before any organisation. */
const SINCE = new Date('2026-01-01T00:00:00.000Z');

/** A role as it is shown, built in or the tenant's own. */
export interface ShownRole extends Omit<Role, 'tenantUid' | 'nameFolded'> {
  isBuiltIn: boolean;
}

/** Shows the roles of a tenant: the built-in ones, and a bounded number of its own. */
@Injectable()
export class RoleList {
  constructor(
    private readonly roles: RolesRepository,
    private readonly cursors: Cursors,
  ) {}

  /** @throws ApiError ResourceNotFound */
  async get(caller: Principal, uid: string): Promise<ShownRole> {
    const builtIn = BUILT_IN_ROLES.find((role) => role.uid === uid);
    if (builtIn) return shownBuiltIn(builtIn);
    const role = await this.roles.find(caller.tenantUid, uid);
    if (!role) throw new ApiError('ResourceNotFound');
    return { ...role, isBuiltIn: false };
  }

  /** Built-in roles first, then in the order of making, unless another order is asked for. @throws ApiError InvalidCursor */
  async list(
    caller: Principal,
    { filters, order }: RoleListRequest,
    place: { limit?: number; offset?: number; continue?: string },
  ) {
    const scope = [caller.tenantUid, 'roles', filters, order];
    const after = this.cursors.read(scope, place.continue);
    const limit = rowsFor(place.limit, ROWS_WHEN_ABSENT);
    const offset = place.offset ?? 0;
    const position = ({ uid, name }: ShownRole) =>
      order?.by === 'metadata.name' ? [fold(name), uid] : [uid];
    const sign = order?.isDescending ? -1 : 1;
    const all = (await this.all(caller.tenantUid))
      .filter((role) => matches(role, filters))
      .toSorted((a, b) => sign * compare(position(a), position(b)));
    const rest = all.filter((role) => !after || sign * compare(position(role), after) > 0).slice(offset);
    return pageOf(rest.slice(0, limit + 1), { limit, offset, count: all.length }, (last) =>
      this.cursors.write(scope, position(last)),
    );
  }

  private async all(tenantUid: string): Promise<ShownRole[]> {
    const own = await this.roles.list(tenantUid, {}, { uid: 'ASC' });
    return [...BUILT_IN_ROLES.map(shownBuiltIn), ...own.map((role) => ({ ...role, isBuiltIn: false }))];
  }
}

function matches(role: ShownRole, filters: RoleListRequest['filters']): boolean {
  const { 'metadata.name': name, 'metadata.uid': uid } = filters;
  return (
    (name === undefined || fold(role.name) === fold(name)) &&
    (uid === undefined || role.uid === uid.toLowerCase())
  );
}

/** Compares lists of texts by their first difference, as an index does. */
function compare(a: readonly (string | number)[], b: readonly (string | number)[]): number {
  const at = a.findIndex((value, index) => value !== b[index]);
  return at < 0 ? 0 : String(a[at]) < String(b[at]) ? -1 : 1;
}

function shownBuiltIn({ uid, name, description, permissions }: BuiltInRole): ShownRole {
  return {
    uid,
    name,
    annotations: { description },
    labels: {},
    scope: 'tenant',
    permissions: [...permissions],
    createdAt: SINCE,
    modifiedAt: SINCE,
    isBuiltIn: true,
  };
}
