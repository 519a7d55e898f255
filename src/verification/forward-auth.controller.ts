import { Controller, Get, HttpCode } from '@nestjs/common';
import {
  ApiExtension,
  ApiHeader,
  ApiOperation,
  ApiQuery,
  ApiResponse,
  ApiSecurity,
  ApiTags,
} from '@nestjs/swagger';
import { API_KEY_SCHEME, Public, TOKEN_SCHEME } from '#access';
import { ApiError, BODILESS } from '#http';
import { VERIFY_PATH } from './forward-auth.listener.js';
import { IDENTITY_HEADERS } from './identity-headers.js';

@ApiTags('verification')
@Controller(VERIFY_PATH)
export class ForwardAuthController {
  /** For the docs: {@link ForwardAuthListener} comes before the router. */
  @Get()
  @HttpCode(200)
  @Public()
  @ApiSecurity(API_KEY_SCHEME)
  @ApiSecurity(TOKEN_SCHEME)
  @ApiExtension(BODILESS, true)
  @ApiOperation({
    operationId: 'verifyRequest',
    summary: 'Say who sends a request, to a gateway in front of something else',
    description:
      'For `auth_request` of nginx, `forward_auth` of Caddy, ForwardAuth of Traefik and the like; any method will do. Looks at the `ApiKey` and `Authorization` headers and at the key in the query of `X-Original-URI`, `X-Original-URL` or `X-Forwarded-Uri`. The answer never has a body.',
  })
  @ApiQuery({
    name: 'permission',
    type: String,
    isArray: true,
    required: false,
    description:
      'What the roles of the holder must allow, such as `apiKey.list AND (user.get OR audit.get)`; given more than once, all of it',
  })
  @ApiHeader({
    name: 'X-Original-URI',
    required: false,
    description: 'The address that the client asked for',
  })
  @ApiResponse({
    status: 200,
    description: 'The credential counts',
    headers: Object.fromEntries(
      IDENTITY_HEADERS.map((name) => [name, { schema: { type: 'string' as const } }]),
    ),
  })
  @ApiResponse({ status: 401, description: 'There is no credential, more than one, or it does not count' })
  @ApiResponse({ status: 403, description: 'The permission is lacking, or is written wrongly (see the log)' })
  @ApiResponse({ status: 429, description: 'Too many credentials from this address did not count' })
  @ApiResponse({ status: 503, description: 'Nobody can say at the moment' })
  verify(): never {
    // only another spelling of the address gets here
    throw new ApiError('ResourceNotFound');
  }
}
