import { Injectable } from '@nestjs/common';
import { DatabaseProbe } from './database-probe.repository.js';

const ASK_AGAIN_MS = 1000;
const PATIENCE_MS = 2000;

/** Whether this instance should get requests. However often it is asked, the database is asked at most once a second. */
@Injectable()
export class HealthService {
  private isDraining = false;
  private lastAsked = 0;
  private lastAnswer: Promise<boolean> = Promise.resolve(false);

  constructor(private readonly database: DatabaseProbe) {}

  /** Says "not ready" from now on: the process is about to stop. */
  drain(): void {
    this.isDraining = true;
  }

  async isReady(): Promise<boolean> {
    if (this.isDraining) return false;
    const now = performance.now();
    if (this.lastAsked === 0 || now - this.lastAsked >= ASK_AGAIN_MS) {
      this.lastAsked = now;
      this.lastAnswer = withinPatience(this.database.isUp());
    }
    return (await this.lastAnswer) && !this.isDraining;
  }
}

async function withinPatience(asking: Promise<boolean>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), PATIENCE_MS);
  });
  return Promise.race([asking, tooLate]).finally(() => clearTimeout(timer));
}
