import { Module } from '@nestjs/common';
import type { OnApplicationBootstrap } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { PeriodicJobs } from '#jobs';
import { Clock } from '#time';
import { Creations } from './creations.service.js';
import { IdempotencyKey } from './idempotency-key.entity.js';
import { IdempotencyKeysRepository } from './idempotency-keys.repository.js';

const SWEEP_SECONDS = 3600;

/** Requests that are sent twice and must do their work once. */
@Module({
  imports: [TypeOrmModule.forFeature([IdempotencyKey])],
  providers: [IdempotencyKeysRepository, Creations],
  exports: [Creations],
})
export class IdempotencyModule implements OnApplicationBootstrap {
  constructor(
    private readonly jobs: PeriodicJobs,
    private readonly creations: Creations,
    private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    this.jobs.every(SWEEP_SECONDS, 'sweep-idempotency-keys', () => this.creations.sweep(this.clock.now()));
  }
}
