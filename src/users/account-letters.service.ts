import { Injectable } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';
import { fold } from '#persistence';
import { Clock } from '#time';
import { ConfigService } from '../config/config.service.js';
import type { Mail } from '../mail/mail.entity.js';
import { MailComposers } from '../mail/mail-composers.service.js';
import type { Letter } from '../mail/mail-composers.service.js';
import { passwordExpiry, reminderCutoff, TenantSettingsService } from '../tenants/tenant-settings.service.js';
import { canLogIn, canReceive } from './accounts.service.js';
import {
  activationLetter,
  changedLetter,
  organisationsLetter,
  reminderLetter,
  resetLetter,
} from './letters.js';
import { LINK_MINUTES, PasswordLinksService } from './password-links.service.js';
import type { LinkPurpose } from './password-links.service.js';
import { UsersRepository } from './users.repository.js';
import type { UserWithTenant } from './users.repository.js';

/** Writes the letters about accounts, from what holds at the moment when they are sent. */
@Injectable()
export class AccountLetters implements OnModuleInit {
  constructor(
    private readonly composers: MailComposers,
    private readonly users: UsersRepository,
    private readonly links: PasswordLinksService,
    private readonly settings: TenantSettingsService,
    private readonly config: ConfigService,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.composers.register('activation', (mail) => this.link(mail, 'activate'));
    this.composers.register('passwordReset', (mail) => this.link(mail, 'reset'));
    this.composers.register('passwordChanged', (mail) => this.changed(mail));
    this.composers.register('organisations', (mail) => this.organisations(mail));
    this.composers.register('passwordReminder', (mail) => this.reminder(mail));
  }

  /** Only while the link is open that the letter was queued for, or one like it. */
  private async link(mail: Mail, purpose: LinkPurpose): Promise<Letter | null> {
    const user = await this.recipientOf(mail);
    const link = user && this.links.linkOf(user);
    if (!user || link?.purpose !== purpose) return null;
    const about = {
      emailId: user.emailId,
      orgName: user.tenant.orgName,
      link: link.url,
      minutes: LINK_MINUTES,
    };
    return purpose === 'activate' ? activationLetter(about) : resetLetter(about);
  }

  private async changed(mail: Mail): Promise<Letter | null> {
    const user = await this.recipientOf(mail);
    const { publicUrl } = this.config;
    return (
      user &&
      changedLetter({ emailId: user.emailId, orgName: user.tenant.orgName, at: mail.createdAt, publicUrl })
    );
  }

  private async organisations({ recipient }: Mail): Promise<Letter | null> {
    const everybody = await this.users.byEmail(fold(recipient), undefined);
    const orgNames = everybody
      .filter((user) => canLogIn(user) && user.emailId === recipient)
      .map(({ tenant }) => tenant.orgName)
      .toSorted((one, other) => one.localeCompare(other, 'en'));
    const { publicUrl } = this.config;
    return orgNames.length === 0 ? null : organisationsLetter({ emailId: recipient, orgNames, publicUrl });
  }

  private async reminder(mail: Mail): Promise<Letter | null> {
    const user = await this.recipientOf(mail);
    if (!user?.passwordSetAt) return null;
    const now = this.clock.now();
    const policy = await this.settings.passwordPolicy(user.tenantUid);
    const expiry = passwordExpiry(policy, user.passwordSetAt);
    const cutoff = reminderCutoff(policy, now);
    if (!expiry || !cutoff || user.passwordSetAt > cutoff) return null; // policy or password is another one by now
    const { emailId, tenant } = user;
    const { publicUrl } = this.config;
    return reminderLetter({ emailId, orgName: tenant.orgName, expiry, isOver: expiry <= now, publicUrl });
  }

  /** @returns whom a letter is for, while they may have it. */
  private async recipientOf({ userUid, recipient }: Mail): Promise<UserWithTenant | null> {
    const user = userUid === null ? null : await this.users.byUid(userUid);
    return canReceive(user, recipient) ? user : null;
  }
}
