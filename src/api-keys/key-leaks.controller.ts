import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { From, Public } from '#access';
import type { Origin } from '#access';
import { AnswersNothing, Fails, Takes } from '#http';
import { LeakedApiKeyRequest } from './api-key.dto.js';
import { KeyLeaks } from './key-leaks.service.js';

@ApiTags('apiKeys')
@Controller('v1/apiKeys')
export class KeyLeaksController {
  constructor(private readonly leaks: KeyLeaks) {}

  @Post('leaked')
  @Public()
  @HttpCode(204)
  @ApiOperation({
    operationId: 'v1ApiKeysLeaked',
    summary: 'Report an API key that was found where it must not be',
    description:
      'The key is revoked, its owner is told. Whoever has the value may report it; the answer is the same for every text, whether it is a key or not.',
  })
  @Takes(LeakedApiKeyRequest, { apiKey: 'lk_3fGhQ2mVx8TzRb1YcWk5NdPs7LjAe0Uq4H9aZq' })
  @AnswersNothing('Noted')
  @Fails('TooManyRequests')
  async report(@Body() { apiKey }: LeakedApiKeyRequest, @From() origin: Origin): Promise<void> {
    await this.leaks.report(apiKey, origin);
  }
}
