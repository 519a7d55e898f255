/**
 * What stood behind `#token=` when the page was opened. It is read before anything else runs, and taken out of the address at once: it must
 * not stay in the address bar, the history or on a shared screen.
 */
export const tokenOfLink = new URLSearchParams(location.hash.slice(1)).get('token') ?? '';

if (tokenOfLink !== '') history.replaceState(null, '', location.pathname + location.search);
