/** What every answer carries, an error included: it is nobody's to cache, to sniff, to frame or to refer from (WB-01). */
export function answerHeaders(isHttps: boolean): Record<string, string> {
  return {
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
    'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
    'Referrer-Policy': 'no-referrer',
    ...(isHttps && { 'Strict-Transport-Security': 'max-age=31536000' }),
  };
}
