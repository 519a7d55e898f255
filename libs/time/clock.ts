/**
 * The one source of "now". Rules take time from here, never from `Date`, so that a test can put any
 * moment in front of them.
 */
export class Clock {
  /** @returns the current instant, UTC, millisecond resolution. */
  now(): Date {
    return new Date();
  }
}
