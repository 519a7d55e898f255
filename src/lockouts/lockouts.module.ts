import { Module } from '@nestjs/common';
import type { OnApplicationBootstrap } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { PeriodicJobs } from '#jobs';
import { Clock } from '#time';
import { Lockouts } from './lockouts.service.js';
import { LoginFailures } from './login-failures.entity.js';
import { LoginFailuresRepository } from './login-failures.repository.js';

const SWEEP_SECONDS = 600;

/** Which accounts are locked because of wrong passwords. */
@Module({
  imports: [TypeOrmModule.forFeature([LoginFailures])],
  providers: [Lockouts, LoginFailuresRepository],
  exports: [Lockouts],
})
export class LockoutsModule implements OnApplicationBootstrap {
  constructor(
    private readonly jobs: PeriodicJobs,
    private readonly lockouts: Lockouts,
    private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    this.jobs.every(SWEEP_SECONDS, 'sweep-login-failures', () => this.lockouts.sweep(this.clock.now()));
  }
}
