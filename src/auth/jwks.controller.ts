import { Controller, Get, Header } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Public } from '#access';
import { Answers } from '#http';
import { JwksAnswer } from './auth.dto.js';
import { SigningKeysService } from './signing-keys.service.js';

@ApiTags('auth')
@Controller('.well-known')
export class JwksController {
  constructor(private readonly keys: SigningKeysService) {}

  @Get('jwks.json')
  @Public()
  @Header('Cache-Control', 'public, max-age=3600')
  @ApiOperation({
    operationId: 'jwks',
    summary: 'The public keys that tokens are signed with',
    description: 'A key appears here a day before it signs, so an hour of caching misses none.',
  })
  @Answers(200, JwksAnswer, 'A JSON Web Key Set (RFC 7517)')
  jwks(): JwksAnswer {
    return this.keys.jwks() as unknown as JwksAnswer;
  }
}
