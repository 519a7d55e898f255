import { Controller, Post, Req } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Caller, Public, Requires } from '#access';
import type { Principal } from '#access';
import { Answers, Fails, Form, required, TakesForm } from '#http';
import type { FormParameters } from '#http';
import { IntrospectionAnswer, IntrospectRequest, TokenAnswer, TokenRequest } from './oauth.dto.js';
import { API_KEY_TYPE, INTROSPECTION_PATH, TOKEN_EXCHANGE, TOKEN_PATH } from './oauth.names.js';
import { Introspection } from './introspection.service.js';
import { readTokenRequest } from './token-request.js';
import { TokenExchange } from './token-exchange.service.js';

const EXAMPLE_KEY = 'lk_2dJmXqkXv7u4Jb3cN9w5yTz8R1fGhQsA0BeLp6';

/** The two questions of OAuth libraries. They send forms, and no cookie says who they are. */
@ApiTags('oauth')
@Controller()
export class OAuthController {
  constructor(
    private readonly introspection: Introspection,
    private readonly exchange: TokenExchange,
  ) {}

  @Post(INTROSPECTION_PATH)
  @Requires('apiKey.verify', { fromCopies: true })
  @ApiOperation({
    operationId: 'introspectToken',
    summary: 'Say what a key or a token is worth (RFC 7662)',
    description:
      'For a back end that was shown one. It says who it is like everybody else, or as an OAuth client by HTTP Basic with an API key as the secret. Whatever does not count, or is another organisation’s, is `{"active":false}`.',
  })
  @TakesForm(IntrospectRequest, { token: EXAMPLE_KEY })
  @Answers(200, IntrospectionAnswer, 'What it is worth')
  introspect(@Caller() caller: Principal, @Form() form: FormParameters): Promise<IntrospectionAnswer> {
    return this.introspection.introspect(caller, required(form, 'token'));
  }

  @Post(TOKEN_PATH)
  @Public()
  @ApiOperation({
    operationId: 'exchangeToken',
    summary: 'Give a short-lived token for an API key (RFC 8693)',
    description:
      'Others check it with the published keys and without asking. It is for them alone: here it is no credential, but it can be introspected. It lives for 15 minutes, and never longer than the key.',
  })
  @TakesForm(TokenRequest, {
    grant_type: TOKEN_EXCHANGE,
    subject_token: EXAMPLE_KEY,
    subject_token_type: API_KEY_TYPE,
    scope: 'user.get',
  })
  @Answers(200, TokenAnswer, 'The token')
  @Fails('UnsupportedGrantType', 'InvalidSubjectToken', 'InvalidScope', 'InvalidTarget', 'TooManyRequests')
  async token(@Form() form: FormParameters, @Req() request: FastifyRequest): Promise<TokenAnswer> {
    const { issuedType, ...asked } = readTokenRequest(form);
    const { token, expiresIn, scope, holder } = await this.exchange.exchange({
      ...asked,
      address: request.ip,
    });
    (request as { user?: unknown }).user = holder; // for the log
    return {
      access_token: token,
      issued_token_type: issuedType,
      token_type: 'Bearer',
      expires_in: expiresIn,
      scope,
    };
  }
}
