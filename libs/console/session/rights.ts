import type { Role } from '../api/client.js';

export type Permission = Role['spec']['permissions'][number];

/** What whoever is signed in may do to others, so that no screen offers what the service would refuse. */
export class Rights {
  private readonly mine: ReadonlySet<Permission>;

  /** @param known every role of the organisation, as far as they may see them. @param held the uids of those that they hold. */
  constructor(
    private readonly known: Role[] = [],
    held: string[] = [],
  ) {
    this.mine = new Set(known.filter(({ metadata }) => held.includes(metadata.uid)).flatMap(permissionsOf));
  }

  may(permission: Permission): boolean {
    return this.mine.has(permission);
  }

  /** Nobody acts for a person who may do more. @param uids of the roles that the person holds. */
  covers(uids: string[]): boolean {
    return uids.every((uid) => {
      const role = this.known.find(({ metadata }) => metadata.uid === uid);
      return role !== undefined && permissionsOf(role).every((permission) => this.mine.has(permission));
    });
  }

  /** The roles that they can give to others. */
  get givable(): Role[] {
    return this.known.filter(({ metadata, spec }) => spec.scope === 'tenant' && this.covers([metadata.uid]));
  }
}

/** Roles of projects allow nothing: there are no projects. */
function permissionsOf({ spec }: Role): Permission[] {
  return spec.scope === 'tenant' ? spec.permissions : [];
}
