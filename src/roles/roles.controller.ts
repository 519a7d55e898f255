import { Body, Controller, Delete, Get, Post, Put, Query, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Caller, Requires } from '#access';
import type { Principal } from '#access';
import {
  Answers,
  AnswersNothing,
  Fails,
  Idempotency,
  objectMeta,
  narrowedTo,
  readListQuery,
  Takes,
  TakesIdempotencyKey,
  UidAnswer,
  UidParam,
} from '#http';
import type { IdempotentRequest } from '#http';
import { ROLE_PATHS } from './role-list.rules.js';
import { RoleList } from './role-list.service.js';
import type { ShownRole } from './role-list.service.js';
import {
  CloneRoleRequest,
  CreateRoleRequest,
  DeleteRoleQuery,
  ListRolesQuery,
  RoleAnswer,
  RolesAnswer,
  UpdateRoleRequest,
} from './role.dto.js';
import { RolesService } from './roles.service.js';

const EXAMPLE = {
  metadata: { name: 'Key Manager', annotations: { description: 'Revokes keys of others' } },
  spec: { permissions: ['apiKey.list', 'apiKey.get', 'apiKey.update'] },
};

@ApiTags('roles')
@Controller('v1/roles')
export class RolesController {
  constructor(
    private readonly roles: RolesService,
    private readonly roleList: RoleList,
  ) {}

  @Get()
  @Requires('role.list')
  @ApiOperation({
    operationId: 'v1RolesList',
    summary: 'List the roles of the organisation',
    description: 'The built-in ones first, then its own, unless `orderBy` says otherwise.',
  })
  @Answers(200, RolesAnswer, 'A page of roles')
  async list(@Caller() caller: Principal, @Query() query: ListRolesQuery): Promise<RolesAnswer> {
    const request = readListQuery(query, ROLE_PATHS);
    const { items, listmeta } = await this.roleList.list(caller, request, query);
    return { items: items.map((role) => narrowedTo(answerOf(role), request.fields)), listmeta };
  }

  @Post()
  @Requires('role.create')
  @ApiOperation({
    operationId: 'v1RolesCreate',
    summary: 'Make a role',
    description: 'It can allow what you may do yourself.',
  })
  @Takes(CreateRoleRequest, EXAMPLE)
  @TakesIdempotencyKey()
  @Answers(201, UidAnswer, 'Made', { auditUid: true })
  @Fails('DuplicateResource', 'TooMany')
  async create(
    @Caller() caller: Principal,
    @Idempotency() request: IdempotentRequest | undefined,
    @Body() { metadata, spec }: CreateRoleRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<UidAnswer> {
    const { name, annotations, labels } = metadata;
    const { uid, auditUid } = await this.roles.create(caller, request, {
      name,
      annotations,
      labels,
      scope: spec.scope,
      permissions: spec.permissions ?? [],
    });
    void reply.header('AuditUid', auditUid);
    return { uid };
  }

  @Get(':uid')
  @Requires('role.get')
  @ApiOperation({ operationId: 'v1RolesUidGet', summary: 'Read a role' })
  @Answers(200, RoleAnswer, 'The role')
  async get(@Caller() caller: Principal, @UidParam() uid: string): Promise<RoleAnswer> {
    return answerOf(await this.roleList.get(caller, uid));
  }

  @Put(':uid')
  @Requires('role.update')
  @ApiOperation({
    operationId: 'v1RolesUidUpdate',
    summary: 'Change a role',
    description:
      'Fields that are left out stay as they are. Acts on the next request of everybody who holds it.',
  })
  @Takes(UpdateRoleRequest, EXAMPLE)
  @AnswersNothing('Changed')
  @Fails('BuiltInRole', 'DuplicateResource')
  async update(
    @Caller() caller: Principal,
    @UidParam() uid: string,
    @Body() { metadata, spec }: UpdateRoleRequest,
  ): Promise<void> {
    const { name, annotations, labels } = metadata ?? {};
    await this.roles.update(caller, uid, {
      name,
      annotations,
      labels,
      scope: spec?.scope,
      permissions: spec?.permissions,
    });
  }

  @Delete(':uid')
  @Requires('role.delete')
  @ApiOperation({ operationId: 'v1RolesUidDelete', summary: 'Delete a role' })
  @AnswersNothing('Deleted')
  @Fails('BuiltInRole', 'RoleInUse')
  async delete(
    @Caller() caller: Principal,
    @UidParam() uid: string,
    @Query() { force }: DeleteRoleQuery,
  ): Promise<void> {
    await this.roles.delete(caller, uid, { force: force === 'true' });
  }

  @Post(':uid/clone')
  @Requires('role.create')
  @ApiOperation({
    operationId: 'v1RolesClone',
    summary: 'Make a role that allows what another allows',
    description: 'The other may be a built-in one.',
  })
  @Takes(CloneRoleRequest, { metadata: { name: 'Night Watch' } })
  @TakesIdempotencyKey()
  @Answers(201, UidAnswer, 'Made', { auditUid: true })
  @Fails('DuplicateResource', 'TooMany')
  async clone(
    @Caller() caller: Principal,
    @Idempotency() request: IdempotentRequest | undefined,
    @UidParam() original: string,
    @Body() { metadata }: CloneRoleRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<UidAnswer> {
    const { uid, auditUid } = await this.roles.clone(caller, request, original, metadata.name);
    void reply.header('AuditUid', auditUid);
    return { uid };
  }
}

function answerOf(role: ShownRole): RoleAnswer {
  return {
    metadata: objectMeta(role, role.name),
    spec: { permissions: role.permissions, scope: role.scope, type: role.isBuiltIn ? 'system' : 'user' },
    status: { isEnabled: true },
  };
}
