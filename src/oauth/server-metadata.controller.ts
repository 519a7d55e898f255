import { Controller, Get, Header } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Public, TENANT_PERMISSIONS } from '#access';
import { Answers } from '#http';
import { ConfigService } from '../config/config.service.js';
import { ServerMetadataAnswer } from './oauth.dto.js';
import { INTROSPECTION_PATH, TOKEN_EXCHANGE, TOKEN_PATH } from './oauth.names.js';

/** What libraries read to configure themselves: only what there is. */
@ApiTags('oauth')
@Controller('.well-known')
export class ServerMetadataController {
  constructor(private readonly config: ConfigService) {}

  @Get('oauth-authorization-server')
  @Public()
  @Header('Cache-Control', 'public, max-age=3600')
  @ApiOperation({
    operationId: 'serverMetadata',
    summary: 'Where the doors for OAuth libraries are (RFC 8414)',
  })
  @Answers(200, ServerMetadataAnswer, 'The metadata of the authorization server')
  metadata(): ServerMetadataAnswer {
    const { issuer, publicUrl, servesDocs } = this.config;
    return {
      issuer,
      jwks_uri: `${publicUrl}/.well-known/jwks.json`,
      token_endpoint: `${publicUrl}${TOKEN_PATH}`,
      token_endpoint_auth_methods_supported: ['none'],
      introspection_endpoint: `${publicUrl}${INTROSPECTION_PATH}`,
      introspection_endpoint_auth_methods_supported: ['client_secret_basic', 'Bearer'],
      grant_types_supported: [TOKEN_EXCHANGE],
      response_types_supported: [],
      scopes_supported: [...TENANT_PERMISSIONS],
      ...(servesDocs && { service_documentation: `${publicUrl}/docs` }),
    };
  }
}
