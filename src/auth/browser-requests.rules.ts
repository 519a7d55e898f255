import { ApiError } from '#http';

/** The headers of a request, among them those by which a browser says who makes it. */
export type BrowserHeaders = Record<string, string | undefined>;

/** A GET that changes something must not be run because a browser guessed ahead or another site pointed to it. @throws ApiError Forbidden */
export function refuseBrowserGuess(headers: BrowserHeaders): void {
  const purpose =
    `${headers['sec-purpose'] ?? ''} ${headers['purpose'] ?? ''} ${headers['x-moz'] ?? ''}`.toLowerCase();
  if (purpose.includes('prefetch')) throw new ApiError('Forbidden');
  refuseOtherSites(headers);
}

/** Another site must log nobody in: whoever goes on in that session works in somebody else's name. @throws ApiError Forbidden */
export function refuseOtherSites(headers: BrowserHeaders): void {
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') throw new ApiError('Forbidden');
}

/**
 * Programs say nothing of where they are, and may have the cookie.
 * @returns false for another site's page, and for an address that somebody typed or followed from a letter: it may hold another person's
 * token, and the session that a browser remembers must not become theirs (session fixation).
 */
export function mayRemember(headers: BrowserHeaders, publicUrl: string): boolean {
  const isSilent = headers['sec-fetch-site'] === undefined && headers['origin'] === undefined;
  return isSilent || isOurs(headers, publicUrl);
}

/**
 * A browser sends cookies along by itself; that a page of ours asked, its headers must say.
 * @throws ApiError Forbidden also when neither is there.
 */
export function refuseOtherOrigins(headers: BrowserHeaders, publicUrl: string): void {
  if (!isOurs(headers, publicUrl))
    throw new ApiError('Forbidden', { message: 'Only a page of this service may ask for this.' });
}

/** What no page can write says that a page of ours asked. The older header counts only where the newer is missing. */
function isOurs(headers: BrowserHeaders, publicUrl: string): boolean {
  const site = headers['sec-fetch-site'];
  return site === undefined ? headers['origin'] === new URL(publicUrl).origin : site === 'same-origin';
}
