import { writeSync } from 'node:fs';
import type { DestinationStream } from 'pino';

/** Bytes that are kept for a reader that has stopped; what is logged behind them is counted and lost. */
const MOST_WAITING = 1024 * 1024;
const SHORTEST_PAUSE_MS = 1;
const LONGEST_PAUSE_MS = 100;
/** How long the end of the process waits for the reader. */
const LAST_WAIT_MS = 500;

/**
 * Where log lines go, and where nobody waits: a line is written at once, or is kept while it cannot be written (a reader that has stopped,
 * a full disk). What exceeds the bound is counted, and told as soon as there is room again.
 */
export class BoundedOutput implements DestinationStream {
  private waiting: Buffer[] = [];
  private bytes = 0;
  private lost = 0;
  private pauseMs = SHORTEST_PAUSE_MS;
  private retry: NodeJS.Timeout | undefined;

  /** @param send writes as much as is possible without waiting. @returns how many bytes; throws when it is none. */
  constructor(
    private readonly send: (bytes: string | Buffer) => number,
    private readonly mostWaiting = MOST_WAITING,
  ) {}

  write(line: string): void {
    if (this.bytes > 0) {
      this.keep(Buffer.from(line));
      return;
    }
    const written = this.attempt(line);
    if (written < Buffer.byteLength(line)) this.keep(Buffer.from(line).subarray(written));
  }

  /** Waits a moment for what is kept to be written: for the end of the process, after which nothing is. */
  flushSync(): void {
    const sleeper = new Int32Array(new SharedArrayBuffer(4));
    for (const end = performance.now() + LAST_WAIT_MS; this.bytes > 0 && performance.now() < end;)
      if (!this.writeWaiting()) Atomics.wait(sleeper, 0, 0, SHORTEST_PAUSE_MS);
  }

  private keep(bytes: Buffer): void {
    if (this.bytes + bytes.length > this.mostWaiting) {
      this.lost++;
      return;
    }
    this.waiting.push(bytes);
    this.bytes += bytes.length;
    this.retry ??= setTimeout(() => this.tryAgain(), this.pauseMs).unref();
  }

  private tryAgain(): void {
    this.retry = undefined;
    this.pauseMs = this.writeWaiting() ? SHORTEST_PAUSE_MS : Math.min(this.pauseMs * 2, LONGEST_PAUSE_MS);
    if (this.bytes > 0) this.retry = setTimeout(() => this.tryAgain(), this.pauseMs).unref();
  }

  /** @returns whether any of it could be written. */
  private writeWaiting(): boolean {
    const all = Buffer.concat(this.waiting);
    const written = this.attempt(all);
    this.bytes = all.length - written;
    this.waiting = this.bytes > 0 ? [all.subarray(written)] : [];
    if (this.bytes === 0 && this.lost > 0) this.tellLost();
    return written > 0;
  }

  private tellLost(): void {
    const { lost } = this;
    this.lost = 0;
    const time = new Date().toISOString();
    this.write(
      `${JSON.stringify({ level: 'warn', time, msg: 'log lines were lost: nobody took them', lines: lost })}\n`,
    );
  }

  private attempt(bytes: string | Buffer): number {
    try {
      return this.send(bytes);
    } catch {
      return 0; // whatever the reason, there is nowhere to tell it; the next attempt may succeed
    }
  }
}

/** Standard output. A pipe or a socket takes what it can; only a terminal can still be stopped by whoever sits at it. */
export function standardOutput(): BoundedOutput {
  // asking for the stream makes Node put a pipe into the mode in which a write does not wait; what prints through it must not end us
  process.stdout.on('error', () => undefined);
  const output = new BoundedOutput((bytes) =>
    typeof bytes === 'string' ? writeSync(1, bytes) : writeSync(1, bytes),
  );
  process.once('exit', () => output.flushSync());
  return output;
}
