import { Clock } from '#time';

/** A clock that stands still until a test moves it. */
export class TestClock extends Clock {
  private time = new Date('2030-01-01T00:00:00.000Z');

  override now(): Date {
    return new Date(this.time);
  }

  /** Moves on by so many milliseconds. */
  advance(milliseconds: number): void {
    this.time = new Date(this.time.getTime() + milliseconds);
  }

  set(time: string | Date): void {
    this.time = new Date(time);
  }
}

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
