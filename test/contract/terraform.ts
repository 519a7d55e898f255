import { GoSdk } from './go-sdk.js';
import type { SdkUser } from './go-sdk.js';
import { goMetadata } from './call.js';

/** What stands in a state file about a user. */
export interface UserState {
  id: string;
  email: string;
  firstName: string;
  lastName: string;
  /** The uids of `tenant_role`. */
  roles: string[];
}

/** What stands in a state file about a role. */
export interface RoleState {
  name: string;
  type: string;
  permissions: string[];
}

interface Named {
  uid: string;
  name: string;
}

/** The Terraform provider as far as it can be seen on the wire; what it asks beside the contract included. */
export class Terraform extends GoSdk {
  /** @returns the uid of the project, without which the provider does nothing. */
  async configure(project = 'Default'): Promise<string> {
    const { items } = await this.call<{ items: { metadata: Named }[] }>(
      'GET /v1/dashboard/projects/metadata',
      200,
    );
    const one = items.find(({ metadata }) => metadata.name === project);
    if (!one) throw new Error(`project '${project}' not found`);
    return one.metadata.uid;
  }

  async createUserResource(
    { email: emailId, firstName, lastName }: Omit<UserState, 'id' | 'roles'>,
    roles?: string[],
  ): Promise<string> {
    const uid = await this.createUser({ emailId, firstName, lastName });
    try {
      if (roles) await this.setRoles(uid, roles);
      return uid;
    } catch (error) {
      await this.deleteUser(uid).catch(() => undefined);
      throw error;
    }
  }

  /** @returns undefined when it is gone, so that it leaves the state file. */
  async refreshUser(email: string): Promise<UserState | undefined> {
    const [user, ...more] = await this.summary(email);
    if (!user) return undefined;
    if (more.length > 0) throw new Error(`more than one user has ${email}`);
    const path = { uid: user.metadata.uid };
    await this.call('GET /v1/users/{uid}/projects', 200, { path });
    const { roles } = await this.call<{ roles: Named[] }>('GET /v1/users/{uid}/roles', 200, { path });
    await this.call('GET /v1/workspaces/users/{uid}/roles', 200, { path });
    await this.call('GET /v1/users/{uid}/resourceRoles', 200, { path });
    const { emailId, firstName, lastName } = user.spec;
    return { id: path.uid, email: emailId, firstName, lastName, roles: roles.map(({ uid }) => uid) };
  }

  async setRoles(uid: string, roles: string[]): Promise<void> {
    await this.call('PUT /v1/users/{uid}/roles', 204, { path: { uid }, body: { roles } });
  }

  /** @param id what somebody typed: a uid or an address. */
  async importUser(id: string): Promise<SdkUser | undefined> {
    try {
      return await this.user(id);
    } catch (error) {
      if ((error as { code?: string }).code !== 'ResourceNotFound') throw error;
      return this.userByEmail(id);
    }
  }

  async createRole(state: RoleState): Promise<string> {
    return (await this.call<{ uid: string }>('POST /v1/roles', 201, { body: bodyOf(state) })).uid;
  }

  /** @returns undefined when it is gone. */
  async refreshRole(uid: string): Promise<RoleState | undefined> {
    try {
      const { metadata, spec } = await this.call<{
        metadata: Named;
        spec: { scope: string; permissions: string[] };
      }>('GET /v1/roles/{uid}', 200, { path: { uid } });
      return { name: metadata.name, type: spec.scope, permissions: spec.permissions.toSorted() };
    } catch (error) {
      if ((error as { code?: string }).code !== 'ResourceNotFound') throw error;
      return undefined;
    }
  }

  async updateRole(uid: string, state: RoleState): Promise<void> {
    await this.call('PUT /v1/roles/{uid}', 204, { path: { uid }, body: bodyOf(state) });
  }

  async deleteRole(uid: string): Promise<void> {
    await this.call('DELETE /v1/roles/{uid}', 204, { path: { uid } });
  }

  permissions(scope: string): Promise<{ name: string; permissions: string[] }[]> {
    return this.call('GET /v1/permissions', 200, { query: { scope } });
  }

  /** Sets something of the caller's organisation. */
  async set(route: string, body: object): Promise<void> {
    const { tenantUid } = await this.info();
    await this.call(route, 204, { path: { tenantUid }, body });
  }

  /** Reads something of the caller's organisation. */
  async read<Body>(route: string): Promise<Body> {
    const { tenantUid } = await this.info();
    return this.call<Body>(route, 200, { path: { tenantUid } });
  }
}

const bodyOf = ({ name, type, permissions }: RoleState) => ({
  metadata: goMetadata({ name, annotations: { scope: type } }),
  spec: { permissions, scope: type, type: 'user' },
  status: { isEnabled: true },
});
