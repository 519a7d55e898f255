const DAY_MS = 86_400_000;
/** Each with its length, and from how many of them on it is used: keys live for 30, 60 or 90 days, and not for a month or two. */
const UNITS = [
  ['year', 365 * DAY_MS, 2],
  ['month', 30 * DAY_MS, 4],
  ['day', DAY_MS, 1],
  ['hour', 3_600_000, 1],
  ['minute', 60_000, 1],
] as const;

/** How times are told in one language and one zone. */
export class Times {
  /** @param zone as IANA names it. */
  constructor(
    private readonly language: string,
    readonly zone: string,
  ) {}

  get isUtc(): boolean {
    return this.zone === 'UTC';
  }

  /** "22 Dec 2026, 23:59" */
  local(time: Date): string {
    return this.format(time, { dateStyle: 'medium', timeStyle: 'short' });
  }

  /** "22 Dec 2026, 23:59 (Europe/Berlin)" */
  instant(time: Date): string {
    return `${this.local(time)} (${this.zone})`;
  }

  /** The same with the day of the week. */
  full(time: Date): string {
    return `${this.format(time, { dateStyle: 'full', timeStyle: 'short' })} (${this.zone})`;
  }

  /** The time of day in UTC, with the day where it is another one there. */
  utc(time: Date): string {
    const day = { dateStyle: 'medium' } as const;
    const sameDay = this.format(time, day) === this.format(time, { ...day, timeZone: 'UTC' });
    return `${this.format(time, { ...(!sameDay && day), timeStyle: 'short', timeZone: 'UTC' })} UTC`;
  }

  /** "23:59", or "22:59 UTC" */
  clock(time: Date): string {
    return `${this.format(time, { timeStyle: 'short' })}${this.isUtc ? ' UTC' : ''}`;
  }

  day(time: Date): string {
    return this.format(time, { dateStyle: 'medium' });
  }

  /** "in 30 days", "2 minutes ago". */
  relative(time: Date, now: Date): string {
    const ms = time.getTime() - now.getTime();
    const [unit, size] = UNITS.find(([, length, from]) => Math.abs(ms) >= from * length) ?? ['second', 1000];
    return new Intl.RelativeTimeFormat(this.language, { numeric: 'auto' }).format(
      Math.round(ms / size),
      unit,
    );
  }

  private format(time: Date, options: Intl.DateTimeFormatOptions): string {
    return new Intl.DateTimeFormat(this.language, { timeZone: this.zone, ...options }).format(time);
  }
}
