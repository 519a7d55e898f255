import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { SchedulerRegistry } from '@nestjs/schedule';
import { Test } from '@nestjs/testing';
import type { Type } from '@nestjs/common';
import request from 'supertest';
import { DataSource } from 'typeorm';
import { createLogger, NestLogger } from '#logging';
import { Clock } from '#time';
import { httpAdapter } from '../../src/app.adapter.js';
import type { Patience } from '../../src/app.connections.js';
import { AppModule } from '../../src/app.module.js';
import { setUpApp } from '../../src/app.setup.js';
import { ConfigService } from '../../src/config/config.service.js';
import { closeAndSweep, watch } from './canaries/sweep.js';
import type { AnswerLeak } from './canaries/tap.js';
import { createMigratedDatabase } from './test-database.js';
import type { TestDatabase } from './test-database.js';
import { TestClock } from './test-clock.js';

/** The first administrator, made from the environment: tenant administrator of `platform`, and platform administrator. */
export const BOOTSTRAP = {
  orgName: 'platform',
  emailId: 'root@platform.example',
  password: 'ordinary giraffes count clouds',
};

const BOOTSTRAP_ENV = {
  LATCHKEY_BOOTSTRAP_ORG: BOOTSTRAP.orgName,
  LATCHKEY_BOOTSTRAP_EMAIL: BOOTSTRAP.emailId,
  LATCHKEY_BOOTSTRAP_PASSWORD: BOOTSTRAP.password,
};

/** Jobs that write what requests left in memory, many times while a test runs. */
const WRITING_BY_THE_MINUTE = ['record-cross-tenant-tries', 'write-key-uses'];

const IS_OF_FEED = /^SELECT [^*]+ FROM credential_changes /;

export interface TestAppOptions {
  env?: Record<string, string>;
  /** false: nobody is there yet, setup is open. */
  bootstrap?: boolean;
  /** A database to use, which then is the test's to drop; several apps on one database are several instances. */
  database?: TestDatabase;
  clock?: TestClock;
  /** How long clients may take; absent: as long as in the real service. */
  patience?: Patience;
  /** false: what requests show as a credential is no secret, since the test shows what everybody may know as one. */
  showsSecrets?: boolean;
  /** The directory of a web console; absent: there is none. */
  builtConsole?: string;
}

/**
 * The real service on a real database of its own, with a clock that the test moves. All that is secret of what passes through it is noted, and
 * closing it fails when a piece of that lies where it must not.
 */
export class TestApp {
  readonly logs: string[] = [];

  private constructor(
    readonly app: NestFastifyApplication,
    readonly clock: TestClock,
    readonly database: TestDatabase,
    private readonly ownsDatabase: boolean,
    private readonly answerLeaks: readonly AnswerLeak[],
  ) {}

  static async start({
    env = {},
    bootstrap = true,
    database,
    clock = new TestClock(),
    patience,
    showsSecrets = true,
    builtConsole,
  }: TestAppOptions = {}): Promise<TestApp> {
    const ours = database ?? (await createMigratedDatabase());
    const settings = {
      LATCHKEY_EXPIRY_JOB_SECONDS: '86400',
      LATCHKEY_MAIL_JOB_SECONDS: '86400',
      ...ours.env,
      ...(bootstrap && BOOTSTRAP_ENV),
      ...env,
    };
    const config = new ConfigService(settings);
    const logs: string[] = [];
    const logger = createLogger('debug', { write: (line) => void logs.push(line) });
    const module = await Test.createTestingModule({ imports: [AppModule.with(config)] })
      .overrideProvider(Clock)
      .useValue(clock)
      .setLogger(new NestLogger(logger))
      .compile();
    const app = module.createNestApplication<NestFastifyApplication>(httpAdapter(config, logger, patience), {
      bodyParser: false,
    });
    setUpApp(app, builtConsole);
    const answerLeaks = watch(app, settings, showsSecrets);
    await app.init();
    await app.getHttpAdapter().getInstance().ready();
    // tests say when: a turn of its own would write between two statements that a test counts
    for (const job of WRITING_BY_THE_MINUTE) clearInterval(app.get(SchedulerRegistry).getInterval(job));
    const made = new TestApp(app, clock, ours, database === undefined, answerLeaks);
    logs.forEach((line) => made.logs.push(line));
    logs.push = (...lines) => made.logs.push(...lines);
    return made;
  }

  /** Sends a request without a credential. */
  get http() {
    return request(this.app.getHttpServer());
  }

  /** Something out of the service, for what no route shows. */
  get<T>(type: Type<T>): T {
    return this.app.get(type, { strict: false });
  }

  /** @returns how many statements the database got while `work` ran. */
  async countQueries(work: () => PromiseLike<unknown>): Promise<number> {
    return (await this.recordQueries(work)).length;
  }

  /** @returns the statements that the database got while `work` ran, without those of the feed of changes, which reads all the time. */
  async recordQueries(work: () => PromiseLike<unknown>): Promise<{ sql: string; parameters: unknown[] }[]> {
    const dataSource = this.app.get(DataSource);
    const logger = dataSource.logger;
    const statements: { sql: string; parameters: unknown[] }[] = [];
    dataSource.logger = Object.assign(Object.create(logger) as typeof logger, {
      logQuery: (sql: string, parameters: unknown[] = []) => {
        if (!IS_OF_FEED.test(sql)) statements.push({ sql, parameters });
      },
    });
    try {
      await work();
    } finally {
      dataSource.logger = logger;
    }
    return statements;
  }

  /** @throws when a secret lies in the database, a file, the log, the metrics, or an answer that is not there to give it. */
  async close(): Promise<void> {
    const { app, database, logs, answerLeaks } = this;
    try {
      await closeAndSweep({ app, directory: database.directory, logs, answerLeaks });
    } finally {
      if (this.ownsDatabase) await database.drop();
    }
  }
}
