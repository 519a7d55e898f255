/** The right to use the write connection. `end()` may be called any number of times; only the first one counts. */
export interface WriteTurn {
  end(): void;
}

/** A writer waited longer than the limit for its turn: something holds the write connection for too long. */
export class WriteTurnTimeout extends Error {
  override readonly name = 'WriteTurnTimeout';

  constructor(waitedMs: number, heldMs: number) {
    super(
      `Waited ${waitedMs} ms for a turn to write; the present one has lasted ${heldMs} ms. ` +
        'Code inside a transaction must use the EntityManager it was given, or it waits for itself.',
    );
  }
}

/**
 * A first-come-first-served queue for the one write connection: a turn is one statement or one whole transaction.
 * A turn passes straight to the longest waiter, so that nobody can overtake.
 */
export class WriteTurns {
  // Insertion-ordered, and a waiter that gives up leaves from the middle at no cost.
  private readonly waiting = new Set<(turn: WriteTurn) => void>();
  private heldSince: number | undefined;

  constructor(private readonly waitLimitMs: number) {}

  /** @throws WriteTurnTimeout when the turn does not come within the wait limit. */
  take(): Promise<WriteTurn> {
    if (this.heldSince === undefined) return Promise.resolve(this.begin());
    return new Promise((resolve, reject) => {
      const grant = (turn: WriteTurn) => {
        clearTimeout(timer);
        resolve(turn);
      };
      const timer = setTimeout(() => {
        this.waiting.delete(grant);
        reject(new WriteTurnTimeout(this.waitLimitMs, Math.round(performance.now() - (this.heldSince ?? 0))));
      }, this.waitLimitMs);
      this.waiting.add(grant);
    });
  }

  get isHeld(): boolean {
    return this.heldSince !== undefined;
  }

  get waitingCount(): number {
    return this.waiting.size;
  }

  private begin(): WriteTurn {
    this.heldSince = performance.now();
    let ended = false;
    return {
      end: () => {
        if (ended) return;
        ended = true;
        this.passOn();
      },
    };
  }

  private passOn(): void {
    this.heldSince = undefined;
    const [next] = this.waiting;
    if (!next) return;
    this.waiting.delete(next);
    next(this.begin());
  }
}
