import { Injectable } from '@nestjs/common';
import { DatabaseProbe } from './database-probe.repository.js';

const ASK_AGAIN_MS = 1000;
const PATIENCE_MS = 2000;
/** A question may never be answered, when its connection is dead and nobody noticed. */
const GIVE_UP_MS = 10_000;

/** Whether this instance should get requests. However often it is asked, the database is asked at most once a second. */
@Injectable()
export class HealthService {
  private isDraining = false;
  private lastAsked = -Infinity;
  private isAsking = false;
  private lastAnswer: Promise<boolean> = Promise.resolve(false);

  constructor(private readonly database: DatabaseProbe) {}

  /** Says "not ready" from now on: the process is about to stop. */
  drain(): void {
    this.isDraining = true;
  }

  async isReady(): Promise<boolean> {
    if (this.isDraining) return false;
    const now = performance.now();
    // questions to a database that is silent would each hold a connection
    if (now - this.lastAsked >= (this.isAsking ? GIVE_UP_MS : ASK_AGAIN_MS)) {
      this.lastAsked = now;
      this.lastAnswer = withinPatience(this.ask());
    }
    return (await this.lastAnswer) && !this.isDraining;
  }

  private async ask(): Promise<boolean> {
    this.isAsking = true;
    const isUp = await this.database.isUp();
    this.isAsking = false;
    return isUp;
  }
}

async function withinPatience(asking: Promise<boolean>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), PATIENCE_MS);
  });
  return Promise.race([asking, tooLate]).finally(() => clearTimeout(timer));
}
