import { Injectable } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';
import { Clock } from '#time';
import { ConfigService } from '../config/config.service.js';
import { MailComposers, writeLetter } from '../mail/mail-composers.service.js';
import type { Letter } from '../mail/mail-composers.service.js';
import type { Mail } from '../mail/mail.entity.js';
import { AccountsService, canReceive } from '../users/accounts.service.js';
import type { UserWithTenant } from '../users/accounts.service.js';
import type { ApiKey } from './api-key.entity.js';
import { isExpiring } from './api-key.rules.js';
import { ApiKeysRepository } from './api-keys.repository.js';

/** Writes the letters about keys, from what holds at the moment when they are sent. */
@Injectable()
export class KeyLetters implements OnModuleInit {
  constructor(
    private readonly composers: MailComposers,
    private readonly keys: ApiKeysRepository,
    private readonly accounts: AccountsService,
    private readonly config: ConfigService,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.composers.register('apiKeyReminder', (mail) => this.reminder(mail));
    this.composers.register('apiKeyLeak', (mail) => this.leak(mail));
  }

  /** Nothing is sent of a key that was deleted, revoked, has expired or was given more time. */
  private async reminder(mail: Mail): Promise<Letter | null> {
    const found = await this.subjectOf(mail);
    const days = this.config.settings.LATCHKEY_KEY_REMINDER_DAYS;
    if (!found || !isExpiring(found.key, this.clock.now(), days)) return null;
    const { key, owner } = found;
    const at = `${key.expiry.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
    return writeLetter(`Your API key "${key.name}" is about to expire`, [
      `The API key ${this.named(key, owner)} expires at ${at}. From then on it is refused, and it cannot be given more time.`,
      'Before that, give it a later expiry, or make a new key and put it where this one is used. If nothing uses it any more, you need not do anything.',
    ]);
  }

  /** Also of a key that was re-activated meanwhile: its owner may not know why it had been revoked. */
  private async leak(mail: Mail): Promise<Letter | null> {
    const found = await this.subjectOf(mail);
    if (!found) return null;
    const { key, owner } = found;
    return writeLetter(`Your API key "${key.name}" has leaked and was revoked`, [
      `Somebody found the value of the API key ${this.named(key, owner)} and reported it. It was revoked at once, and is refused.`,
      'Make a new key for what used it, look in the audit trail for what was done with it, and delete it. It should not be activated again.',
    ]);
  }

  private async subjectOf({ userUid, resourceUid, recipient }: Mail) {
    const key = resourceUid === null ? null : await this.keys.byUid(resourceUid);
    const owner = userUid === null ? null : await this.accounts.find(userUid);
    return key && canReceive(owner, recipient) ? { key, owner } : null;
  }

  private named(key: ApiKey, owner: UserWithTenant): string {
    return `"${key.name}" (${key.start}...${key.lastFour}) of ${owner.emailId} in the organisation "${owner.tenant.orgName}" at ${this.config.publicUrl}`;
  }
}
