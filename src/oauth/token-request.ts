import { ApiError, required } from '#http';
import type { FormParameters } from '#http';
import { ACCESS_TOKEN_TYPE, API_KEY_TYPE, JWT_TYPE, TOKEN_EXCHANGE } from './oauth.names.js';
import type { ExchangeRequest } from './token-exchange.service.js';

/**
 * Reads what a client wants of the token endpoint (RFC 8693, 2.1).
 * @throws ApiError UnsupportedGrantType, InvalidInput, InvalidTarget
 */
export function readTokenRequest(
  form: FormParameters,
): Omit<ExchangeRequest, 'address'> & { issuedType: string } {
  if (required(form, 'grant_type') !== TOKEN_EXCHANGE) throw new ApiError('UnsupportedGrantType');
  const apiKey = required(form, 'subject_token');
  mustBe('subject_token_type', required(form, 'subject_token_type'), [API_KEY_TYPE]);
  const issuedType = form.get('requested_token_type') ?? ACCESS_TOKEN_TYPE;
  mustBe('requested_token_type', issuedType, [ACCESS_TOKEN_TYPE, JWT_TYPE]);
  // a token that does not say who acts would be taken for the owner's own
  if (form.has('actor_token'))
    throw new ApiError('InvalidInput', { details: { actor_token: 'cannot be taken' } });
  const [audience, ...more] = ['audience', 'resource'].flatMap((name) => form.get(name) ?? []);
  if (more.length > 0) throw new ApiError('InvalidTarget', { message: 'A token is for one audience.' });
  return { apiKey, scope: form.get('scope'), audience, issuedType };
}

function mustBe(name: string, value: string, allowed: string[]): void {
  if (!allowed.includes(value))
    throw new ApiError('InvalidInput', { details: { [name]: `must be ${allowed.join(' or ')}` } });
}
