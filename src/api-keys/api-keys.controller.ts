import { Body, Controller, Delete, Get, Patch, Post, Put, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Caller, Requires } from '#access';
import type { Principal } from '#access';
import {
  Answers,
  AnswersNothing,
  Fails,
  Idempotency,
  readTime,
  Takes,
  TakesIdempotencyKey,
  UidParam,
} from '#http';
import type { IdempotentRequest } from '#http';
import { ApiKeyAnswers } from './api-key.answer.js';
import {
  ApiKeyAnswer,
  ApiKeysAnswer,
  ApiKeyStateRequest,
  CreateApiKeyAnswer,
  CreateApiKeyRequest,
  ListApiKeysQuery,
  RotateApiKeyRequest,
  UpdateApiKeyRequest,
} from './api-key.dto.js';
import { ApiKeyIssuer } from './api-key-issuer.service.js';
import { ApiKeyList } from './api-key-list.service.js';
import { ApiKeysService } from './api-keys.service.js';

@ApiTags('apiKeys')
@Controller('v1/apiKeys')
export class ApiKeysController {
  constructor(
    private readonly keys: ApiKeysService,
    private readonly issuer: ApiKeyIssuer,
    private readonly keyList: ApiKeyList,
    private readonly answers: ApiKeyAnswers,
  ) {}

  @Get()
  @Requires('apiKey.list')
  @ApiOperation({
    operationId: 'v1ApiKeysList',
    summary: 'List API keys',
    description:
      'An administrator sees every key of the organisation, a user their own. Without `limit` up to 1,000; `listmeta.continue` tells that there are more.',
  })
  @Answers(200, ApiKeysAnswer, 'A page of keys')
  async list(
    @Caller() caller: Principal,
    @Query() { userUid, status, expiresBefore, q, ...page }: ListApiKeysQuery,
  ): Promise<ApiKeysAnswer> {
    const before = (expiresBefore !== undefined && readTime(expiresBefore)) || undefined;
    const { items, listmeta } = await this.keyList.list(
      caller,
      { userUid, state: status, expiresBefore: before, q },
      page,
    );
    return { items: await this.answers.answersOf(items), listmeta };
  }

  @Post()
  @Requires('apiKey.create')
  @ApiOperation({
    operationId: 'v1ApiKeysCreate',
    summary: 'Make an API key',
    description:
      'The value is in this answer and nowhere else, unless the organisation has recoverable keys on. Users make keys for themselves, administrators for anybody in the organisation.',
  })
  @Takes(CreateApiKeyRequest, {
    metadata: { name: 'backup-job', annotations: { description: 'Nightly backup' } },
    spec: { expiresInDays: 30 },
  })
  @TakesIdempotencyKey()
  @Answers(201, CreateApiKeyAnswer, 'Made')
  @Fails('ResourceNotFound', 'AlreadyDone', 'TooMany')
  async create(
    @Caller() caller: Principal,
    @Idempotency() request: IdempotentRequest | undefined,
    @Body() { metadata, spec }: CreateApiKeyRequest,
  ): Promise<CreateApiKeyAnswer> {
    const { name, annotations, labels } = metadata;
    return this.issuer.issue(caller, { name, annotations, labels, ...spec }, request);
  }

  @Get(':uid')
  @Requires('apiKey.get')
  @ApiOperation({
    operationId: 'v1ApiKeysUidGet',
    summary: 'Read an API key',
    description: 'Everything but its value.',
  })
  @Answers(200, ApiKeyAnswer, 'The key')
  async get(@Caller() caller: Principal, @UidParam() uid: string): Promise<ApiKeyAnswer> {
    return this.answers.answerOf(await this.keys.get(caller, uid));
  }

  @Put(':uid')
  @Requires('apiKey.update')
  @ApiOperation({
    operationId: 'v1ApiKeysUidUpdate',
    summary: 'Edit an API key',
    description:
      'Name, description and expiry. What is left out stays as it is; owner and value never change.',
  })
  @Takes(UpdateApiKeyRequest, {
    metadata: { name: 'nightly-backup', annotations: { description: 'Runs at 2 am' } },
    spec: { expiresInDays: 90 },
  })
  @AnswersNothing('Changed')
  @Fails('ApiKeyExpired')
  async update(
    @Caller() caller: Principal,
    @UidParam() uid: string,
    @Body() { metadata, spec }: UpdateApiKeyRequest,
  ): Promise<void> {
    await this.keys.update(caller, uid, {
      name: metadata?.name,
      annotations: metadata?.annotations,
      labels: metadata?.labels,
      ...spec,
    });
  }

  @Patch(':uid')
  @Requires('apiKey.update')
  @ApiOperation({ operationId: 'v1ApiKeysUidActiveState', summary: 'Revoke or re-activate an API key' })
  @Takes(ApiKeyStateRequest, { isActive: false })
  @AnswersNothing('Done')
  @Fails('ApiKeyExpired', 'ApiKeyLeaked', 'LifetimeTooLong')
  async patchState(
    @Caller() caller: Principal,
    @UidParam() uid: string,
    @Body() { isActive }: ApiKeyStateRequest,
  ): Promise<void> {
    await this.keys.setState(caller, uid, isActive ?? false);
  }

  @Put(':uid/state')
  @Requires('apiKey.update')
  @ApiOperation({
    operationId: 'v1ApiKeysUidState',
    summary: 'Revoke or re-activate an API key',
    description: 'The same as PATCH on the key.',
  })
  @Takes(ApiKeyStateRequest, { isActive: false })
  @AnswersNothing('Done')
  @Fails('ApiKeyExpired', 'ApiKeyLeaked', 'LifetimeTooLong')
  async setState(
    @Caller() caller: Principal,
    @UidParam() uid: string,
    @Body() { isActive }: ApiKeyStateRequest,
  ): Promise<void> {
    await this.keys.setState(caller, uid, isActive ?? false);
  }

  @Post(':uid/rotate')
  @Requires('apiKey.update')
  @ApiOperation({
    operationId: 'v1ApiKeysUidRotate',
    summary: 'Give an API key another value',
    description:
      'The new value is in this answer and nowhere else, unless the organisation has recoverable keys on; all else about the key stays as it is. The value before goes on for a while, so that programs can be changed one after the other.',
  })
  @Takes(RotateApiKeyRequest, { gracePeriodMinutes: 60 })
  @Answers(201, CreateApiKeyAnswer, 'Made')
  @Fails('ApiKeyExpired', 'ApiKeyInactive')
  async rotate(
    @Caller() caller: Principal,
    @UidParam() uid: string,
    @Body() { gracePeriodMinutes }: RotateApiKeyRequest,
  ): Promise<CreateApiKeyAnswer> {
    return this.keys.rotate(caller, uid, gracePeriodMinutes ?? 0);
  }

  @Delete(':uid')
  @Requires('apiKey.delete')
  @ApiOperation({ operationId: 'v1ApiKeysUidDelete', summary: 'Delete an API key for good' })
  @AnswersNothing('Deleted')
  async delete(@Caller() caller: Principal, @UidParam() uid: string): Promise<void> {
    await this.keys.delete(caller, uid);
  }
}
