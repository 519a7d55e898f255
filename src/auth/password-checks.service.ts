import { Injectable } from '@nestjs/common';
import { PasswordHasher } from '#secrets';
import { AccountsService, canLogIn } from '../users/accounts.service.js';
import type { UserWithTenant } from '../users/accounts.service.js';

/** What a person proves who they are with. */
export interface PasswordProof {
  emailId: string;
  password: string;
  /** Needed only when the address is active in more than one organisation. */
  org?: string;
}

/** The one place where passwords are compared with what is stored: whatever limits guessing, limits it at every door. */
@Injectable()
export class PasswordChecks {
  constructor(
    private readonly accounts: AccountsService,
    private readonly hasher: PasswordHasher,
  ) {}

  /**
   * Whatever is wrong, the work is the same: one look-up and one hash.
   * @returns everybody with the address, and the one active account that organisation, address and password match; null otherwise.
   */
  async prove({
    emailId,
    password,
    org,
  }: PasswordProof): Promise<{ known: UserWithTenant[]; user: UserWithTenant | null }> {
    const known = await this.accounts.byEmail(emailId, org);
    const able = known.filter(canLogIn);
    const user = able.length === 1 ? able[0] : undefined;
    const isRight = await this.hasher.verify(user?.passwordHash ?? null, password);
    return { known, user: user && isRight ? user : null };
  }

  /** @returns true when this is the present password of somebody who is known already. */
  isPresent({ passwordHash }: UserWithTenant, password: string): Promise<boolean> {
    return this.hasher.verify(passwordHash, password);
  }
}
