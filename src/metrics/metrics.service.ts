import { Injectable } from '@nestjs/common';
import type { OnModuleInit, OnApplicationShutdown } from '@nestjs/common';
import type { Registry } from 'prom-client';
import { isSameSecret, PasswordHasher } from '#secrets';
import { KnownCredentials } from '../auth/known-credentials.service.js';
import { PasswordChecks } from '../auth/password-checks.service.js';
import { ChangeFeed } from '../changes/change-feed.service.js';
import { ConfigService } from '../config/config.service.js';
import { VERSION } from '../config/version.js';
import { CrossTenantTries } from '../cross-tenant/cross-tenant-tries.service.js';
import { DatabaseActivity } from '../database/database-activity.service.js';
import type { StatementKind } from '../database/database-activity.service.js';
import { Limits } from '../limits/limits.service.js';
import { MailQueue } from '../mail/mail-queue.service.js';
import { Durations } from './durations.js';
import { JobRuns } from './job-runs.service.js';
import { Readings } from './readings.js';
import type { Series } from './readings.js';
import { RequestCounts } from './request-counts.service.js';
import { VerificationCounts } from './verification-counts.service.js';

/**
 * What there is to be read at /metrics. Labels have a fixed set of values: no address, no credential, nobody's name, nothing that a
 * caller could choose. Reading asks nobody outside of the process.
 */
@Injectable()
export class Metrics implements OnModuleInit, OnApplicationShutdown {
  private registry: Registry | undefined;
  private readonly lag = new Durations();
  private readonly statements: Record<StatementKind, Durations> = {
    read: new Durations(),
    write: new Durations(),
    commit: new Durations(),
    feed: new Durations(),
    other: new Durations(),
  };

  constructor(
    private readonly config: ConfigService,
    private readonly requests: RequestCounts,
    private readonly verifications: VerificationCounts,
    private readonly jobs: JobRuns,
    private readonly credentials: KnownCredentials,
    private readonly feed: ChangeFeed,
    private readonly database: DatabaseActivity,
    private readonly hasher: PasswordHasher,
    private readonly passwords: PasswordChecks,
    private readonly limits: Limits,
    private readonly mail: MailQueue,
    private readonly crossTenant: CrossTenantTries,
  ) {}

  /** Whether anybody may read them at all. */
  get isOn(): boolean {
    return this.config.settings.LATCHKEY_METRICS_TOKEN !== undefined;
  }

  /** @param token what a reader shows. */
  isReader(token: string): boolean {
    const expected = this.config.settings.LATCHKEY_METRICS_TOKEN;
    return expected !== undefined && isSameSecret(token, expected);
  }

  /** What watches all the time, and the library, are there only when there is a reader; before others begin their work at the bootstrap. */
  async onModuleInit(): Promise<void> {
    if (!this.isOn) return;
    this.feed.listenToLag((seconds) => this.lag.observe(seconds));
    this.database.listen((kind, seconds) => this.statements[kind].observe(seconds));
    const { collectDefaultMetrics, Registry } = await import('prom-client');
    const registry = new Registry();
    this.register(new Readings(registry));
    collectDefaultMetrics({ register: registry });
    this.registry = registry;
  }

  onApplicationShutdown(): void {
    this.registry?.clear();
  }

  /** @returns the text format 0.0.4 of Prometheus. */
  async read(): Promise<string> {
    return (await this.registry?.metrics()) ?? '';
  }

  private register(readings: Readings): void {
    readings.gauge('latchkey_build_info', 'Always 1; the version that runs.', () => [
      [{ version: VERSION }, 1],
    ]);
    this.registerRequests(readings);
    this.registerCopies(readings);
    this.registerDatabase(readings);
    this.registerWork(readings);
  }

  private registerRequests(readings: Readings): void {
    const doors = Object.entries(this.requests.doors);
    readings.counter(
      'latchkey_requests_total',
      'Requests that were answered, by door and status.',
      () =>
        doors.flatMap(([door, { statuses }]) =>
          statuses.map(([status, count]): [object, number] => [{ door, code: String(status) }, count]),
        ) as Series<number>,
    );
    readings.histogram('latchkey_request_duration_seconds', 'How long answers took, by door.', () =>
      doors.map(([door, { durations }]) => [{ door }, durations]),
    );
    readings.counter(
      'latchkey_key_verifications_total',
      'API keys that back ends asked about, by what became of them.',
      () => by('result', this.verifications.results),
    );
  }

