import type { Subject } from '../changes/change-feed.service.js';

/** More changes than this while something is read make all that is being read doubtful. */
const MOST_RECENT = 10_000;

/** Shared by everything that was read while its subject was as it is: one write makes all of that stale, however much it is. */
export interface Mark {
  readonly subject: Subject;
  isStale: boolean;
  /** How many copies hold it; with none it is forgotten. */
  holders: number;
}

/**
 * What copies depend on. A copy holds the marks of its subjects; a change of a subject makes its mark stale, in constant time.
 * A read that a change overtook is found out by {@link isOvertaken}.
 */
export class SubjectMarks {
  private readonly marks = new Map<Subject, Mark>();
  /** Changes since the first of the reads that are running now, by the number of the change. */
  private readonly recent = new Map<Subject, number>();
  private allChanged = 0;
  private running = 0;
  /** How many changes there were. */
  changes = 0;

  /** How many subjects something depends on. */
  get size(): number {
    return this.marks.size;
  }

  /** Takes the marks of a copy. */
  hold(subjects: readonly Subject[]): Mark[] {
    return subjects.map((subject) => {
      let mark = this.marks.get(subject);
      if (!mark) this.marks.set(subject, (mark = { subject, isStale: false, holders: 0 }));
      mark.holders++;
      return mark;
    });
  }

  /** Gives them back when the copy is dropped. */
  release(marks: readonly Mark[]): void {
    for (const mark of marks)
      if (--mark.holders === 0 && this.marks.get(mark.subject) === mark) this.marks.delete(mark.subject);
  }

  change(subject: Subject | 'everything'): void {
    this.changes++;
    if (subject === 'everything') {
      for (const mark of this.marks.values()) mark.isStale = true;
      this.marks.clear();
      this.allChanged = this.changes;
      return;
    }
    const mark = this.marks.get(subject);
    if (mark) mark.isStale = true;
    this.marks.delete(subject);
    if (this.running > 0) this.recent.set(subject, this.changes);
    if (this.recent.size > MOST_RECENT) {
      this.allChanged = this.changes;
      this.recent.clear();
    }
  }

  /** Before a read. @returns what {@link isOvertaken} is to be asked with; to be followed by {@link end} in any case. */
  begin(): number {
    this.running++;
    return this.changes;
  }

  /** @returns true when one of these has changed since the read began, so that nobody knows which state was read. */
  isOvertaken(began: number, subjects: readonly Subject[]): boolean {
    return this.allChanged > began || subjects.some((subject) => (this.recent.get(subject) ?? 0) > began);
  }

  end(): void {
    if (--this.running === 0) this.recent.clear();
  }
}
