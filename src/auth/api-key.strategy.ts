import { Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import type { FastifyRequest } from 'fastify';
import { HeaderAPIKeyStrategy } from 'passport-headerapikey';
import { orFault } from './or-fault.js';
import { PrincipalsService } from './principals.service.js';
import type { KnownHolder } from './known-records.js';

/** The package is typed for another server framework, of which it reads the headers only. */
type PassportRequest = Parameters<HeaderAPIKeyStrategy['authenticate']>[0];

export const API_KEY_STRATEGY = 'api-key';

/** Recognises the holder of an API key, wherever in the request it was sent. */
@Injectable()
export class ApiKeyStrategy extends PassportStrategy(HeaderAPIKeyStrategy, API_KEY_STRATEGY) {
  constructor(private readonly principals: PrincipalsService) {
    // never `true`: Nest takes the last argument for the callback, this package puts the request there
    super({ header: 'ApiKey', prefix: '' }, false);
  }

  /** Shows the package the one header that it reads, whether the key came in it or in the query. */
  override authenticate(request: PassportRequest): void {
    const { presented } = request as unknown as FastifyRequest;
    super.authenticate({ headers: { apikey: presented?.value } } as unknown as PassportRequest);
  }

  validate(value: string): Promise<KnownHolder | null> {
    return orFault(() => this.principals.byApiKey(value));
  }
}