  private registerCopies(readings: Readings): void {
    const copies = (what: 'hits' | 'misses' | 'size') => () => {
      const { apiKeys, sessions } = this.credentials.counts;
      return by('kind', { api_key: apiKeys[what], session: sessions[what] });
    };
    readings.counter('latchkey_cache_hits_total', 'Credentials that were found in memory.', copies('hits'));
    readings.counter(
      'latchkey_cache_misses_total',
      'Credentials that were read from the database for verification.',
      copies('misses'),
    );
    readings.gauge('latchkey_cache_entries', 'Credentials in memory.', copies('size'));
    readings.gauge(
      'latchkey_changes_current',
      '1 while changes are heard of in time and memory is used.',
      () => one(this.feed.isCurrent() ? 1 : 0),
    );
    readings.gauge(
      'latchkey_changes_silence_seconds',
      'Since changes were last looked for with success.',
      () =>
        // before the first look there is no such time
        Number.isFinite(this.feed.secondsSinceHeard) ? one(this.feed.secondsSinceHeard) : [],
    );
    readings.histogram(
      'latchkey_changes_lag_seconds',
      'From when a change was written, by any instance, until this one heard of it.',
      () => [[{}, this.lag]],
    );
  }

  private registerDatabase(readings: Readings): void {
    readings.histogram(
      'latchkey_database_statement_duration_seconds',
      'How long statements took, by kind.',
      () => by('kind', this.statements),
    );
    readings.gauge('latchkey_database_connections', 'Connections to the database, by state.', () => {
      const { inUse, idle } = this.database.connections;
      return by('state', { in_use: inUse, idle });
    });
    readings.gauge(
      'latchkey_database_waiting',
      'Statements and transactions that wait for a connection.',
      () => one(this.database.connections.waiting),
    );
  }

  /** A job is called a task here: Prometheus gives the label `job` to whatever it reads. */
  private registerWork(readings: Readings): void {
    readings.gauge('latchkey_password_hashes', 'Passwords being hashed and waiting for it, by state.', () => {
      const { running, waiting } = this.hasher.load;
      return by('state', { running, waiting });
    });
    readings.counter(
      'latchkey_password_hashes_refused_total',
      'Passwords that too many others waited before.',
      () => one(this.hasher.load.refused),
    );
    readings.counter('latchkey_limited_total', 'What was refused because of too much of it, by limit.', () =>
      by('limit', this.limits.refused),
    );
    readings.counter(
      'latchkey_account_locks_total',
      'How often an account was locked after wrong passwords.',
      () => one(this.passwords.locks),
    );
    readings.counter(
      'latchkey_cross_tenant_tries_total',
      'What refused requests named: things of another organisation, and what was too much to be looked at.',
      () => by('result', this.crossTenant.counts),
    );
    readings.counter('latchkey_mails_total', 'Attempts to send a letter, by what became of it.', () => {
      const { sent, postponed, givenUp } = this.mail.counts;
      return by('result', { sent, postponed, given_up: givenUp });
    });
    readings.counter('latchkey_job_runs_total', 'Runs of jobs that have ended, by result.', () =>
      this.jobs.all.flatMap(([job, { succeeded, failed }]): Series<number> => [
        [{ task: job, result: 'succeeded' }, succeeded],
        [{ task: job, result: 'failed' }, failed],
      ]),
    );
    readings.counter('latchkey_job_duration_seconds_total', 'How long all runs of a job took together.', () =>
      this.jobs.all.map(([job, { seconds }]) => [{ task: job }, seconds]),
    );
    readings.gauge(
      'latchkey_job_last_success_timestamp_seconds',
      'When a run last ended well on this instance; absent until one did.',
      () =>
        this.jobs.all.flatMap(([job, { lastSuccess }]): Series<number> =>
          lastSuccess ? [[{ task: job }, lastSuccess.getTime() / 1000]] : [],
        ),
    );
  }
}

function one(value: number): Series<number> {
  return [[{}, value]];
}

function by<Value>(label: string, values: Record<string, Value>): Series<Value> {
  return Object.entries(values).map(([name, value]) => [{ [label]: name }, value]);
}
