import { sha256 } from '#secrets';
import { Copies, Kept } from '../../src/auth/copies.js';
import { SubjectMarks } from '../../src/auth/subject-marks.js';
import type { Subject } from '../../src/changes/change-feed.service.js';

export class Row extends Kept {
  constructor(
    readonly name: string,
    readonly version: number,
    readonly owner: Subject,
  ) {
    super();
  }
}

/** Copies are kept by digest. */
export const digest = (name: string) => sha256(name);

/** Rows that a test changes, and copies of them whose reads a test can hold up. */
export class Bed {
  readonly marks = new SubjectMarks();
  readonly rows = new Map<string, Row>();
  reads = 0;
  held: Promise<void> | undefined;
  readonly copies: Copies<Row>;

  constructor(most = 100) {
    this.copies = new Copies<Row>(
      most,
      this.marks,
      ({ name, owner }) => [`apiKey:${name}`, owner],
      async (name) => {
        this.reads++;
        const row = this.rows.get(name) ?? null;
        await this.held; // the state was read, and is on its way
        return row;
      },
    );
    this.put('a', 1);
  }

  put(name: string, version: number, owner: Subject = 'user:ada'): void {
    this.rows.set(digest(name), new Row(name, version, owner));
  }

  async version(name = 'a', isKept = true): Promise<number | undefined> {
    const copy = this.copies.peek(digest(name));
    return (copy === undefined ? await this.copies.load(digest(name), isKept) : copy)?.version;
  }

  /** @returns what lets all reads from now on go on. */
  hold(): () => void {
    let release = () => undefined as void;
    this.held = new Promise((resolve) => (release = resolve));
    return release;
  }
}
