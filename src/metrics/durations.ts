/** Upper bounds in seconds: what memory answers, what the database answers, what a password takes, what is given up. */
export const BOUNDS = [
  0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5,
];

/** How long things took: a histogram that costs a few nanoseconds a time, without labels to be looked up. */
export class Durations {
  sum = 0;
  /** How many ended within each of {@link BOUNDS} and not within the one before; behind them those that took longer. */
  private readonly counts = new Float64Array(BOUNDS.length + 1);

  observe(seconds: number): void {
    let at = 0;
    while (at < BOUNDS.length && seconds > BOUNDS[at]) at++;
    this.counts[at]++;
    this.sum += seconds;
  }

  get count(): number {
    return this.counts.reduce((sum, count) => sum + count, 0);
  }

  /** @returns how many ended within each of {@link BOUNDS}, those within smaller ones included. */
  get cumulative(): number[] {
    let sum = 0;
    return BOUNDS.map((_, at) => (sum += this.counts[at] ?? 0));
  }
}
