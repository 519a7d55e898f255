import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { LimitsModule } from '../limits/limits.module.js';
import { UsersModule } from '../users/users.module.js';
import { Installation } from './installation.entity.js';
import { InstallationRepository } from './installation.repository.js';
import { SetupController } from './setup.controller.js';
import { SetupService } from './setup.service.js';

/** How the first administrator gets in. */
@Module({
  imports: [TypeOrmModule.forFeature([Installation]), LimitsModule, UsersModule],
  controllers: [SetupController],
  providers: [InstallationRepository, SetupService],
  exports: [SetupService],
})
export class SetupModule {}
