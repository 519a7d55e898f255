import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** The clock of a service in a process of its own, which a test moves: nobody waits twelve hours for the end of a session. */
export class ShiftedClock {
  private readonly directory = mkdtempSync(join(tmpdir(), 'latchkey-clock-'));
  private readonly file = join(this.directory, 'shift');
  readonly nodeOptions = ['--import', pathToFileURL(join(__dirname, 'late-clock.mjs')).href];
  readonly env = { CLOCK_SHIFT_FILE: this.file };

  /** @param ms by how much it is ahead of the clock on the wall; less than 0: behind it. */
  constructor(ms = 0) {
    this.set(ms);
  }

  /** Holds for whatever the service does from now on. */
  set(ms: number): void {
    writeFileSync(`${this.file}.new`, String(ms));
    renameSync(`${this.file}.new`, this.file); // never half of it
  }

  remove(): void {
    rmSync(this.directory, { recursive: true, force: true });
  }
}
