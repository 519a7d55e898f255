import { Body, Controller, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Caller, permissionExpression, PermissionExpressionError, Requires } from '#access';
import type { PermissionExpression, Principal } from '#access';
import { ApiError, Takes } from '#http';
import { KeyVerifications } from './key-verifications.service.js';
import { AnswersVerification, VerifyKeysRequest } from './verify-keys.dto.js';
import type { KeyVerification } from './verify-keys.dto.js';

@ApiTags('verification')
@Controller('v1/apiKeys/verify')
export class VerifyKeysController {
  constructor(private readonly verifications: KeyVerifications) {}

  @Post()
  @Requires('apiKey.verify', { fromCopies: true })
  @ApiOperation({
    operationId: 'verifyApiKeys',
    summary: 'Say whether API keys count',
    description:
      'For a back end that was shown a key. The answer is 200 whatever becomes of the key; keys of other organisations are not found.',
  })
  @Takes(VerifyKeysRequest, { key: 'lk_2dJmXqkXv7u4Jb3cN9w5yTz8R1fGhQsA0BeLp6', permission: 'apiKey.list' })
  @AnswersVerification()
  async verify(
    @Caller() caller: Principal,
    @Body() { key, keys, permission }: VerifyKeysRequest,
  ): Promise<KeyVerification | { results: KeyVerification[] }> {
    if ((key === undefined) === (keys === undefined))
      throw new ApiError('InvalidInput', { details: { key: 'give either "key" or "keys"' } });
    const needed = permission === undefined ? undefined : readPermission(permission);
    if (key !== undefined) return this.verifications.verify(caller, key, needed);
    return {
      results: await Promise.all((keys ?? []).map((one) => this.verifications.verify(caller, one, needed))),
    };
  }
}

function readPermission(text: string): PermissionExpression {
  try {
    return permissionExpression(text);
  } catch (error) {
    if (!(error instanceof PermissionExpressionError)) throw error;
    throw new ApiError('InvalidInput', { details: { permission: error.message } });
  }
}
