import { Injectable } from '@nestjs/common';
import { visitor } from '#access';
import type { Origin } from '#access';
import { Transactions } from '#persistence';
import { PasswordHasher } from '#secrets';
import { AuditService } from '../audit/audit.service.js';
import { AccountsService, canLogIn } from '../users/accounts.service.js';
import type { UserWithTenant } from '../users/accounts.service.js';
import type { Session } from './session.entity.js';
import { SessionsService } from './sessions.service.js';

/** What a person logs in with. */
export interface LoginAttempt {
  emailId: string;
  password: string;
  /** Needed only when the address is active in more than one organisation. */
  org?: string;
}

/** Checks passwords. Whatever is wrong, the work and the answer are the same: one hash, one transaction, one audit entry. */
@Injectable()
export class LoginService {
  constructor(
    private readonly accounts: AccountsService,
    private readonly hasher: PasswordHasher,
    private readonly sessions: SessionsService,
    private readonly transactions: Transactions,
    private readonly audit: AuditService,
  ) {}

  /** @returns a new session, or null when organisation, address and password do not match exactly one active account. */
  async login({ emailId, password, org }: LoginAttempt, origin: Origin): Promise<Session | null> {
    const known = await this.accounts.byEmail(emailId, org);
    const able = known.filter(canLogIn);
    const user = able.length === 1 ? able[0] : undefined;
    const isRight = await this.hasher.verify(user?.passwordHash ?? null, password);
    const session = user && isRight ? await this.succeed(user, origin) : null;
    return session ?? this.fail(known, emailId, origin);
  }

  /** @returns null when the account was disabled, deleted or given another password since it was read. */
  private succeed(user: UserWithTenant, origin: Origin): Promise<Session | null> {
    return this.transactions.run(async (tx) => {
      // the user's row is written first: many logins of one person then take turns instead of waiting for each other
      if (!(await this.accounts.noteSignIn(tx, user))) return null;
      const session = await this.sessions.begin(tx, user, origin);
      await this.audit.record(tx, {
        tenantUid: user.tenantUid,
        actor: visitor(origin, user),
        action: 'session.begin',
        actionType: 'action',
        resource: { kind: 'session', uid: session.uid, name: user.emailId },
        message: `"${user.emailId}" logged in.`,
      });
      return session;
    });
  }

  private async fail(known: UserWithTenant[], emailId: string, origin: Origin): Promise<null> {
    const subject = known.length === 1 ? known[0] : undefined;
    await this.transactions.run((tx) =>
      this.audit.record(tx, {
        tenantUid: subject?.tenantUid ?? null,
        actor: visitor(origin, { uid: subject?.uid ?? null, emailId }),
        action: 'session.refuseLogin',
        actionType: 'action',
        resource: { kind: 'user', uid: subject?.uid ?? null, name: emailId },
        message: 'A login was refused.',
      }),
    );
    return null;
  }
}
