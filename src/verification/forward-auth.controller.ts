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
import type { FastifyReply, FastifyRequest } from 'fastify';
import { API_KEY_SCHEME, Public, TOKEN_SCHEME } from '#access';
import { BODILESS } from '#http';
import { ForwardAuth } from './forward-auth.service.js';
import { forwardedCredential } from './forwarded-credentials.js';
import { IDENTITY_HEADERS, identityHeaders } from './identity-headers.js';

const PATH = '/v1/auth/verify';

/**
 * The question that a gateway asks about each request: who is this, and may they? It is answered before the rest of the request is looked
 * at: a gateway passes on headers about a body that it keeps to itself, and must not be told anything but who it is.
 */
@ApiTags('verification')
@Controller(PATH)
export class ForwardAuthController {
  constructor(private readonly forwardAuth: ForwardAuth) {}

  /** Whether a request is for here, whatever its method. */
  answers({ routeOptions, raw }: FastifyRequest): boolean {
    return routeOptions.url === PATH || raw.url?.split('?', 1)[0] === PATH;
  }

  /** A hook that answers here, whatever the method, and passes everything else on. */
  readonly answerFirst = (
    request: FastifyRequest,
    reply: FastifyReply,
    done: (fault?: Error) => void,
  ): void => {
    if (this.answers(request)) this.answer(request, reply).catch((fault: unknown) => void reply.send(fault));
    else done();
  };

  /** For the router and the docs: {@link answerFirst} comes before. */
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
    required: false,
    description: 'What the roles of the holder must allow, such as `apiKey.list AND (user.get OR audit.get)`',
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
    throw new Error('answered before it came here');
  }

  private async answer(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const { permission } = request.query as { permission?: unknown };
    const presented = forwardedCredential(request);
    const decision = await this.forwardAuth.decide({ presented, permission, address: request.ip });
    reply.status(decision.status);
    if ('verdict' in decision) (request as { user?: unknown }).user = decision.verdict.holder; // for the log
    if (decision.status === 200) reply.headers(identityHeaders(decision.verdict));
    // a body that is announced and does not come would be looked for in the next request
    if (announcesBody(request)) reply.header('Connection', 'close');
    if ('seconds' in decision) reply.header('Retry-After', String(decision.seconds));
    void reply.send();
  }
}

function announcesBody({ headers }: FastifyRequest): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) !== 0;
}
