/** A token, and what is known of time by it, by a clock that nobody sets: `performance.now()`. */
export interface Token {
  value: string;
  /** When it is to be replaced. */
  renewAt: number;
  /** What the clock of the service said when ours said 0. */
  serviceStart: number;
}

/** How long before its end a token is replaced, at most half of its life. */
export const EARLY_MS = 60_000;

/** @returns the token with its times by our own clock: the clock of this machine may be wrong, how long a token lives is not. */
export function received(value: string, now = performance.now()): Token {
  const [, payload = ''] = value.split('.');
  const { iat, exp } = JSON.parse(atob(payload.replaceAll('-', '+').replaceAll('_', '/'))) as {
    iat: number;
    exp: number;
  };
  const life = (exp - iat) * 1000;
  return { value, renewAt: now + life - Math.min(EARLY_MS, life / 2), serviceStart: iat * 1000 - now };
}

/** @returns the milliseconds until it is to be replaced; never less than 0. */
export function timeToRenew({ renewAt }: Token, now = performance.now()): number {
  return Math.max(0, renewAt - now);
}
