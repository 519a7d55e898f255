import { Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import type { FastifyRequest } from 'fastify';
import { Strategy } from 'passport-jwt';
import { kidOf } from '#secrets';
import { orFault } from './or-fault.js';
import { PrincipalsService } from './principals.service.js';
import type { KnownHolder } from './known-records.js';
import { SigningKeysService } from './signing-keys.service.js';
import { TokenIssuer } from './token-issuer.service.js';

export const TOKEN_STRATEGY = 'authorization-token';

/** Recognises the holder of an authorization token. Passport checks the signature, we check what the token says. */
@Injectable()
export class TokenStrategy extends PassportStrategy(Strategy, TOKEN_STRATEGY) {
  constructor(
    keys: SigningKeysService,
    private readonly tokens: TokenIssuer,
    private readonly principals: PrincipalsService,
  ) {
    super({
      jwtFromRequest: (request: unknown) => (request as FastifyRequest).presented?.value ?? null,
      secretOrKeyProvider: (
        _request: unknown,
        token: string,
        done: (error: Error | null, key?: string) => void,
      ) => {
        const key = keys.publicKey(kidOf(token) ?? '');
        // the declared type knows only text; jsonwebtoken takes a KeyObject, which spares parsing it for each request
        if (key) done(null, key as unknown as string);
        else done(new Error('no such key'));
      },
      algorithms: ['ES256'],
      ignoreExpiration: true, // judged below by our clock
    });
  }

  validate(payload: unknown): Promise<KnownHolder | null> {
    return orFault(async () => {
      const claims = this.tokens.check(payload);
      return claims && (await this.principals.byClaims(claims));
    });
  }
}
