import { Module } from '@nestjs/common';
import { DatabaseProbe } from './database-probe.repository.js';
import { HealthController } from './health.controller.js';
import { HealthService } from './health.service.js';

/** For whoever runs the service: is it alive, should it get requests. */
@Module({
  controllers: [HealthController],
  providers: [DatabaseProbe, HealthService],
})
export class HealthModule {}
