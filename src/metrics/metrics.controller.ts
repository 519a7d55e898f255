import { Controller, Get, Headers, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Public } from '#access';
import { ApiError } from '#http';
import { Metrics } from './metrics.service.js';

const TEXT_FORMAT = 'text/plain; version=0.0.4; charset=utf-8';

/** For Prometheus. It shows a token of its own: what reads numbers should be able to do nothing else. */
@ApiExcludeController()
@Controller('metrics')
export class MetricsController {
  constructor(private readonly metrics: Metrics) {}

  /** Without a token in the settings there is no such address. @throws ApiError ResourceNotFound, NotAuthenticated */
  @Get()
  @Public()
  read(
    @Headers('authorization') authorization: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    if (!this.metrics.isOn) throw new ApiError('ResourceNotFound', { message: 'There is no such address.' });
    const [, token = ''] = /^Bearer +(\S+)$/i.exec(authorization ?? '') ?? []; // RFC 6750, section 2.1
    if (!this.metrics.isReader(token)) throw new ApiError('NotAuthenticated');
    reply.type(TEXT_FORMAT); // not by a decorator, which would have refusals bear it too
    return this.metrics.read();
  }
}
