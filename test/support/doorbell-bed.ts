import { ChangeFeed } from '../../src/changes/change-feed.service.js';
import { as } from './caller.js';
import { Delays } from './delays.js';
import { Given } from './given.js';
import type { Person } from './given.js';
import { until } from './process.js';
import { RedisServer } from './redis-server.js';
import { TestApp } from './test-app.js';
import { createTestDatabase } from './test-database.js';
import type { TestDatabase } from './test-database.js';

/** What is said when Redis works and when it does not. */
export const HEARD = 'changes are told over Redis';
export const AWAY = 'Redis is away';

/** Two instances on one database server that tell each other of changes over a Redis of their own. */
export class DoorbellBed {
  here!: TestApp;
  there!: TestApp;
  private admin!: Person;
  private readonly opened: TestApp[] = [];

  private constructor(
    readonly database: TestDatabase,
    readonly redis: RedisServer,
  ) {}

  static async make(): Promise<DoorbellBed> {
    const bed = new DoorbellBed(await createTestDatabase(), await RedisServer.start());
    bed.here = await bed.start();
    bed.there = await bed.start();
    await until(() => bed.said(HEARD) === 2);
    bed.admin = await new Given(bed.here).tenant();
    return bed;
  }

  /** Another instance on the same database, and as a rule with the same Redis. */
  async start(REDIS_URL = this.redis.url): Promise<TestApp> {
    const app = await TestApp.start({ database: this.database, env: { REDIS_URL } });
    this.opened.push(app);
    return app;
  }

  /** The lines that all instances logged since they started, oldest first: those of one process share a log. */
  get log(): string[] {
    return this.opened.flatMap(({ logs }) => logs);
  }

  /** @returns how often that was logged. */
  said(text: string): number {
    return this.log.filter((line) => line.includes(text)).length;
  }

  /** Changes something here. @returns how long after the answer others have heard of it, in milliseconds. */
  async heardAfter(others = [this.there]): Promise<number> {
    const role = await new Given(this.here).role(this.admin, ['user.get']);
    const heard = others.map(
      (other) =>
        new Promise<number>((resolve) => {
          other.get(ChangeFeed).listen((subject) => {
            if (subject === `tenant:${this.admin.tenantUid}`) resolve(performance.now());
          });
        }),
    );
    await as(this.here, this.admin).delete(`/v1/roles/${role}`).expect(204);
    const answered = performance.now();
    return Math.max(0, ...(await Promise.all(heard)).map((at) => at - answered));
  }

  /** Does so several times. */
  async delays(count: number): Promise<Delays> {
    const delays: number[] = [];
    for (let time = 0; time < count; time++) delays.push(await this.heardAfter());
    return new Delays(delays);
  }

  async close(app: TestApp): Promise<void> {
    await app.close();
    this.opened.splice(this.opened.indexOf(app), 1);
  }

  async remove(): Promise<void> {
    for (let app = this.opened[0]; app; app = this.opened[0]) await this.close(app);
    await this.redis.remove();
    await this.database.drop();
  }
}
