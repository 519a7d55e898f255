import { Controller, Get, Headers, Query, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { From, Public } from '#access';
import type { Origin } from '#access';
import { AnswersNothing, Fails } from '#http';
import { ForgottenOrganisationsQuery } from './auth.dto.js';
import { refuseBrowserGuess } from './browser-requests.rules.js';
import type { BrowserHeaders } from './browser-requests.rules.js';
import { ForgottenOrganisationsService } from './forgotten-organisations.service.js';

@ApiTags('auth')
@Controller('v1/auth/user/org')
export class ForgottenOrganisationsController {
  constructor(private readonly organisations: ForgottenOrganisationsService) {}

  @Get('forgot')
  @Public()
  @ApiOperation({
    operationId: 'V1AuthUserOrgForgot',
    summary: 'Have the organisations of an e-mail address mailed to it',
    description:
      'The answer is the same whether or not anybody has this address, and also where there is no mail server.',
  })
  @AnswersNothing('Noted', { auditUid: true })
  @Fails('Forbidden', 'TooManyRequests')
  async forgot(
    @Query() { emailId }: ForgottenOrganisationsQuery,
    @Headers() headers: BrowserHeaders,
    @From() origin: Origin,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    refuseBrowserGuess(headers);
    void reply.header('AuditUid', await this.organisations.mail(emailId, origin));
  }
}
