import { Body, Controller, Get, Post, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Caller, Requires } from '#access';
import type { Principal } from '#access';
import { Answers, Fails, Idempotency, Takes, TakesIdempotencyKey, UidAnswer, UidParam } from '#http';
import type { IdempotentRequest } from '#http';
import { TenantsService } from '../tenants/tenants.service.js';
import { DirectoryService } from './directory.service.js';
import { CreateTenantRequest } from './founding.dto.js';
import { FoundingService } from './founding.service.js';
import { UserAnswers } from './user.answer.js';
import { UserAnswer } from './user.dto.js';

/** Tenants together with the people who run them. */
@ApiTags('tenants')
@Controller('v1/tenants')
export class FoundingController {
  constructor(
    private readonly founding: FoundingService,
    private readonly tenants: TenantsService,
    private readonly directory: DirectoryService,
    private readonly answers: UserAnswers,
  ) {}

  @Post()
  @Requires('tenant.create')
  @ApiOperation({
    operationId: 'v1TenantsCreate',
    summary: 'Make an organisation and its first administrator',
    description:
      'For platform administrators. `GET /v1/tenants/{tenantUid}/user` shows the activation link to hand over.',
  })
  @Takes(CreateTenantRequest, {
    spec: { orgName: 'globex', emailId: 'hank@globex.example', firstName: 'Hank', lastName: 'Scorpio' },
  })
  @TakesIdempotencyKey()
  @Answers(201, UidAnswer, 'Made', { auditUid: true })
  @Fails('DuplicateResource')
  async create(
    @Caller() caller: Principal,
    @Idempotency() request: IdempotentRequest | undefined,
    @Body() { metadata, spec }: CreateTenantRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<UidAnswer> {
    const { uid, auditUid } = await this.founding.create(
      caller,
      {
        orgName: spec.orgName,
        orgEmailId: spec.orgEmailId ?? spec.emailId,
        address: spec.address,
        annotations: metadata?.annotations,
        labels: metadata?.labels,
      },
      { emailId: spec.emailId, firstName: spec.firstName ?? '', lastName: spec.lastName ?? '' },
      request,
    );
    void reply.header('AuditUid', auditUid);
    return { uid };
  }

  @Get(':tenantUid/user')
  @Requires('tenant.get')
  @ApiOperation({
    operationId: 'v1TenantsUserGet',
    summary: 'Read the first administrator of an organisation',
  })
  @Answers(200, UserAnswer, 'The oldest active administrator')
  async administrator(
    @Caller() caller: Principal,
    @UidParam('tenantUid') tenantUid: string,
  ): Promise<UserAnswer> {
    await this.tenants.get(caller, tenantUid);
    return this.answers.answerOf(caller, await this.directory.firstAdministrator(tenantUid));
  }
}
