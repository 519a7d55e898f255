import { Body, Controller, Get, Put } from '@nestjs/common';
import { ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { Caller, Requires } from '#access';
import type { Principal } from '#access';
import { Answers, AnswersNothing, Fails, Takes, TextListField, UidParam } from '#http';
import { HeldRolesService, USER } from '../roles/held-roles.service.js';
import { DirectoryService } from './directory.service.js';
import { ROLES } from './user.dto.js';
import { UidSummary } from './user-summary.dto.js';
import { UsersService } from './users.service.js';

export class UserRolesRequest {
  @TextListField({ ...ROLES, description: 'Uids, or names, of all roles that the user is to hold' })
  roles?: string[];
}

export class UserRolesAnswer {
  @ApiProperty({ type: [UidSummary], description: 'Given to the user' }) roles: UidSummary[];
  @ApiProperty({ type: [UidSummary], description: 'What everybody has' }) inheritedRoles: UidSummary[];
}

@ApiTags('users')
@Controller('v1/users/:uid/roles')
export class UserRolesController {
  constructor(
    private readonly users: UsersService,
    private readonly directory: DirectoryService,
    private readonly held: HeldRolesService,
  ) {}

  @Get()
  @Requires('user.get')
  @ApiOperation({ operationId: 'v1UsersUidRoles', summary: 'Read which roles a user holds' })
  @Answers(200, UserRolesAnswer, 'The roles')
  async get(@Caller() caller: Principal, @UidParam() uid: string): Promise<UserRolesAnswer> {
    await this.directory.get(caller, uid);
    const { roles } = (await this.held.of([uid]))(uid);
    const everybodys = roles.some((role) => role.uid === USER.uid) ? [] : [USER];
    return { roles: roles.map(summaryOf), inheritedRoles: everybodys.map(summaryOf) };
  }

  @Put()
  @Requires('user.update')
  @ApiOperation({
    operationId: 'v1UsersUidRolesUpdate',
    summary: 'Set which roles a user holds',
    description:
      'In place of those before; an empty list takes all away. Acts on the next request of the user.',
  })
  @Takes(UserRolesRequest, { roles: ['00000000-0000-7000-8000-000000000003'] })
  @AnswersNothing('Set')
  @Fails('LastAdministrator')
  async set(
    @Caller() caller: Principal,
    @UidParam() uid: string,
    @Body() { roles }: UserRolesRequest,
  ): Promise<void> {
    // some clients write an empty list as null, which is an absent one
    await this.users.update(caller, uid, { roles: roles ?? [] }, 'roles');
  }
}

function summaryOf({ uid, name }: UidSummary): UidSummary {
  return { uid, name };
}
