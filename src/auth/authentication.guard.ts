import { Injectable, Logger } from '@nestjs/common';
import type { CanActivate, ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { AuthGuard } from '@nestjs/passport';
import type { FastifyRequest } from 'fastify';
import { originOf, ROUTE_ACCESS } from '#access';
import type { Principal, RouteAccess } from '#access';
import { ApiError } from '#http';
import { ConfigService } from '../config/config.service.js';
import { KeyUses } from '../key-uses/key-uses.service.js';
import { Limits } from '../limits/limits.service.js';
import { API_KEY_STRATEGY } from './api-key.strategy.js';
import { KnownCredentials } from './known-credentials.service.js';
import { presentedCredential } from './presented-credential.js';
import type { PresentedCredential } from './presented-credential.js';
import { principalOf } from './known-records.js';
import type { KnownHolder } from './known-records.js';
import { TOKEN_STRATEGY } from './token.strategy.js';

type GuardedRequest = FastifyRequest & { user: KnownHolder | Principal };

/** Passport's verdict: an error is a fault of ours (and no reason to throw a credential away), everything else one and the same 401. */
const answerAlike = <Holder = KnownHolder>(error: unknown, holder: Holder | false): Holder => {
  if (error) throw error;
  if (!holder) throw new ApiError('NotAuthenticated');
  return holder;
};

class ApiKeyGuard extends AuthGuard(API_KEY_STRATEGY) {
  override handleRequest = answerAlike;
}

class TokenGuard extends AuthGuard(TOKEN_STRATEGY) {
  override handleRequest = answerAlike;
}

/**
 * Decides who is calling. Closed by default: a route that does not say who may call it lets nobody in. The strategy is chosen by the
 * credential that is present; the others are not tried.
 */
@Injectable()
export class AuthenticationGuard implements CanActivate {
  private readonly logger = new Logger(AuthenticationGuard.name);
  private readonly guards = { apiKey: new ApiKeyGuard(), token: new TokenGuard() };

  constructor(
    private readonly reflector: Reflector,
    private readonly config: ConfigService,
    private readonly known: KnownCredentials,
    private readonly limits: Limits,
    private readonly uses: KeyUses,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const access = this.reflector.getAllAndOverride<RouteAccess | undefined>(ROUTE_ACCESS, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (access === 'public') return true;
    if (access === undefined) {
      this.logger.error(
        `${context.getClass().name}.${context.getHandler().name} does not say who may call it`,
      );
      throw new ApiError('Forbidden');
    }
    const request = context.switchToHttp().getRequest<GuardedRequest>();
    const presented = presentedCredential(request);
    if (!presented) throw new ApiError('NotAuthenticated');
    const origin = originOf(request);
    const judging = access.fromCopies
      ? this.fromCopies(presented)
      : this.fromDatabase(presented, request, context);
    const known = await judging.catch((error: unknown) => {
      const isInvalid = error instanceof ApiError && error.code === 'NotAuthenticated';
      throw isInvalid ? this.limits.invalid(origin.ip, error) : error;
    });
    if (presented.isInQuery && !(known.allowsQueryApiKeys && this.config.settings.LATCHKEY_QUERY_API_KEYS))
      throw new ApiError('NotAuthenticated');
    request.user = principalOf(known, origin);
    this.uses.note(known, presented.isInQuery ? 'query' : 'header', origin.ip);
    return true;
  }

  private async fromCopies(presented: PresentedCredential): Promise<KnownHolder> {
    const { code, holder } = await this.known.judge(presented);
    if (code !== 'VALID' || !holder) throw new ApiError('NotAuthenticated');
    return holder;
  }

  private async fromDatabase(
    presented: PresentedCredential,
    request: GuardedRequest,
    context: ExecutionContext,
  ): Promise<KnownHolder> {
    request.presented = presented;
    await this.guards[presented.kind].canActivate(context);
    return request.user as KnownHolder;
  }
}
