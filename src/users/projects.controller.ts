import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { Caller, Requires, SignedIn } from '#access';
import type { Principal } from '#access';
import { Answers, TextField, UidParam } from '#http';
import { DirectoryService } from './directory.service.js';

const DESCRIPTION = 'There are no projects or workspaces here; the Terraform provider asks all the same.';
/** The one project that clients expect to find. */
const DEFAULT_PROJECT = 'Default';

class ProjectsQuery {
  @TextField({ max: 128, optional: true, description: 'Only the project of this name', example: 'Default' })
  name?: string;
}

class ProjectName {
  @ApiProperty({ example: '01990f6e-7c2a-7b1e-9d53-0c1f2a3b4c5d', description: 'That of the organisation' })
  uid: string;
  @ApiProperty({ example: DEFAULT_PROJECT }) name: string;
}

class ProjectMetadata {
  @ApiProperty() metadata: ProjectName;
}

export class ProjectsMetadataAnswer {
  @ApiProperty({ type: [ProjectMetadata] }) items: ProjectMetadata[];
}

export class ProjectRolesAnswer {
  @ApiProperty({ type: [ProjectMetadata], maxItems: 0, example: [] }) projects: ProjectMetadata[];
}

export class ResourceRolesAnswer {
  @ApiProperty({ type: [ProjectMetadata], maxItems: 0, example: [] }) resourceRoles: ProjectMetadata[];
}

/** What the Terraform provider asks beside the contract before it manages a user: which projects there are, and whose. */
@ApiTags('projects')
@Controller('v1')
export class ProjectsController {
  constructor(private readonly directory: DirectoryService) {}

  @Get('dashboard/projects/metadata')
  @SignedIn()
  @ApiOperation({ operationId: 'v1ProjectsMetadata', summary: 'List the projects', description: DESCRIPTION })
  @Answers(200, ProjectsMetadataAnswer, 'The organisation itself, by the name that clients look for')
  projects(@Caller() caller: Principal, @Query() { name }: ProjectsQuery): ProjectsMetadataAnswer {
    const items = [{ metadata: { uid: caller.tenantUid, name: DEFAULT_PROJECT } }];
    return { items: items.filter(({ metadata }) => name === undefined || metadata.name === name) };
  }

  @Get('users/:uid/projects')
  @Requires('user.get')
  @ApiOperation({
    operationId: 'v1UsersProjectRoles',
    summary: 'List a user’s roles in projects',
    description: DESCRIPTION,
  })
  @Answers(200, ProjectRolesAnswer, 'None')
  async ofProjects(@Caller() caller: Principal, @UidParam() uid: string): Promise<ProjectRolesAnswer> {
    await this.directory.get(caller, uid);
    return { projects: [] };
  }

  @Get('workspaces/users/:uid/roles')
  @Requires('user.get')
  @ApiOperation({
    operationId: 'v1UsersWorkspaceGetRoles',
    summary: 'List a user’s roles in workspaces',
    description: DESCRIPTION,
  })
  @Answers(200, ProjectRolesAnswer, 'None')
  async ofWorkspaces(@Caller() caller: Principal, @UidParam() uid: string): Promise<ProjectRolesAnswer> {
    await this.directory.get(caller, uid);
    return { projects: [] };
  }

  @Get('users/:uid/resourceRoles')
  @Requires('user.get')
  @ApiOperation({
    operationId: 'v1UsersUidResourceRoles',
    summary: 'List a user’s roles on resources',
    description: DESCRIPTION,
  })
  @Answers(200, ResourceRolesAnswer, 'None')
  async ofResources(@Caller() caller: Principal, @UidParam() uid: string): Promise<ResourceRolesAnswer> {
    await this.directory.get(caller, uid);
    return { resourceRoles: [] };
  }
}
