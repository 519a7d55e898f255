import { Module } from '@nestjs/common';
import type { OnApplicationBootstrap } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { PeriodicJobs } from '#jobs';
import { KeyUse } from './key-use.entity.js';
import { KeyUsesRepository } from './key-uses.repository.js';
import { KeyUses } from './key-uses.service.js';

const WRITE_SECONDS = 60;

/** When API keys were last used. */
@Module({
  imports: [TypeOrmModule.forFeature([KeyUse])],
  providers: [KeyUsesRepository, KeyUses],
  exports: [KeyUses],
})
export class KeyUsesModule implements OnApplicationBootstrap {
  constructor(
    private readonly jobs: PeriodicJobs,
    private readonly uses: KeyUses,
  ) {}

  onApplicationBootstrap(): void {
    this.jobs.every(WRITE_SECONDS, 'write-key-uses', () => this.uses.write());
  }
}
