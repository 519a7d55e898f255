import { LRUCache } from 'lru-cache';
import type { Subject } from '../changes/change-feed.service.js';
import { CopyTable } from './copy-table.js';
import type { Mark, SubjectMarks } from './subject-marks.js';

/** How long it is remembered that there is no such thing, and of how many. */
const ABSENT_MS = 1000;
const MOST_ABSENT = 10_000;
/** How long a copy is used at most, whatever was heard: rows may have been changed by hand. Some end sooner, so that not all end at once. */
const LONGEST_LIFE_MS = 600_000;
const SHORTEST_LIFE_MS = 300_000;
/** Who comes later than this does not wait for a read that others wait for: it may have begun before what they must see. */
const JOINED_FOR_MS = 500;
const MOST_READS = 3;

/** What {@link Copies} writes beside a row that it keeps, in the same piece of memory: nobody else does. */
export class Kept {
  isAsked = false;
  /** Second of the monotonic clock. */
  until = 0;
  /** How many changes there had been when the marks were last looked at: without another one they need not be looked at again. */
  changes = 0;
  marks: readonly Mark[] = [];
}

interface Reading<Row> {
  began: number;
  changes: number;
  row: Promise<Row | null>;
}

/** What {@link Copies} tells whoever counts. */
export interface CopyCounts {
  hits: number;
  misses: number;
  size: number;
}

/**
 * Copies of rows, by a name. However many ask for one that is not there, it is read once. What a change overtook while it was read is
 * read again, and answered without being kept when that happens three times.
 */
export class Copies<Row extends Kept> {
  private readonly copies: CopyTable<Row>;
  /** Until when something is known to be absent: apart, so that what there is not drives out nothing that there is. */
  private readonly absent = new LRUCache<string, number>({ max: MOST_ABSENT });
  private readonly readings = new Map<string, Reading<Row>>();
  private hits = 0;
  private misses = 0;

  /** @param subjectsOf what a row depends on. */
  constructor(
    most: number,
    private readonly marks: SubjectMarks,
    private readonly subjectsOf: (row: Row) => Subject[],
    private readonly read: (name: string) => Promise<Row | null>,
  ) {
    this.copies = new CopyTable(most, (row) => marks.release(row.marks));
  }

  /** @returns the copy, null for what is known to be absent; undefined when it is to be read. */
  peek(name: string): Row | null | undefined {
    const copy = this.copies.get(name);
    const now = performance.now();
    if (!copy) return (this.absent.get(name) ?? 0) > now ? null : undefined;
    if (copy.until < now / 1000 || !this.isFresh(copy)) return undefined;
    this.hits++;
    return copy;
  }

  /** Reads it and keeps a copy. @param isKept false: nobody would hear that the copy is stale. */
  load(name: string, isKept: boolean): Promise<Row | null> {
    const running = this.readings.get(name);
    const isJoinable =
      running && running.changes === this.marks.changes && performance.now() - running.began < JOINED_FOR_MS;
    if (isJoinable) return running.row;
    this.misses++;
    const row = this.readAndKeep(name, isKept);
    const reading = { began: performance.now(), changes: this.marks.changes, row };
    this.readings.set(name, reading);
    const forget = () => {
      if (this.readings.get(name) === reading) this.readings.delete(name);
    };
    row.then(forget, forget);
    return row;
  }

  get counts(): CopyCounts {
    return { hits: this.hits, misses: this.misses, size: this.copies.size };
  }

  private isFresh(copy: Row): boolean {
    const { changes } = this.marks;
    if (copy.changes === changes) return true;
    if (copy.marks.some(({ isStale }) => isStale)) return false;
    copy.changes = changes;
    return true;
  }

  private async readAndKeep(name: string, isKept: boolean): Promise<Row | null> {
    for (let reads = 1; ; reads++) {
      const began = this.marks.begin();
      try {
        const row = await this.read(name);
        const subjects = row ? this.subjectsOf(row) : [];
        const isOvertaken = this.marks.isOvertaken(began, subjects);
        if (isKept && !isOvertaken) this.keep(name, row, subjects);
        if (!isOvertaken || reads === MOST_READS) return row;
      } finally {
        this.marks.end();
      }
    }
  }

  private keep(name: string, row: Row | null, subjects: Subject[]): void {
    const now = performance.now();
    this.copies.delete(name); // first: it gives back the marks of the former copy, which may be this very row
    if (row) {
      const life = SHORTEST_LIFE_MS + Math.random() * (LONGEST_LIFE_MS - SHORTEST_LIFE_MS);
      row.until = Math.trunc((now + life) / 1000); // a small integer, which stands in the object itself
      row.changes = this.marks.changes;
      row.marks = this.marks.hold(subjects);
      this.copies.set(name, row);
    } else this.absent.set(name, now + ABSENT_MS);
  }
}
