import { Controller, Get, Header, Headers, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Public } from '#access';
import { Answers } from '#http';
import { JwksAnswer } from './auth.dto.js';
import { KEY_SET_MAX_AGE_SECONDS } from './signing-keys.plan.js';
import { SigningKeysService } from './signing-keys.service.js';

@ApiTags('auth')
@Controller('.well-known')
export class JwksController {
  constructor(private readonly keys: SigningKeysService) {}

  @Get('jwks.json')
  @Public()
  @Header('Cache-Control', `public, max-age=${KEY_SET_MAX_AGE_SECONDS}`)
  @ApiOperation({
    operationId: 'jwks',
    summary: 'The public keys that tokens are signed with',
    description:
      'A key appears here a day before it signs, and never later than an hour, so that an hour of caching misses none. Has an `ETag`; 304 to who knows it.',
  })
  @Answers(200, JwksAnswer, 'A JSON Web Key Set (RFC 7517)')
  jwks(
    @Headers('if-none-match') known: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): JwksAnswer | undefined {
    const answer = this.keys.jwks() as unknown as JwksAnswer;
    // a key never changes under its name
    const tag = `"${answer.keys.map(({ kid }) => kid).join('.')}"`;
    reply.header('ETag', tag);
    if (!known?.split(',').some((one) => one.trim().replace(/^W\//, '') === tag)) return answer;
    reply.status(304);
    return undefined;
  }
}
