import { Body, Controller, Get, Patch, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Caller, Requires } from '#access';
import type { Principal } from '#access';
import { Answers, AnswersNothing, objectMeta, readTime, Takes, UidParam } from '#http';
import type { AuditEntry } from './audit-entry.entity.js';
import { AuditNotesService } from './audit-notes.service.js';
import {
  AuditAnswer,
  AuditMsgRequest,
  AuditsAnswer,
  AuditSysMsgAnswer,
  ListAuditsQuery,
} from './audit.dto.js';
import { AuditService } from './audit.service.js';

@ApiTags('audits')
@Controller('v1/audits')
export class AuditsController {
  constructor(
    private readonly audit: AuditService,
    private readonly notes: AuditNotesService,
  ) {}

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
    const noteOn = await this.notes.of(page.items);
    return { items: page.items.map((entry) => answerOf(entry, noteOn(entry))), listmeta: page.listmeta };
  }

  @Get(':uid')
  @Requires('audit.get')
  @ApiOperation({ operationId: 'v1AuditsUidGet', summary: 'Read one audit entry' })
  @Answers(200, AuditAnswer, 'The entry')
  async get(@Caller() caller: Principal, @UidParam() uid: string): Promise<AuditAnswer> {
    const entry = await this.audit.get(caller, uid);
    return answerOf(entry, (await this.notes.of([entry]))(entry));
  }

  @Get(':uid/sysMsg')
  @Requires('audit.get')
  @ApiOperation({
    operationId: 'v1AuditsUidGetSysMsg',
    summary: 'Read what the service itself said in an audit entry',
  })
  @Answers(200, AuditSysMsgAnswer, 'What happened')
  async getSysMsg(@Caller() caller: Principal, @UidParam() uid: string): Promise<AuditSysMsgAnswer> {
    const { action, message } = await this.audit.get(caller, uid);
    return { actionMsg: action, contentMsg: message };
  }

  @Patch(':uid/userMsg')
  @Requires('audit.update')
  @ApiOperation({
    operationId: 'v1AuditsUidMsgUpdate',
    summary: 'Write something beside an audit entry',
    description:
      'The entry itself never changes, and what was written before stays in the trail. Of entries that belong to no organisation it is the platform administrator’s to say something.',
  })
  @Takes(AuditMsgRequest, { userMsg: 'Asked for by Grace, ticket 4711' })
  @AnswersNothing('Written')
  async setUserMsg(
    @Caller() caller: Principal,
    @UidParam() uid: string,
    @Body() { userMsg }: AuditMsgRequest,
  ): Promise<void> {
    await this.notes.write(caller, uid, userMsg);
  }
}

function optionalTime(text: string | undefined): Date | undefined {
  return (text !== undefined && readTime(text)) || undefined;
}

function answerOf(entry: AuditEntry, note: string | undefined): AuditAnswer {
  return {
    metadata: objectMeta(
      { uid: entry.uid, annotations: {}, labels: {}, createdAt: entry.at, modifiedAt: entry.at },
      entry.action,
    ),
    spec: {
      actionType: entry.actionType,
      actionMsg: entry.action,
      contentMsg: entry.message,
      ...(note !== undefined && { userMsg: note }),
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
