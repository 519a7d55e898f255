import { setImmediate } from 'node:timers';

/**
 * How long statements may keep the event loop to themselves. SQLite's wait for nothing, so that all those of a request, and of
 * others that have come in, would run before anybody else has a turn; a request that needs no database at all would wait for them.
 */
export class TimeSlice {
  private since: number | undefined;

  /** @param lengthMs and what the statement takes that is running then. `now` in milliseconds. */
  constructor(
    private readonly lengthMs: number,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /**
   * Lets everybody else have a turn when this one has lasted for a slice; there is nothing to wait for before that. Those who wait go on in
   * their order, as many in each turn as fit into its slice.
   */
  yieldWhenSpent(): Promise<void> | undefined {
    if (this.hasTime()) return undefined;
    return new Promise((resolve) => {
      const goOn = () => (this.hasTime() ? resolve() : setImmediate(goOn));
      setImmediate(goOn);
    });
  }

  /** Begins a slice when there was none in this turn of the event loop. */
  private hasTime(): boolean {
    const now = this.now();
    if (this.since !== undefined) return now - this.since < this.lengthMs;
    this.since = now;
    setImmediate(() => (this.since = undefined));
    return true;
  }
}
