import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import pLimit from 'p-limit';

/** From here on the event loop has no pause to speak of. */
const BUSY = 0.9;
/** How long a slot rests then, in times of what the task took. */
const REST = 3;
/** Where other programs leave a task hardly any time, it is not to wait for itself as well. */
const MOST_REST_MS = 100;

/** What {@link PacedSlots} asks of the machine; times in milliseconds. */
export interface Pace {
  /** Begins to watch the event loop. @returns for how long, and which part of that (0 to 1) the loop was at work. */
  watch(): () => { took: number; utilization: number };
  pause(ms: number): Promise<unknown>;
}

/**
 * Runs as many tasks at once as there are slots; the others wait for their turn. After a task during which the event loop was busy all the
 * time, its slot rests three times as long, up to a tenth of a second: tasks are of use only to those who wait for them, while what the
 * loop is busy with, and what each task makes it do before and after, are everybody's.
 */
export class PacedSlots {
  private readonly limit;
  private tasks = 0;

  constructor(
    slots: number,
    private readonly pace: Pace = OF_THIS_PROCESS,
  ) {
    this.limit = pLimit(slots);
  }

  /** Tasks that run: a slot that rests has none. */
  get running(): number {
    return this.tasks;
  }

  get waiting(): number {
    return this.limit.pendingCount;
  }

  /** @returns what the task returns, as soon as it does. */
  run<Value>(task: () => Promise<Value>): Promise<Value> {
    return new Promise((resolve, reject) => {
      this.limit(async () => {
        const watched = this.pace.watch();
        this.tasks++;
        try {
          resolve(await task());
        } catch (error) {
          reject(error);
        } finally {
          this.tasks--;
        }
        const { took, utilization } = watched();
        if (utilization >= BUSY) await this.pace.pause(Math.min(REST * took, MOST_REST_MS));
      }).catch(reject);
    });
  }
}

const OF_THIS_PROCESS: Pace = {
  watch() {
    const began = performance.now();
    const before = performance.eventLoopUtilization();
    return () => ({
      took: performance.now() - began,
      utilization: performance.eventLoopUtilization(before).utilization,
    });
  },
  pause,
};
