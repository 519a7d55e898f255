import { Body, Controller, Delete, Get, Post, Put, Query, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Caller, Requires, SignedIn } from '#access';
import type { Principal } from '#access';
import {
  Answers,
  AnswersNothing,
  Fails,
  Idempotency,
  OffsetPageQuery,
  Takes,
  TakesIdempotencyKey,
  UidAnswer,
  UidParam,
} from '#http';
import type { IdempotentRequest } from '#http';
import { DirectoryService } from './directory.service.js';
import { UserAnswers } from './user.answer.js';
import {
  CreateUserRequest,
  UpdateUserRequest,
  UserAnswer,
  UserInfoAnswer,
  UsersAnswer,
  UserStateRequest,
} from './user.dto.js';
import { UserStateService } from './user-state.service.js';
import { UsersService } from './users.service.js';

@ApiTags('users')
@Controller('v1/users')
export class UsersController {
  constructor(
    private readonly users: UsersService,
    private readonly state: UserStateService,
    private readonly directory: DirectoryService,
    private readonly answers: UserAnswers,
  ) {}

  @Get()
  @Requires('user.list')
  @ApiOperation({ operationId: 'v1UsersList', summary: 'List the users of the organisation' })
  @Answers(200, UsersAnswer, 'A page of users')
  async list(@Caller() caller: Principal, @Query() query: OffsetPageQuery): Promise<UsersAnswer> {
    const page = await this.directory.list(caller, query);
    return { items: await this.answers.answersOf(caller, page.items), listmeta: page.listmeta };
  }

  @Post()
  @Requires('user.create')
  @ApiOperation({
    operationId: 'v1UsersCreate',
    summary: 'Make a user',
    description:
      'The user has no password yet: hand over the `status.activationLink` that reading the user shows.',
  })
  @Takes(CreateUserRequest, {
    spec: { emailId: 'grace@acme.example', firstName: 'Grace', lastName: 'Hopper', roles: ['User'] },
  })
  @TakesIdempotencyKey()
  @Answers(201, UidAnswer, 'Made', { auditUid: true })
  @Fails('DuplicateResource', 'ResourceNotFound')
  async create(
    @Caller() caller: Principal,
    @Idempotency() request: IdempotentRequest | undefined,
    @Body() { metadata, spec }: CreateUserRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<UidAnswer> {
    const { uid, auditUid } = await this.users.create(
      caller,
      {
        emailId: spec.emailId,
        firstName: spec.firstName ?? '',
        lastName: spec.lastName ?? '',
        annotations: metadata?.annotations,
        labels: metadata?.labels,
      },
      spec.roles,
      request,
    );
    void reply.header('AuditUid', auditUid);
    return { uid };
  }

  @Get('info')
  @SignedIn()
  @ApiOperation({
    operationId: 'v1UsersInfoGet',
    summary: 'Who am I',
    description: 'The cheapest call that tells whether a credential counts.',
  })
  @Answers(200, UserInfoAnswer, 'The caller')
  info(@Caller() { orgName, tenantUid, userUid }: Principal): UserInfoAnswer {
    return { orgName, tenantUid, userUid };
  }

  @Get(':uid')
  @Requires('user.get')
  @ApiOperation({
    operationId: 'v1UsersUidGet',
    summary: 'Read a user',
    description: 'Users read themselves, administrators anybody in the organisation.',
  })
  @Answers(200, UserAnswer, 'The user')
  async get(@Caller() caller: Principal, @UidParam() uid: string): Promise<UserAnswer> {
    return this.answers.answerOf(caller, await this.directory.get(caller, uid));
  }

  @Put(':uid')
  @Requires('user.update')
  @ApiOperation({
    operationId: 'v1UsersUidUpdate',
    summary: 'Change a user',
    description:
      'Fields that are left out stay as they are. Users change their own names; e-mail and roles are for administrators.',
  })
  @Takes(UpdateUserRequest, { spec: { firstName: 'Grace', lastName: 'Hopper' } })
  @AnswersNothing('Changed')
  @Fails('DuplicateResource', 'LastAdministrator', 'TokenRequired')
  async update(
    @Caller() caller: Principal,
    @UidParam() uid: string,
    @Body() { metadata, spec }: UpdateUserRequest,
  ): Promise<void> {
    await this.users.update(caller, uid, {
      ...spec,
      annotations: metadata?.annotations,
      labels: metadata?.labels,
    });
  }

  @Put(':uid/state')
  @Requires('user.delete')
  @ApiOperation({
    operationId: 'v1UsersUidState',
    summary: 'Disable or enable a user',
    description: 'Disabling stops the user’s keys and sessions at once. Enabling makes the keys work again.',
  })
  @Takes(UserStateRequest, { isActive: false })
  @AnswersNothing('Done')
  @Fails('LastAdministrator')
  async setState(
    @Caller() caller: Principal,
    @UidParam() uid: string,
    @Body() { isActive }: UserStateRequest,
  ): Promise<void> {
    await this.state.setState(caller, uid, isActive);
  }

  @Delete(':uid')
  @Requires('user.delete')
  @ApiOperation({ operationId: 'v1UsersUidDelete', summary: 'Delete a user with their keys and sessions' })
  @AnswersNothing('Deleted')
  @Fails('LastAdministrator')
  async delete(@Caller() caller: Principal, @UidParam() uid: string): Promise<void> {
    await this.state.delete(caller, uid);
  }
}
