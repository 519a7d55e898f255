import { Controller, Get } from '@nestjs/common';
import { ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { Public } from '#access';
import { Answers, ApiError, Fails } from '#http';
import { HealthService } from './health.service.js';

class HealthAnswer {
  @ApiProperty({ example: 'ok' }) status: string;
}

@ApiTags('health')
@Controller('health')
export class HealthController {
  constructor(private readonly health: HealthService) {}

  @Get('live')
  @Public()
  @ApiOperation({
    operationId: 'healthLive',
    summary: 'Is the process alive',
    description: 'Never asks the database: a process must not be killed because a database is down.',
  })
  @Answers(200, HealthAnswer, 'It is')
  live(): HealthAnswer {
    return { status: 'ok' };
  }

  @Get('ready')
  @Public()
  @ApiOperation({
    operationId: 'healthReady',
    summary: 'Should this instance get requests',
    description: 'No while it stops and while the database does not answer.',
  })
  @Answers(200, HealthAnswer, 'It should')
  @Fails('ServiceUnavailable')
  async ready(): Promise<HealthAnswer> {
    if (!(await this.health.isReady())) throw new ApiError('ServiceUnavailable');
    return { status: 'ok' };
  }
}
