import { Injectable } from '@nestjs/common';
import { objectMeta } from '#http';
import { Clock } from '#time';
import { ConfigService } from '../config/config.service.js';
import type { KeyUse } from '../key-uses/key-use.entity.js';
import { DirectoryService } from '../users/directory.service.js';
import type { User } from '../users/user.entity.js';
import type { ApiKeyAnswer, LastUsed } from './api-key.dto.js';
import { isExpiring, stateOf } from './api-key.rules.js';
import type { UsedApiKey } from './api-keys.repository.js';

/** Builds what may be seen of keys, with their owners' names and their last use. */
@Injectable()
export class ApiKeyAnswers {
  constructor(
    private readonly directory: DirectoryService,
    private readonly config: ConfigService,
    private readonly clock: Clock,
  ) {}

  async answerOf(key: UsedApiKey): Promise<ApiKeyAnswer> {
    const owners = await this.directory.byUids(key.tenantUid, [key.userUid]);
    return this.build(key, owners.get(key.userUid));
  }

  /** All keys are of one tenant; their owners are read with one query. */
  async answersOf(keys: UsedApiKey[]): Promise<ApiKeyAnswer[]> {
    const [first] = keys;
    if (!first) return [];
    const owners = await this.directory.byUids(
      first.tenantUid,
      keys.map((key) => key.userUid),
    );
    return keys.map((key) => this.build(key, owners.get(key.userUid)));
  }

  private build(key: UsedApiKey, owner: User | undefined): ApiKeyAnswer {
    const now = this.clock.now();
    const state = stateOf(key, now);
    return {
      metadata: objectMeta(key, key.name),
      spec: {
        expiry: key.expiry.toISOString(),
        user: {
          uid: key.userUid,
          firstName: owner?.firstName ?? '',
          lastName: owner?.lastName ?? '',
          emailId: owner?.emailId ?? '',
        },
        keyFragment: `${key.start}...${key.lastFour}`,
        createdByUid: key.createdByUid,
      },
      status: {
        isActive: state === 'active',
        state,
        isExpiring: isExpiring(key, now, this.config.settings.LATCHKEY_KEY_REMINDER_DAYS),
        ...(key.recoverable && state === 'active' && { isRecoverable: true }),
        ...(key.leakedAt && { isLeaked: true }),
        ...(key.lastUse && { lastUsed: lastUsed(key.lastUse) }),
      },
    };
  }
}

function lastUsed({ usedAt, way, ip }: KeyUse): LastUsed {
  return { time: usedAt.toISOString(), way, ...(ip !== '' && { ip }) };
}
