/** One row of the feed. */
export interface FeedRow {
  id: number;
  subject: string;
  /** Since it was written, when it was read, by the database's clock alone. */
  ageSeconds: number;
}

/** How long an id that is missing below others is waited for: much longer than the end of a transaction takes. */
export const WINDOW_MS = 10_000;
/** How far below the newest id a reader begins: more than there are transactions that end at once. */
const HEAD_START = 1000;
/** More missing ids than this are not looked for one by one. */
const MOST_MISSING = 1000;

/**
 * How far a reader is in the feed. Numbers are given out before their transactions are committed, so that one can appear after greater ones
 * did: what is missing below the greatest that was seen is asked for again, for a while.
 */
export class FeedPosition {
  /** The greatest id that was seen, 0 before the first look. */
  private greatest = 0;
  /** Ids below it that are not there yet, with when they were first missed. */
  private readonly missing = new Map<number, number>();

  /** @param newest the greatest id that is there. */
  constructor(private readonly newest: number) {}

  /** What to read: rows from this id on, and these. The greatest that was seen is read again: see {@link take}. */
  get wanted(): { from: number; ids: number[] } {
    const from = this.greatest === 0 ? Math.max(1, this.newest - HEAD_START) : this.greatest;
    return { from, ids: [...this.missing.keys()] };
  }

  /**
   * @param rows what {@link wanted} asked for, in the order of ids. @param now milliseconds of a clock that only goes forward.
   * @returns what was not seen before; null when nobody can say what was missed: the greatest row that was seen is gone, so that others
   * may have come and gone as well, or too many are missing.
   */
  take(rows: FeedRow[], now: number): FeedRow[] | null {
    if (this.greatest > 0 && !rows.some(({ id }) => id === this.greatest)) return null;
    const fresh = rows.filter(({ id }) => id > this.greatest || this.missing.has(id));
    let last = this.greatest === 0 ? (rows[0]?.id ?? 1) - 1 : this.greatest;
    for (const { id } of fresh) {
      this.missing.delete(id);
      if (id < last) continue;
      if (id - last > MOST_MISSING) return null;
      for (let between = last + 1; between < id; between++) this.missing.set(between, now);
      last = id;
    }
    this.greatest = Math.max(this.greatest, last);
    for (const [id, since] of this.missing) if (since + WINDOW_MS <= now) this.missing.delete(id);
    return this.missing.size > MOST_MISSING ? null : fresh;
  }
}
