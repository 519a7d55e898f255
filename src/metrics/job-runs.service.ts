import { Injectable } from '@nestjs/common';
import { PeriodicJobs } from '#jobs';
import type { JobRun } from '#jobs';
import { Clock } from '#time';

/** What became of one job's runs on this instance. */
export interface JobCounts {
  succeeded: number;
  failed: number;
  /** Of all runs together. */
  seconds: number;
  /** Absent until there was one. */
  lastSuccess?: Date;
}

/** What became of the work that runs again and again. */
@Injectable()
export class JobRuns {
  private readonly byJob = new Map<string, JobCounts>();

  constructor(
    private readonly jobs: PeriodicJobs,
    private readonly clock: Clock,
  ) {
    jobs.watch((run) => this.count(run));
  }

  /** Every job, those that have not run yet included. */
  get all(): [job: string, counts: JobCounts][] {
    return this.jobs.names.map((job) => [job, this.of(job)]);
  }

  private count({ job, seconds, isFailed }: JobRun): void {
    const counts = this.of(job);
    counts[isFailed ? 'failed' : 'succeeded']++;
    counts.seconds += seconds;
    if (!isFailed) counts.lastSuccess = this.clock.now();
  }

  private of(job: string): JobCounts {
    let counts = this.byJob.get(job);
    if (!counts) this.byJob.set(job, (counts = { succeeded: 0, failed: 0, seconds: 0 }));
    return counts;
  }
}
