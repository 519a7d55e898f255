import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Caller, Requires } from '#access';
import type { Principal } from '#access';
import { Answers, objectMeta, readTime, UidParam } from '#http';
import type { AuditEntry } from './audit-entry.entity.js';
import { AuditAnswer, AuditsAnswer, ListAuditsQuery } from './audit.dto.js';
import { AuditService } from './audit.service.js';

@ApiTags('audits')
@Controller('v1/audits')
export class AuditsController {
  constructor(private readonly audit: AuditService) {}

  @Get()
  @Requires('audit.list')
  @ApiOperation({
    operationId: 'v1AuditsList',
    summary: 'List what happened, newest first',
    description: 'An administrator sees everything in the organisation, a user what they did themself.',
  })
  @Answers(200, AuditsAnswer, 'A page of entries')
  async list(
    @Caller() caller: Principal,
    @Query() { startTime, endTime, ...query }: ListAuditsQuery,
  ): Promise<AuditsAnswer> {
    const page = await this.audit.list(caller, {
      ...query,
      startTime: optionalTime(startTime),
      endTime: optionalTime(endTime),
    });
    return { items: page.items.map(answerOf), listmeta: page.listmeta };
  }

  @Get(':uid')
  @Requires('audit.get')
  @ApiOperation({ operationId: 'v1AuditsUidGet', summary: 'Read one audit entry' })
  @Answers(200, AuditAnswer, 'The entry')
  async get(@Caller() caller: Principal, @UidParam() uid: string): Promise<AuditAnswer> {
    return answerOf(await this.audit.get(caller, uid));
  }
}

function optionalTime(text: string | undefined): Date | undefined {
  return (text !== undefined && readTime(text)) || undefined;
}

function answerOf(entry: AuditEntry): AuditAnswer {
  return {
    metadata: objectMeta(
      { uid: entry.uid, annotations: {}, labels: {}, createdAt: entry.at, modifiedAt: entry.at },
      entry.action,
    ),
    spec: {
      actionType: entry.actionType,
      actionMsg: entry.action,
      contentMsg: entry.message,
      actor: {
        actorType: entry.actorType,
        ...(entry.actorType === 'user' && {
          user: { uid: entry.actorUid ?? '', emailId: entry.actorEmailId },
        }),
        ...(entry.credentialUid !== null && {
          credential: { kind: entry.credentialKind, uid: entry.credentialUid },
        }),
        ip: entry.ip,
      },
      resource: { kind: entry.resourceKind, uid: entry.resourceUid ?? '', name: entry.resourceName },
      requestId: entry.requestId,
    },
  };
}
