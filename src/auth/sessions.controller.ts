import { Controller, Delete, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Caller, Requires } from '#access';
import type { Principal } from '#access';
import { Answers, AnswersNothing, Fails, UidParam } from '#http';
import { DirectoryService } from '../users/directory.service.js';
import { OfUserQuery, SessionsAnswer } from './auth.dto.js';
import { SessionsService } from './sessions.service.js';

@ApiTags('sessions')
@Controller('v1/auth/sessions')
export class SessionsController {
  constructor(
    private readonly sessions: SessionsService,
    private readonly directory: DirectoryService,
  ) {}

  @Get()
  @Requires('session.list')
  @ApiOperation({
    operationId: 'v1AuthSessionsList',
    summary: 'List sessions that count now',
    description: 'Your own; an administrator those of any user of the organisation.',
  })
  @Answers(200, SessionsAnswer, 'The sessions, newest first')
  @Fails('ResourceNotFound')
  async list(@Caller() caller: Principal, @Query() { userUid }: OfUserQuery): Promise<SessionsAnswer> {
    const sessions = await this.sessions.list(
      caller,
      await this.directory.get(caller, userUid ?? caller.userUid),
    );
    const { credential } = caller;
    const items = sessions.map(({ uid, startedAt, refreshedAt, endsAt, ip, userAgent }) => ({
      uid,
      isCurrent: credential.kind === 'token' && credential.sessionUid === uid,
      startedAt: startedAt.toISOString(),
      refreshedAt: refreshedAt.toISOString(),
      endsAt: endsAt.toISOString(),
      ip,
      userAgent,
    }));
    return { items, listmeta: { continue: '', count: items.length, limit: items.length, offset: 0 } };
  }

  @Delete()
  @Requires('session.delete')
  @ApiOperation({
    operationId: 'v1AuthSessionsDelete',
    summary: 'End all sessions with all their tokens',
    description:
      'Your own, this one too; an administrator those of any user of the organisation. API keys go on. Nothing happens when there are none.',
  })
  @AnswersNothing('Ended')
  @Fails('ResourceNotFound')
  async endAll(@Caller() caller: Principal, @Query() { userUid }: OfUserQuery): Promise<void> {
    await this.sessions.endAllOf(caller, userUid ?? caller.userUid);
  }

  @Delete(':uid')
  @Requires('session.delete')
  @ApiOperation({ operationId: 'v1AuthSessionsUidDelete', summary: 'End a session with all its tokens' })
  @AnswersNothing('Ended')
  async end(@Caller() caller: Principal, @UidParam() uid: string): Promise<void> {
    await this.sessions.end(caller, uid);
  }
}
