import { ApiError } from '#http';

type Headers = Record<string, string | undefined>;

/** A GET that changes something must not be run because a browser guessed ahead or another site pointed to it. @throws ApiError Forbidden */
export function refuseBrowserGuess(headers: Headers): void {
  const purpose =
    `${headers['sec-purpose'] ?? ''} ${headers['purpose'] ?? ''} ${headers['x-moz'] ?? ''}`.toLowerCase();
  const site = headers['sec-fetch-site'];
  if (purpose.includes('prefetch') || (site !== undefined && site !== 'same-origin' && site !== 'none'))
    throw new ApiError('Forbidden');
}

/**
 * @returns false for an address that somebody typed or followed from a letter: it may hold another person's token, and the session
 * that a browser remembers must not become theirs (session fixation).
 */
export function mayRemember(headers: Headers): boolean {
  const site = headers['sec-fetch-site'];
  return site === undefined || site === 'same-origin';
}

/**
 * A browser sends cookies along by itself; that a page of ours asked, these headers say, which no page can write. The older one counts
 * only where the newer is missing.
 * @throws ApiError Forbidden also when neither is there.
 */
export function refuseOtherOrigins(headers: Headers, publicUrl: string): void {
  const site = headers['sec-fetch-site'];
  const isOurs =
    site === undefined ? headers['origin'] === new URL(publicUrl).origin : site === 'same-origin';
  if (!isOurs) throw new ApiError('Forbidden', { message: 'Only a page of this service may ask for this.' });
}
