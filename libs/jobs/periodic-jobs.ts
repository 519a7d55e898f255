import { Injectable, Logger } from '@nestjs/common';
import type { BeforeApplicationShutdown } from '@nestjs/common';
import { SchedulerRegistry } from '@nestjs/schedule';

/** Runs work again and again. A run that takes longer than its period is not overtaken; one that fails is logged and tried at the next turn. */
@Injectable()
export class PeriodicJobs implements BeforeApplicationShutdown {
  private readonly logger = new Logger(PeriodicJobs.name);
  private readonly running = new Map<string, Promise<void>>();

  constructor(private readonly registry: SchedulerRegistry) {}

  /** @param seconds from the start of one run to the start of the next; the first is one period from now. */
  every(seconds: number, name: string, work: () => Promise<unknown>): void {
    const timer = setInterval(() => this.start(name, work), seconds * 1000);
    timer.unref();
    this.registry.addInterval(name, timer);
  }

  /** Lets what runs finish while the database is still there; the scheduler itself stops the timers at this moment. */
  async beforeApplicationShutdown(): Promise<void> {
    await Promise.all(this.running.values());
  }

  private start(name: string, work: () => Promise<unknown>): void {
    if (this.running.has(name)) return;
    const run = (async () => work())()
      .catch((error: unknown) =>
        this.logger.error({ msg: 'job failed; it runs again at its next turn', job: name, err: error }),
      )
      .then(() => void this.running.delete(name));
    this.running.set(name, run);
  }
}
