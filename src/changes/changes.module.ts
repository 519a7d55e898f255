import { Module } from '@nestjs/common';
import type { OnApplicationBootstrap } from '@nestjs/common';
import { PeriodicJobs } from '#jobs';
import { ChangeFeed } from './change-feed.service.js';
import { ChangeLog } from './change-log.service.js';
import { ChangesRepository } from './changes.repository.js';
import { Doorbell } from './doorbell.service.js';

const SWEEP_SECONDS = 60;
const KEPT_MINUTES = 5;
const SWEPT_AT_ONCE = 1000;

/** How every instance hears of changes to what credentials depend on. */
@Module({
  providers: [ChangesRepository, ChangeFeed, Doorbell, ChangeLog],
  exports: [ChangeFeed, ChangeLog],
})
export class ChangesModule implements OnApplicationBootstrap {
  constructor(
    private readonly jobs: PeriodicJobs,
    private readonly changes: ChangesRepository,
  ) {}

  onApplicationBootstrap(): void {
    if (!this.changes.isShared) return;
    this.jobs.every(SWEEP_SECONDS, 'sweep-changes', () => this.sweep());
  }

  private async sweep(): Promise<void> {
    for (let deleted = SWEPT_AT_ONCE; deleted === SWEPT_AT_ONCE;)
      deleted = await this.changes.deleteOlder(KEPT_MINUTES, SWEPT_AT_ONCE);
  }
}
