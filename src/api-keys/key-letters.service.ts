import { Injectable } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';
import { Clock } from '#time';
import { ConfigService } from '../config/config.service.js';
import { MailComposers, writeLetter } from '../mail/mail-composers.service.js';
import type { Letter } from '../mail/mail-composers.service.js';
import type { Mail } from '../mail/mail.entity.js';
import { AccountsService, canReceive } from '../users/accounts.service.js';
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
  }

  /** Nothing is sent of a key that was deleted, revoked, has expired or was given more time. */
  private async reminder({ userUid, resourceUid, recipient }: Mail): Promise<Letter | null> {
    const key = resourceUid === null ? null : await this.keys.byUid(resourceUid);
    const owner = userUid === null ? null : await this.accounts.find(userUid);
    const days = this.config.settings.LATCHKEY_KEY_REMINDER_DAYS;
    if (!key || !isExpiring(key, this.clock.now(), days) || !canReceive(owner, recipient)) return null;
    const at = `${key.expiry.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
    return writeLetter(`Your API key "${key.name}" is about to expire`, [
      `The API key "${key.name}" (${key.start}...${key.lastFour}) of ${owner.emailId} in the organisation "${owner.tenant.orgName}" at ${this.config.publicUrl} expires at ${at}. From then on it is refused, and it cannot be given more time.`,
      'Before that, give it a later expiry, or make a new key and put it where this one is used. If nothing uses it any more, you need not do anything.',
    ]);
  }
}
