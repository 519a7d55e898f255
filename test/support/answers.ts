import type { Response } from 'supertest';

/** @returns the whole body of an error, for `toEqual`: nothing may be in it beside these. */
export const errorBody = (code: string, details?: Record<string, unknown>) => ({
  code,
  message: expect.any(String) as string,
  ...(details && { details }),
  ref: expect.stringMatching(/^[0-9A-Za-z]{6}-[0-9a-z]+$/) as string,
});

/** @returns the same for a route of OAuth clients, which has the name of the error in their words as well (RFC 6749, 5.2). */
export const oauthErrorBody = (error: string, code: string, details?: Record<string, unknown>) => ({
  error,
  error_description: expect.stringMatching(/^[ !#-[\]-~]+$/) as string,
  ...errorBody(code, details),
});

/** @returns the bytes of an error answer without the one part that is never the same. */
export function withoutRef(text: string): string {
  return text.replace(/"ref":"[^"]*"/, '"ref":"..."');
}

/**
 * Everything that a client can see of an answer, without what differs between any two: the date, the `ref`, and the length that
 * follows from it. Two requests whose answers must tell nothing apart give the same.
 */
export function visible({ status, headers, text }: Response): object {
  const { date: _date, 'content-length': _length, ...others } = headers as Record<string, string>;
  return { status, headers: others, text: withoutRef(text) };
}
