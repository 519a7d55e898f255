import { Injectable, Logger } from '@nestjs/common';
import type { OnApplicationBootstrap } from '@nestjs/common';
import { SYSTEM, visitor } from '#access';
import type { Actor, Origin } from '#access';
import { ApiError } from '#http';
import { isUniqueViolation, Transactions } from '#persistence';
import { isSameSecret, MasterKey, PasswordHasher } from '#secrets';
import { Clock } from '#time';
import { ConfigService } from '../config/config.service.js';
import { Limits } from '../limits/limits.service.js';
import { AccountsService } from '../users/accounts.service.js';
import { FoundingService } from '../users/founding.service.js';
import type { User } from '../users/user.entity.js';
import { InstallationRepository } from './installation.repository.js';

const TOKEN_FILE = 'setup-token';

/** The first administrator. */
export interface FirstAdministrator {
  orgName: string;
  emailId: string;
  password: string;
  firstName?: string;
  lastName?: string;
}

/**
 * Makes the first organisation and its administrator, who is also administrator of the platform; once. There is no default password:
 * either the environment names the administrator, or somebody shows the setup token, which is derived from the master key so that all
 * instances and every restart print the same one.
 */
@Injectable()
export class SetupService implements OnApplicationBootstrap {
  private readonly logger = new Logger(SetupService.name);

  constructor(
    private readonly installation: InstallationRepository,
    private readonly founding: FoundingService,
    private readonly accounts: AccountsService,
    private readonly hasher: PasswordHasher,
    private readonly transactions: Transactions,
    private readonly masterKey: MasterKey,
    private readonly limits: Limits,
    private readonly config: ConfigService,
    private readonly clock: Clock,
  ) {}

  /** @throws ApiError InvalidInput when the environment's password breaks the rules: the start is refused. */
  async onApplicationBootstrap(): Promise<void> {
    const isDone = await this.installation.isDone();
    const { bootstrap } = this.config;
    if (!isDone && bootstrap) await this.foundOnce(bootstrap, () => SYSTEM);
    if (isDone || bootstrap) this.config.dataDirectory.remove(TOKEN_FILE);
    else this.config.dataDirectory.writeSecret(TOKEN_FILE, this.token());
  }

  /** @returns the token and the file that holds it while setup is open; null once it is done. */
  async openToken(): Promise<{ token: string; file: string } | null> {
    return (await this.installation.isDone())
      ? null
      : { token: this.token(), file: this.config.dataDirectory.file(TOKEN_FILE) };
  }

  /** @throws ApiError SetupDone, SetupTokenInvalid, InvalidInput, TooManyRequests */
  async setUp(token: string, administrator: FirstAdministrator, origin: Origin): Promise<User> {
    if (await this.installation.isDone()) throw new ApiError('SetupDone');
    if (!isSameSecret(token, this.token()))
      throw this.limits.invalid(origin.ip, new ApiError('SetupTokenInvalid'));
    const user = await this.foundOnce(administrator, (made) => visitor(origin, made));
    if (!user) throw new ApiError('SetupDone');
    this.config.dataDirectory.remove(TOKEN_FILE);
    return user;
  }

  /** @returns null when another request or instance was first. */
  private async foundOnce(
    { password, firstName, lastName, emailId, orgName }: FirstAdministrator,
    actorFor: (user: User) => Actor,
  ): Promise<User | null> {
    const person = { emailId, firstName: firstName ?? '', lastName: lastName ?? '' };
    await this.accounts.checkRules(password, { ...person, orgName }, 'password');
    const passwordHash = await this.hasher.hash(password);
    try {
      const { user } = await this.transactions.run(async (tx) => {
        const made = await this.founding.found(
          tx,
          { orgName, orgEmailId: emailId },
          { ...person, isPlatformAdmin: true, passwordHash },
          actorFor,
        );
        await this.installation.claim(tx, made.user.tenantUid, this.clock.now());
        return made;
      });
      this.logger.log({ msg: 'set up', tenantUid: user.tenantUid, userUid: user.uid });
      return user;
    } catch (error) {
      const isTaken =
        isUniqueViolation(error) || (error instanceof ApiError && error.code === 'DuplicateResource');
      if (isTaken && (await this.installation.isDone())) return null;
      throw error;
    }
  }

  private token(): string {
    return `setup_${this.masterKey.mac('setup-token', 'v1')}`;
  }
}
