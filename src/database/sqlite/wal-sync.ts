import { closeSync, fdatasync, openSync, realpathSync } from 'node:fs';
import { promisify } from 'node:util';
import { OutcomeUnknownError } from '#persistence';

export interface WalSyncOptions {
  /** Brings what was written to a file onto the disk (default: fdatasync, on a thread of Node's pool). */
  readonly sync?: (fd: number) => Promise<void>;
  /** Told when that failed (default: the fault is thrown where nothing catches it, which ends the process). */
  readonly onFault?: (fault: Error) => void;
}

/**
 * Brings commits of the embedded database onto the disk. SQLite itself would do that inside each COMMIT and hold up the event loop, and
 * so every other request, for as long as the disk takes. It is told not to (`synchronous=NORMAL`), and whoever has committed waits here
 * before anybody is answered. What SQLite syncs on its own then is enough for checkpoints and for a log that begins anew.
 *
 * One sync at a time: all who committed before it began share it.
 *
 * The file is opened a second time for this. That is safe: SQLite's locks, which closing any handle of a file would drop, are on the
 * database and its `-shm` file, and the `-wal` file stays the same one for as long as a connection is open.
 */
export class WalSync {
  private readonly fd: number;
  private readonly sync: (fd: number) => Promise<void>;
  private readonly onFault: (fault: Error) => void;
  private current: Promise<void> = Promise.resolve();
  private next: Promise<void> | undefined;

  /** @param database the database file; a connection that has used it in WAL mode must be open. */
  constructor(database: string, { sync = promisify(fdatasync), onFault = endProcess }: WalSyncOptions = {}) {
    // beside what a link points to, as SQLite has it; for writing, because Windows syncs nothing else
    this.fd = openSync(`${realpathSync(database)}-wal`, 'r+');
    this.sync = sync;
    this.onFault = onFault;
  }

  /**
   * @returns when all that is committed now is on the disk: after a sync that began after this call.
   * @throws OutcomeUnknownError when the sync failed, and from then on always. The system may have forgotten what it could not write and
   * say of a second sync that all is well, so that only reading the file again, at the next start, tells what is there.
   */
  settled(): Promise<void> {
    this.next ??= this.current.then(() => this.begin());
    return this.next;
  }

  /** To be called when both connections are closed, which has brought everything into the database file. */
  async close(): Promise<void> {
    await (this.next ?? this.current).catch(() => undefined); // those who wait are told
    closeSync(this.fd);
  }

  private begin(): Promise<void> {
    this.current = this.once();
    this.next = undefined;
    return this.current;
  }

  private async once(): Promise<void> {
    try {
      await this.sync(this.fd);
    } catch (error) {
      this.onFault(new Error('the write-ahead log could not be brought onto the disk', { cause: error }));
      throw new OutcomeUnknownError('the commit may not be on the disk', { cause: error });
    }
  }
}

/** A moment later, so that those who wait can still be told. */
function endProcess(fault: Error): void {
  setImmediate(() => {
    throw fault;
  });
}
