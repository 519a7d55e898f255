import { Injectable, Logger } from '@nestjs/common';
import type { BeforeApplicationShutdown } from '@nestjs/common';
import { SchedulerRegistry } from '@nestjs/schedule';

/** One run that has ended. */
export interface JobRun {
  job: string;
  seconds: number;
  isFailed: boolean;
}

/** Runs work again and again. A run that takes longer than its period is not overtaken; one that fails is logged and tried at the next turn. */
@Injectable()
export class PeriodicJobs implements BeforeApplicationShutdown {
  private readonly logger = new Logger(PeriodicJobs.name);
  private readonly running = new Map<string, Promise<void>>();
  private readonly known = new Set<string>();
  private readonly watchers: ((run: JobRun) => void)[] = [];

  constructor(private readonly registry: SchedulerRegistry) {}

  /** The jobs that there are, whether they have run yet or not. */
  get names(): string[] {
    return [...this.known];
  }

  /** @param seconds from the start of one run to the start of the next; the first is one period from now. */
  every(seconds: number, name: string, work: () => Promise<unknown>): void {
    const timer = setInterval(() => this.start(name, work), seconds * 1000);
    timer.unref();
    this.registry.addInterval(name, timer);
    this.known.add(name);
  }

  /** @param watcher is told of each run when it has ended. It must not throw. */
  watch(watcher: (run: JobRun) => void): void {
    this.watchers.push(watcher);
  }

  /** Lets what runs finish while the database is still there; the scheduler itself stops the timers at this moment. */
  async beforeApplicationShutdown(): Promise<void> {
    await Promise.all(this.running.values());
  }

  private start(name: string, work: () => Promise<unknown>): void {
    if (this.running.has(name)) return;
    const began = performance.now();
    const run = (async () => work())()
      .then(
        () => false,
        (error: unknown) => {
          this.logger.error({ msg: 'job failed; it runs again at its next turn', job: name, err: error });
          return true;
        },
      )
      .then((isFailed) => {
        this.running.delete(name);
        const seconds = (performance.now() - began) / 1000;
        for (const watcher of this.watchers) watcher({ job: name, seconds, isFailed });
      });
    this.running.set(name, run);
  }
}
