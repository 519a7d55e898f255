import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { RecoverableKey } from './recoverable-key.entity.js';
import { RecoverableKeysRepository } from './recoverable-keys.repository.js';
import { RecoverableKeys } from './recoverable-keys.service.js';

/** Values of keys that may be shown again, sealed under the master key. */
@Module({
  imports: [TypeOrmModule.forFeature([RecoverableKey])],
  providers: [RecoverableKeysRepository, RecoverableKeys],
  exports: [RecoverableKeys],
})
export class RecoverableKeysModule {}
