import { Body, Controller, Delete, Get, Put, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Caller, Requires } from '#access';
import type { Principal } from '#access';
import {
  Answers,
  AnswersNothing,
  Fails,
  narrowedTo,
  objectMeta,
  readListQuery,
  Takes,
  UidParam,
} from '#http';
import {
  ListTenantsQuery,
  TenantAnswer,
  TenantsAnswer,
  TenantStateRequest,
  UpdateTenantRequest,
} from './tenant.dto.js';
import type { Tenant } from './tenant.entity.js';
import { TENANT_PATHS } from './tenant-list.rules.js';
import { TenantsService } from './tenants.service.js';

@ApiTags('tenants')
@Controller('v1/tenants')
export class TenantsController {
  constructor(private readonly tenants: TenantsService) {}

  @Get()
  @Requires('tenant.list')
  @ApiOperation({
    operationId: 'v1TenantsList',
    summary: 'List the organisations',
    description: 'For platform administrators. In the order of making, unless `orderBy` says otherwise.',
  })
  @Answers(200, TenantsAnswer, 'A page of organisations')
  async list(@Query() query: ListTenantsQuery): Promise<TenantsAnswer> {
    const request = readListQuery(query, TENANT_PATHS);
    const { items, listmeta } = await this.tenants.list(request, query);
    return { items: items.map((tenant) => narrowedTo(answerOf(tenant), request.fields)), listmeta };
  }

  @Get(':tenantUid')
  @Requires('tenant.get')
  @ApiOperation({
    operationId: 'v1TenantsGet',
    summary: 'Read an organisation',
    description: 'Administrators read their own, platform administrators any.',
  })
  @Answers(200, TenantAnswer, 'The organisation')
  async get(@Caller() caller: Principal, @UidParam('tenantUid') uid: string): Promise<TenantAnswer> {
    return answerOf(await this.tenants.get(caller, uid));
  }

  @Put(':tenantUid')
  @Requires('tenant.update')
  @ApiOperation({
    operationId: 'v1TenantsUpdate',
    summary: 'Change an organisation',
    description: 'Fields that are left out stay as they are.',
  })
  @Takes(UpdateTenantRequest, { spec: { orgEmailId: 'office@acme.example', allowsQueryApiKeys: true } })
  @AnswersNothing('Changed')
  @Fails('DuplicateResource')
  async update(
    @Caller() caller: Principal,
    @UidParam('tenantUid') uid: string,
    @Body() { metadata, spec }: UpdateTenantRequest,
  ): Promise<void> {
    await this.tenants.update(caller, uid, {
      ...spec,
      annotations: metadata?.annotations,
      labels: metadata?.labels,
    });
  }

  @Put(':tenantUid/state')
  @Requires('tenant.suspend')
  @ApiOperation({
    operationId: 'v1TenantsState',
    summary: 'Suspend or resume an organisation',
    description: 'While suspended, no key, token or password of it counts.',
  })
  @Takes(TenantStateRequest, { isActive: false })
  @AnswersNothing('Done')
  @Fails('OwnTenant')
  async setState(
    @Caller() caller: Principal,
    @UidParam('tenantUid') uid: string,
    @Body() { isActive }: TenantStateRequest,
  ): Promise<void> {
    await this.tenants.setState(caller, uid, isActive);
  }

  @Delete(':tenantUid')
  @Requires('tenant.delete')
  @ApiOperation({
    operationId: 'v1TenantsDelete',
    summary: 'Delete an organisation with all its users and keys',
  })
  @AnswersNothing('Deleted')
  @Fails('OwnTenant')
  async delete(@Caller() caller: Principal, @UidParam('tenantUid') uid: string): Promise<void> {
    await this.tenants.delete(caller, uid);
  }
}

function answerOf(tenant: Tenant): TenantAnswer {
  return {
    metadata: objectMeta(tenant, tenant.orgName),
    spec: {
      orgName: tenant.orgName,
      orgEmailId: tenant.orgEmailId,
      address: tenant.address,
      authType: 'password',
      allowsQueryApiKeys: tenant.allowsQueryApiKeys,
    },
    status: { isActive: tenant.isActive, toBeDeleted: false },
  };
}
