import { Body, Controller, Get, HttpCode, Post, Put, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Caller, Requires } from '#access';
import type { Principal } from '#access';
import { Answers, AnswersNothing, Takes, UidParam } from '#http';
import {
  ApiKeySettingsAnswer,
  ApiKeySettingsRequest,
  AuthTokenSettings,
  LoginBannerAnswer,
  LoginBannerSettings,
  PasswordPolicyAnswer,
  PasswordPolicyRequest,
} from './tenant-settings.dto.js';
import { TenantSettingsService } from './tenant-settings.service.js';
import { TenantsService } from './tenants.service.js';

const WHO = 'Administrators their own organisation’s, platform administrators any.';

@ApiTags('settings')
@Controller('v1/tenants/:tenantUid')
export class TenantSettingsController {
  constructor(
    private readonly settings: TenantSettingsService,
    private readonly tenants: TenantsService,
  ) {}

  @Get('authTokenSettings')
  @Requires('tenant.get')
  @ApiOperation({
    operationId: 'v1TenantUidAuthTokenSettingsGet',
    summary: 'Read how long tokens of an organisation are valid',
    description: WHO,
  })
  @Answers(200, AuthTokenSettings, 'What holds, whoever set it')
  async tokens(@Caller() caller: Principal, @UidParam('tenantUid') uid: string): Promise<AuthTokenSettings> {
    await this.tenants.get(caller, uid);
    return { expiryTimeMinutes: await this.settings.tokenMinutes(uid) };
  }

  @Put('authTokenSettings')
  @Requires('tenant.update')
  @ApiOperation({
    operationId: 'v1TenantUidAuthTokenSettingsUpdate',
    summary: 'Set how long tokens of an organisation are valid',
    description: 'Holds for tokens that are issued from now on.',
  })
  @Takes(AuthTokenSettings, { expiryTimeMinutes: 30 })
  @AnswersNothing('Set', { auditUid: true })
  async setTokens(
    @Caller() caller: Principal,
    @UidParam('tenantUid') uid: string,
    @Body() { expiryTimeMinutes }: AuthTokenSettings,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    void reply.header('AuditUid', await this.settings.setTokenMinutes(caller, uid, expiryTimeMinutes));
  }

  @Get('apiKeySettings')
  @Requires('tenant.get')
  @ApiOperation({
    operationId: 'v1TenantUidApiKeySettingsGet',
    summary: 'Read what holds for API keys of an organisation: their lives, their values, who makes them',
    description: WHO,
  })
  @Answers(200, ApiKeySettingsAnswer, 'What holds; zeros and false when nobody set it')
  async apiKeys(
    @Caller() caller: Principal,
    @UidParam('tenantUid') uid: string,
  ): Promise<ApiKeySettingsAnswer> {
    await this.tenants.get(caller, uid);
    return this.settings.apiKeySettings(uid);
  }

  @Put('apiKeySettings')
  @Requires('tenant.update')
  @ApiOperation({
    operationId: 'v1TenantUidApiKeySettingsUpdate',
    summary: 'Set what holds for API keys of an organisation: their lives, their values, who makes them',
    description:
      'Holds whenever an expiry is set, and for re-activation. A key that was given more time before keeps it, unless it is revoked. Switching recoverable keys off erases all values that were kept, for good.',
  })
  @Takes(ApiKeySettingsRequest, { maxLifetimeInDays: 90, defaultLifetimeInDays: 30 })
  @AnswersNothing('Set', { auditUid: true })
  async setApiKeys(
    @Caller() caller: Principal,
    @UidParam('tenantUid') uid: string,
    @Body() { maxLifetimeInDays, defaultLifetimeInDays, ...switches }: ApiKeySettingsRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    const asked = {
      maxLifetimeInDays: maxLifetimeInDays ?? 0,
      defaultLifetimeInDays: defaultLifetimeInDays ?? 0,
      ...switches,
    };
    void reply.header('AuditUid', await this.settings.setApiKeySettings(caller, uid, asked));
  }

  @Get('loginBanner')
  @Requires('tenant.get')
  @ApiOperation({
    operationId: 'v1TenantUidLoginBannerGet',
    summary: 'Read what people see before they log in',
    description: WHO,
  })
  @Answers(200, LoginBannerAnswer, 'The banner')
  async banner(@Caller() caller: Principal, @UidParam('tenantUid') uid: string): Promise<LoginBannerAnswer> {
    await this.tenants.get(caller, uid);
    const { message, ...banner } = await this.settings.loginBanner(uid);
    return { ...banner, Message: message };
  }

  @Put('loginBanner')
  @Requires('tenant.update')
  @ApiOperation({
    operationId: 'v1TenantUidLoginBannerUpdate',
    summary: 'Set what people see before they log in',
    description: '`GET /v1/auth/org` shows it to whoever names the organisation.',
  })
  @Takes(LoginBannerSettings, { isEnabled: true, title: 'Notice', Message: 'Authorised use only.' })
  @AnswersNothing('Set', { auditUid: true })
  async setBanner(
    @Caller() caller: Principal,
    @UidParam('tenantUid') uid: string,
    @Body() { isEnabled, title, Message }: LoginBannerSettings,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    const banner = { isEnabled: isEnabled ?? false, title: title ?? '', message: Message ?? '' };
    void reply.header('AuditUid', await this.settings.setLoginBanner(caller, uid, banner));
  }

  @Get('password/policy')
  @Requires('tenant.get')
  @ApiOperation({
    operationId: 'V1TenantUidPasswordPolicyGet',
    summary: 'Read what passwords must look like',
    description: WHO,
  })
  @Answers(200, PasswordPolicyAnswer, 'What holds; the default when nobody set it')
  async policy(
    @Caller() caller: Principal,
    @UidParam('tenantUid') uid: string,
  ): Promise<PasswordPolicyAnswer> {
    await this.tenants.get(caller, uid);
    const { createdAt, modifiedAt, ...policy } = await this.settings.passwordPolicy(uid);
    return {
      ...policy,
      ...(createdAt && { creationTimestamp: createdAt.toISOString() }),
      ...(modifiedAt && { updateTimestamp: modifiedAt.toISOString() }),
    };
  }

  @Post('password/policy')
  @Requires('tenant.update')
  @ApiOperation({
    operationId: 'V1TenantUidPasswordPolicyUpdate',
    summary: 'Set what passwords must look like',
    description:
      'Holds for passwords that are set from now on; the expiry also for those that are there. Common passwords, and words of the account, never count. Fields that are left out have their defaults.',
  })
  @Takes(PasswordPolicyRequest, { minLength: 12, expiryDurationInDays: 365, firstReminderInDays: 14 })
  @AnswersNothing('Set')
  @HttpCode(204)
  async setPolicy(
    @Caller() caller: Principal,
    @UidParam('tenantUid') uid: string,
    @Body() body: PasswordPolicyRequest,
  ): Promise<void> {
    const { creationTimestamp: _created, updateTimestamp: _updated, ...policy } = body;
    await this.settings.setPasswordPolicy(caller, uid, policy);
  }
}
