/** No name of ours is longer, and every credential of ours is. */
const NAME = /^[\w .[\]$-]{1,40}$/;

/**
 * What an answer calls a field or parameter that the client named. One that cannot be a name may be a secret in the wrong place, and an answer
 * stands in the logs of whoever reads it.
 */
export function shownName(name: string): string {
  return NAME.test(name) ? name : '?';
}
