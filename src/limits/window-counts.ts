import { LRUCache } from 'lru-cache';

/** Of more keys than this, the one that has been quiet for longest is forgotten: nobody fills the memory by having many addresses. */
const MOST_KEYS = 100_000;

/**
 * Counts something by key, in windows that begin with the first of it. Ours, since what the limiters of npm keep in memory grows with the
 * keys that callers bring (a map without a bound, and a timer for each), goes by the system's clock, and answers with a promise.
 */
export class WindowCounts {
  private readonly counts = new LRUCache<string, { count: number; until: number }>({ max: MOST_KEYS });

  constructor(
    private readonly windowMs: number,
    private readonly now: () => number,
  ) {}

  /** Counts one more. @returns how many there are in this window. */
  add(key: string): number {
    let seen = this.present(key);
    if (!seen) this.counts.set(key, (seen = { count: 0, until: this.now() + this.windowMs }));
    return ++seen.count;
  }

  of(key: string): number {
    return this.present(key)?.count ?? 0;
  }

  /** @returns the seconds until the window of this key ends; 0 when there is none. */
  secondsLeft(key: string): number {
    const seen = this.present(key);
    return seen ? Math.ceil((seen.until - this.now()) / 1000) : 0;
  }

  private present(key: string): { count: number; until: number } | undefined {
    const seen = this.counts.get(key);
    const left = seen ? seen.until - this.now() : 0;
    return left > 0 && left <= this.windowMs ? seen : undefined; // a clock that was set back must not make a window longer
  }
}
