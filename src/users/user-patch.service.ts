import { Injectable } from '@nestjs/common';
import type { Principal } from '#access';
import { InputPipe } from '#http';
import type { HeldRoles } from '../roles/held-roles.service.js';
import { UpdateUserRequest } from './user.dto.js';
import type { User } from './user.entity.js';
import { patched } from './user-patch.rules.js';
import type { PatchedUser } from './user-patch.rules.js';
import { UsersService } from './users.service.js';
import type { UserChangeRequest } from './users.service.js';

/** What a field is when a patch took it away. */
const REMOVED: UserChangeRequest = { firstName: '', lastName: '', roles: [], annotations: {}, labels: {} };

/** Changes a user by a JSON Patch: what comes of it is judged as if it had been put, and only what differs is written. */
@Injectable()
export class UserPatches {
  private readonly input = new InputPipe();

  constructor(private readonly users: UsersService) {}

  /** All of it or nothing. @throws ApiError InvalidInput, PatchTestFailed, and what {@link UsersService.update} throws */
  async patch(caller: Principal, uid: string, operations: unknown[]): Promise<void> {
    await this.users.change(caller, uid, async (user, held) => {
      const before = documentOf(user, held);
      const after = await this.judged(patched(before, operations));
      return differences(flat(before), { ...REMOVED, ...flat(after) });
    });
  }

  /** @returns the same after the checks that PUT makes, such as for white space around names. */
  private async judged(document: PatchedUser): Promise<PatchedUser> {
    const whole = { ...document, spec: { ...document.spec, emailId: document.spec.emailId ?? '' } };
    return (await this.input.transform(whole, {
      type: 'body',
      metatype: UpdateUserRequest,
    })) as PatchedUser;
  }
}

function documentOf(
  { annotations, labels, emailId, firstName, lastName }: User,
  held: HeldRoles,
): PatchedUser {
  return {
    metadata: { annotations, labels },
    spec: { emailId, firstName, lastName, roles: held.roles.map(({ name }) => name) },
  };
}

function flat({ metadata, spec }: PatchedUser): UserChangeRequest {
  const { annotations, labels } = metadata;
  const { emailId, firstName, lastName, roles } = spec;
  const all = { annotations, labels, emailId, firstName, lastName, roles };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}

function differences(before: UserChangeRequest, after: UserChangeRequest): UserChangeRequest {
  const was = before as Record<string, unknown>;
  return Object.fromEntries(
    Object.entries(after).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(was[name])),
  );
}
