/** What every answer carries, an error included: it is nobody's to cache, to sniff, to frame or to refer from (WB-01). */
export function answerHeaders(isHttps: boolean): Record<string, string> {
  return {
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
    'Content-Security-Policy': "default-src 'none'; base-uri 'none'; frame-ancestors 'none'",
    'Referrer-Policy': 'no-referrer',
    ...(isHttps && { 'Strict-Transport-Security': 'max-age=31536000' }),
  };
}

/** @returns the policy of a page that may do what is named here and nothing else. */
export function pagePolicy({
  'form-action': formAction = "'none'",
  ...allowed
}: Record<string, string>): string {
  const directives = {
    'default-src': "'none'",
    ...allowed,
    'object-src': "'none'",
    'base-uri': "'none'",
    'form-action': formAction,
    'frame-ancestors': "'none'",
  };
  return Object.entries(directives)
    .map(([name, sources]) => `${name} ${sources}`)
    .join('; ');
}

/** What a page and its files carry beside: no other site's window holds a handle on them, and none embeds them (WB-02). */
export function pageHeaders(policy: string): Record<string, string> {
  return {
    'Content-Security-Policy': policy,
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
  };
}
