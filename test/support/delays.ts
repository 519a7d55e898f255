/** Delays that were measured, in milliseconds. */
export class Delays {
  private readonly sorted: number[];

  constructor(delays: number[]) {
    this.sorted = delays.toSorted((a, b) => a - b);
  }

  /** @param share 0.5 for the median, 1 for the longest. */
  at(share: number): number {
    return this.sorted[Math.max(0, Math.ceil(this.sorted.length * share) - 1)] ?? NaN;
  }

  /** Prints them: a test itself only holds a bound. */
  print(what: string): void {
    const [median, most, all] = [0.5, 0.99, 1].map((share) => this.at(share).toFixed(1));
    process.stdout.write(
      `${what}: p50 ${median} ms, p99 ${most} ms, max ${all} ms of ${this.sorted.length}\n`,
    );
  }
}
