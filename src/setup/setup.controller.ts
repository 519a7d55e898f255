import { Body, Controller, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { From, Public } from '#access';
import type { Origin } from '#access';
import { Answers, Fails, Takes } from '#http';
import { SetupAnswer, SetupRequest } from './setup.dto.js';
import { SetupService } from './setup.service.js';

@ApiTags('setup')
@Controller('v1/setup')
export class SetupController {
  constructor(private readonly setup: SetupService) {}

  @Post()
  @Public()
  @ApiOperation({
    operationId: 'v1Setup',
    summary: 'Make the first organisation and its administrator',
    description:
      'Works once, with the setup token that the service printed at its start and keeps in its data directory until then.',
  })
  @Takes(SetupRequest, {
    token: 'setup_...',
    orgName: 'acme',
    emailId: 'ada@acme.example',
    password: 'correct horse battery staple',
    firstName: 'Ada',
    lastName: 'Lovelace',
  })
  @Answers(201, SetupAnswer, 'Set up; log in now')
  @Fails('SetupDone', 'SetupTokenInvalid', 'TooManyRequests')
  async setUp(
    @Body() { token, ...administrator }: SetupRequest,
    @From() origin: Origin,
  ): Promise<SetupAnswer> {
    const user = await this.setup.setUp(token, administrator, origin);
    return { tenantUid: user.tenantUid, userUid: user.uid };
  }
}
