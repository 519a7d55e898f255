import { Body, Controller, Get, Headers, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiSecurity, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Caller, From, Public, SignedIn, TOKEN_SCHEME } from '#access';
import type { Origin, Principal } from '#access';
import { Answers, AnswersNothing, ApiError, Fails, Takes } from '#http';
import { ConfigService } from '../config/config.service.js';
import { AuthenticateRequest, RevokeTokensRequest, SetCookieQuery, UserTokenAnswer } from './auth.dto.js';
import { AuthenticationService } from './authentication.service.js';
import type { Issued } from './authentication.service.js';
import {
  mayRemember,
  refuseBrowserGuess,
  refuseOtherOrigins,
  refuseOtherSites,
} from './browser-requests.rules.js';
import type { BrowserHeaders } from './browser-requests.rules.js';
import { presentedCredential } from './presented-credential.js';
import { SessionCookies } from './session-cookies.service.js';

/** Our cookie is taken away by itself: the word for cookies would take those of every other service under the same domain along. */
const WHAT_A_BROWSER_FORGETS = '"cache", "storage"';

@ApiTags('auth')
@Controller('v1')
export class AuthController {
  constructor(
    private readonly authentication: AuthenticationService,
    private readonly cookies: SessionCookies,
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
  @Fails('LoginFailed', 'PasswordExpired', 'Forbidden', 'TooManyRequests')
  async authenticate(
    @Body() body: AuthenticateRequest,
    @Query() query: SetCookieQuery,
    @Headers() headers: BrowserHeaders,
    @From() origin: Origin,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<UserTokenAnswer> {
    refuseOtherSites(headers);
    return this.answered(await this.authentication.authenticate(body, origin), query, headers, reply);
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
  @Fails('NotAuthenticated', 'Forbidden', 'ResourceNotFound', 'TooManyRequests')
  async refreshByPath(
    @Param('token') token: string,
    @Query() query: SetCookieQuery,
    @Headers() headers: BrowserHeaders,
    @From() origin: Origin,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<UserTokenAnswer> {
    if (!this.config.settings.LATCHKEY_REFRESH_BY_GET)
      throw new ApiError('ResourceNotFound', { message: 'There is no such address.' });
    refuseBrowserGuess(headers);
    return this.answered(await this.authentication.refresh(token, origin), query, headers, reply);
  }

  @Post('auth/refresh')
  @Public()
  @ApiSecurity(TOKEN_SCHEME)
  @ApiOperation({
    operationId: 'v1AuthRefreshPost',
    summary: 'Refresh the token in the header Authorization',
  })
  @Answers(200, UserTokenAnswer, 'A new token of the same session')
  @Fails('NotAuthenticated', 'AmbiguousCredentials', 'TooManyRequests')
  async refresh(@Req() request: FastifyRequest, @From() origin: Origin): Promise<UserTokenAnswer> {
    const presented = presentedCredential(request);
    if (presented?.kind !== 'token') throw new ApiError('NotAuthenticated');
    return answer(await this.authentication.refresh(presented.value, origin));
  }

  @Post('auth/session')
  @Public()
  @ApiOperation({
    operationId: 'v1AuthSession',
    summary: 'Get a token by the session cookie',
    description:
      'For pages of this service, which keep no token: the browser must say that the request comes from the same origin. This is all that the cookie is good for.',
  })
  @Answers(200, UserTokenAnswer, 'A token of the session')
  @Fails('NotAuthenticated', 'Forbidden', 'TooManyRequests')
  async session(@Headers() headers: BrowserHeaders, @From() origin: Origin): Promise<UserTokenAnswer> {
    refuseOtherOrigins(headers, this.config.publicUrl);
    return answer(await this.authentication.resume(headers['cookie'], origin));
  }

  @Post('auth/logout')
  @SignedIn({ tokenOnly: true })
  @ApiOperation({
    operationId: 'v1AuthLogout',
    summary: 'Log out',
    description:
      'Ends the session of this token: every token of it stops at once, and a browser forgets what it kept.',
  })
  @AnswersNothing('Logged out')
  async logOut(@Caller() caller: Principal, @Res({ passthrough: true }) reply: FastifyReply): Promise<void> {
    await this.authentication.logOut(caller);
    void reply.headers({ 'Set-Cookie': this.cookies.none, 'Clear-Site-Data': WHAT_A_BROWSER_FORGETS });
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

  /** The token; with the cookie, for whom a browser may remember the session, unless they ask for none. */
  private answered(
    issued: Issued,
    { setCookie }: SetCookieQuery,
    headers: BrowserHeaders,
    reply: FastifyReply,
  ): UserTokenAnswer {
    if (setCookie !== 'false' && mayRemember(headers, this.config.publicUrl))
      void reply.header('Set-Cookie', this.cookies.of(issued.session));
    return answer(issued);
  }
}

function answer({ token }: Issued): UserTokenAnswer {
  return { Authorization: token, isMfa: false };
}
