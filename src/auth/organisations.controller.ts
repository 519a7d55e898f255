import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Caller, Public, SignedIn } from '#access';
import type { Principal } from '#access';
import { Answers } from '#http';
import { TenantSettingsService } from '../tenants/tenant-settings.service.js';
import { LoginMethodAnswer, OrganizationQuery, OrganizationsAnswer } from './organisations.dto.js';

/** There is one way to log in, and nobody is sent elsewhere for it. */
const BY_PASSWORD = { authType: 'password', redirectUrl: '', ssoLogins: [] };

@ApiTags('auth')
@Controller('v1/auth')
export class OrganisationsController {
  constructor(private readonly settings: TenantSettingsService) {}

  @Get('org')
  @Public()
  @ApiOperation({
    operationId: 'v1AuthOrg',
    summary: 'How to log in to an organisation, and what it shows before',
    description: 'An organisation that shows nothing is answered as one that there is not.',
  })
  @Answers(200, LoginMethodAnswer, 'The way in')
  async one(@Query() { orgName }: OrganizationQuery): Promise<LoginMethodAnswer> {
    const banner = orgName === undefined ? null : await this.settings.shownBanner(orgName);
    return {
      orgName: orgName ?? '',
      ...BY_PASSWORD,
      ...(banner && { loginBanner: { title: banner.title, Message: banner.message } }),
    };
  }

  @Get('orgs')
  @SignedIn()
  @ApiOperation({
    operationId: 'V1AuthOrgs',
    summary: 'The organisation that you are logged in to',
    description:
      'Others with the same address are not told here, since nobody proved that it is yours; `GET /v1/auth/user/org/forgot` mails them to it.',
  })
  @Answers(200, OrganizationsAnswer, 'One organisation')
  mine(@Caller() { orgName }: Principal): OrganizationsAnswer {
    return { organizations: [{ name: orgName, ...BY_PASSWORD }] };
  }
}
