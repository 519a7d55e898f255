import { Body, Controller, Delete, Get, Patch, Post, Put, Query, Res } from '@nestjs/common';
import { ApiConsumes, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Caller, Requires, SignedIn } from '#access';
import type { Principal } from '#access';
import {
  Answers,
  AnswersNothing,
  Fails,
  Idempotency,
  narrowedTo,
  readListQuery,
  Takes,
  TakesList,
  TakesIdempotencyKey,
  UidAnswer,
  UidParam,
} from '#http';
import type { IdempotentRequest } from '#http';
import { DirectoryService } from './directory.service.js';
import { USER_PATHS } from './user-list.rules.js';
import { UserList } from './user-list.service.js';
import { UserPatches } from './user-patch.service.js';
import { UserAnswers } from './user.answer.js';
import {
  CreateUserRequest,
  ListUsersQuery,
  PatchOperation,
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
    private readonly userList: UserList,
    private readonly patches: UserPatches,
    private readonly answers: UserAnswers,
  ) {}

  @Get()
  @Requires('user.list')
  @ApiOperation({
    operationId: 'v1UsersList',
    summary: 'List the users of the organisation',
    description: 'In the order of making, unless `orderBy` says otherwise.',
  })
  @Answers(200, UsersAnswer, 'A page of users')
  async list(@Caller() caller: Principal, @Query() query: ListUsersQuery): Promise<UsersAnswer> {
    const request = readListQuery(query, USER_PATHS);
    const { items, listmeta } = await this.userList.list(caller, request, query);
    const answers = await this.answers.answersOf(caller, items);
    return { items: answers.map((answer) => narrowedTo(answer, request.fields)), listmeta };
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

  @Patch(':uid')
  @Requires('user.update')
  @ApiOperation({
    operationId: 'v1UsersUidPatch',
    summary: 'Change a user by a JSON Patch',
    description:
      'RFC 6902, on what PUT takes: `/metadata/annotations`, `/metadata/labels`, `/spec/emailId`, `/spec/firstName`, `/spec/lastName`, `/spec/roles`, and one step below. All of it or nothing.',
  })
  @ApiConsumes('application/json', 'application/json-patch+json')
  @TakesList(PatchOperation, [{ op: 'replace', path: '/spec/lastName', value: 'Murray' }])
  @AnswersNothing('Changed')
  @Fails('DuplicateResource', 'LastAdministrator', 'PatchTestFailed', 'TokenRequired')
  async patch(
    @Caller() caller: Principal,
    @UidParam() uid: string,
    @Body() operations: unknown[],
  ): Promise<void> {
    await this.patches.patch(caller, uid, operations);
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
