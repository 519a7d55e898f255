import { Body, Controller, Get, Headers, Param, Post, Query, Req } from '@nestjs/common';
import { ApiOperation, ApiSecurity, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Caller, From, Public, SignedIn, TOKEN_SCHEME } from '#access';
import type { Origin, Principal } from '#access';
import { Answers, AnswersNothing, ApiError, Fails, Takes } from '#http';
import { ConfigService } from '../config/config.service.js';
import { AuthenticateRequest, RevokeTokensRequest, SetCookieQuery, UserTokenAnswer } from './auth.dto.js';
import { AuthenticationService } from './authentication.service.js';
import { presentedCredential } from './presented-credential.js';

@ApiTags('auth')
@Controller('v1')
export class AuthController {
  constructor(
    private readonly authentication: AuthenticationService,
    private readonly config: ConfigService,
  ) {}

  @Post('auth/authenticate')
  @Public()
  @ApiOperation({
    operationId: 'v1Authenticate',
    summary: 'Log in',
    description: 'The token is valid for 15 minutes; refresh it before it expires.',
  })
  @Takes(AuthenticateRequest, { emailId: 'ada@acme.example', password: 'correct horse battery staple' })
  @Answers(200, UserTokenAnswer, 'The authorization token')
  @Fails('LoginFailed', 'PasswordExpired')
  async authenticate(
    @Body() body: AuthenticateRequest,
    @Query() _query: SetCookieQuery,
    @From() origin: Origin,
  ): Promise<UserTokenAnswer> {
    return answer(await this.authentication.authenticate(body, origin));
  }

  @Get('auth/refresh/:token')
  @Public()
  @ApiOperation({
    operationId: 'v1AuthRefresh',
    summary: 'Refresh a token that is named in the address',
    description:
      'For existing clients. POST /v1/auth/refresh does the same and keeps the token out of addresses.',
  })
  @Answers(200, UserTokenAnswer, 'A new token of the same session')
  @Fails('NotAuthenticated', 'Forbidden', 'ResourceNotFound')
  async refreshByPath(
    @Param('token') token: string,
    @Query() _query: SetCookieQuery,
    @Headers() headers: Record<string, string | undefined>,
    @From() origin: Origin,
  ): Promise<UserTokenAnswer> {
    if (!this.config.settings.LATCHKEY_REFRESH_BY_GET)
      throw new ApiError('ResourceNotFound', { message: 'There is no such address.' });
    refuseBrowserGuess(headers);
    return answer(await this.authentication.refresh(token, origin));
  }

  @Post('auth/refresh')
  @Public()
  @ApiSecurity(TOKEN_SCHEME)
  @ApiOperation({
    operationId: 'v1AuthRefreshPost',
    summary: 'Refresh the token in the header Authorization',
  })
  @Answers(200, UserTokenAnswer, 'A new token of the same session')
  @Fails('NotAuthenticated', 'AmbiguousCredentials')
  async refresh(@Req() request: FastifyRequest, @From() origin: Origin): Promise<UserTokenAnswer> {
    const presented = presentedCredential(request);
    if (presented?.kind !== 'token') throw new ApiError('NotAuthenticated');
    return answer(await this.authentication.refresh(presented.value, origin));
  }

  @Post('auth/logout')
  @SignedIn({ tokenOnly: true })
  @ApiOperation({
    operationId: 'v1AuthLogout',
    summary: 'Log out',
    description: 'Ends the session of this token: every token of it stops at once.',
  })
  @AnswersNothing('Logged out')
  async logOut(@Caller() caller: Principal): Promise<void> {
    await this.authentication.logOut(caller);
  }

  @Post('users/auth/tokens/revoke')
  @SignedIn()
  @ApiOperation({
    operationId: 'v1UsersAuthTokensRevoke',
    summary: 'Revoke tokens',
    description:
      'Ends the sessions of these tokens, whatever they were refreshed from or to. Unknown, expired and foreign tokens are passed over in silence.',
  })
  @Takes(RevokeTokensRequest, { tokens: ['eyJhbGciOi...'] })
  @AnswersNothing('Done')
  async revoke(@Caller() caller: Principal, @Body() { tokens }: RevokeTokensRequest): Promise<void> {
    await this.authentication.revoke(caller, tokens);
  }
}

function answer(token: string): UserTokenAnswer {
  return { Authorization: token, isMfa: false };
}

/** A GET that changes something must not be run because a browser guessed ahead or another site pointed to it. */
function refuseBrowserGuess(headers: Record<string, string | undefined>): void {
  const purpose =
    `${headers['sec-purpose'] ?? ''} ${headers['purpose'] ?? ''} ${headers['x-moz'] ?? ''}`.toLowerCase();
  const site = headers['sec-fetch-site'];
  if (purpose.includes('prefetch') || (site !== undefined && site !== 'same-origin' && site !== 'none'))
    throw new ApiError('Forbidden');
}
