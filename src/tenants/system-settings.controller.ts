import { Body, Controller, Get, Put, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Caller, Requires } from '#access';
import type { Principal } from '#access';
import { Answers, AnswersNothing, Takes } from '#http';
import { AuthTokenSettings } from './tenant-settings.dto.js';
import { TenantSettingsService } from './tenant-settings.service.js';

@ApiTags('settings')
@Controller('v1/system')
export class SystemSettingsController {
  constructor(private readonly settings: TenantSettingsService) {}

  @Get('authTokenSettings')
  @Requires('system.get')
  @ApiOperation({
    operationId: 'v1SystemAuthTokenSettingsGet',
    summary: 'Read how long tokens are valid where an organisation set nothing',
    description: 'For platform administrators.',
  })
  @Answers(200, AuthTokenSettings, 'What holds')
  async tokens(): Promise<AuthTokenSettings> {
    return { expiryTimeMinutes: await this.settings.systemTokenMinutes() };
  }

  @Put('authTokenSettings')
  @Requires('system.update')
  @ApiOperation({
    operationId: 'v1SystemAuthTokenSettingsUpdate',
    summary: 'Set how long tokens are valid where an organisation set nothing',
    description: 'For platform administrators. Holds for tokens that are issued from now on.',
  })
  @Takes(AuthTokenSettings, { expiryTimeMinutes: 15 })
  @AnswersNothing('Set', { auditUid: true })
  async setTokens(
    @Caller() caller: Principal,
    @Body() { expiryTimeMinutes }: AuthTokenSettings,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    void reply.header('AuditUid', await this.settings.setSystemTokenMinutes(caller, expiryTimeMinutes));
  }
}
