import { Controller, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Caller, Requires } from '#access';
import type { Principal } from '#access';
import { Answers, Fails, UidParam } from '#http';
import { RevealedApiKeyAnswer } from './api-key.dto.js';
import { KeyReveals } from './key-reveals.service.js';

@ApiTags('apiKeys')
@Controller('v1/apiKeys')
export class KeyRevealsController {
  constructor(private readonly reveals: KeyReveals) {}

  @Post(':uid/reveal')
  @Requires('apiKey.reveal', { tokenOnly: true })
  @ApiOperation({
    operationId: 'v1ApiKeysUidReveal',
    summary: 'Show the value of a recoverable API key again',
    description:
      'For keys whose `status.isRecoverable` is true. Needs a token of a login that is at most five minutes old: refreshing makes it no younger. Each time is written in the audit trail first.',
  })
  @Answers(200, RevealedApiKeyAnswer, 'The value that the key has now')
  @Fails('LoginTooOld', 'ApiKeyExpired', 'ApiKeyInactive', 'ApiKeyNotRecoverable')
  async reveal(@Caller() caller: Principal, @UidParam() uid: string): Promise<RevealedApiKeyAnswer> {
    return { apiKey: await this.reveals.reveal(caller, uid) };
  }
}
