/** How many names one query asks for at most. */
const MOST_IN_ONE = 100;
/** Queries that run at the same time: the rest of the service needs the database as well. */
const MOST_RUNNING = 2;
/** Of more than these nobody waits for an answer any longer. */
const MOST_WAITING = 10_000;
/** Nor for a query that begins later than this, since it may take its time as well. */
const LONGEST_WAIT_MS = 700;

/** More was to be read than the database can be asked for. Nothing is known of what was asked; ask again in a moment. */
export class TooManyReadsError extends Error {
  override readonly name = 'TooManyReadsError';
}

interface Waiting<Row> {
  name: string;
  since: number;
  done: (row: Row | null) => void;
  failed: (fault: unknown) => void;
}

/**
 * Reads rows by their names. Those that are asked for together, or while others are being read, share one query: an avalanche of
 * unknown names costs few queries and keeps no connection from anybody else.
 */
export class BatchedReads<Row> {
  private waiting: Waiting<Row>[] = [];
  private running = 0;
  private isComing = false;

  /** @param readAll gives the rows that there are, by name. */
  constructor(private readonly readAll: (names: string[]) => Promise<ReadonlyMap<string, Row>>) {}

  /** @returns null when there is no such row. @throws TooManyReadsError */
  read(name: string): Promise<Row | null> {
    if (this.waiting.length >= MOST_WAITING)
      return Promise.reject(new TooManyReadsError('more is to be read than the database can be asked for'));
    return new Promise((done, failed) => {
      this.waiting.push({ name, since: performance.now(), done, failed });
      this.startSoon();
    });
  }

  /** After all that is asked for in the same breath. */
  private startSoon(): void {
    if (this.isComing || this.running >= MOST_RUNNING) return;
    this.isComing = true;
    queueMicrotask(() => {
      this.isComing = false;
      this.turnOverdueAway();
      while (this.waiting.length > 0 && this.running < MOST_RUNNING)
        void this.answer(this.waiting.splice(0, MOST_IN_ONE));
    });
  }

  /** While the database does not answer, all would have to wait for those before them. */
  private turnOverdueAway(): void {
    const latest = performance.now() - LONGEST_WAIT_MS;
    const inTime = this.waiting.findIndex(({ since }) => since >= latest);
    const overdue = this.waiting.splice(0, inTime < 0 ? this.waiting.length : inTime);
    for (const { failed } of overdue) failed(new TooManyReadsError('what came before took too long'));
  }

  private async answer(batch: Waiting<Row>[]): Promise<void> {
    this.running++;
    try {
      const rows = await this.readAll(batch.map(({ name }) => name));
      for (const { name, done } of batch) done(rows.get(name) ?? null);
    } catch (fault) {
      for (const { failed } of batch) failed(fault);
    } finally {
      this.running--;
      this.startSoon();
    }
  }
}
