import type { Response } from 'supertest';

/** Where a credential is handed out, and the form of each: that of a key, and that of a token. */
const CREDENTIAL = /"(Authorization|access_token|apiKey)"\s*:|lk_\w{38}|eyJ[\w-]+\.[\w-]+\.[\w-]+/i;

/** @returns true for an answer that says no, and hands out a credential all the same. */
export function givesAway({ status, headers, text }: Pick<Response, 'status' | 'headers' | 'text'>): boolean {
  return status >= 400 && ('set-cookie' in headers || CREDENTIAL.test(JSON.stringify(headers) + text));
}
