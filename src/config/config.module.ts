import { Global, Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import { availableParallelism } from 'node:os';
import { Cursors } from '#http';
import { isSameSecret, MasterKey, PasswordHasher } from '#secrets';
import { Clock } from '#time';
import { ConfigService } from './config.service.js';

const WAITING_PER_CORE = 32;

/** The settings, and the leaves that are built from them, for every room. */
@Global()
@Module({})
export class ConfigModule {
  static with(config: ConfigService): DynamicModule {
    const providers = [
      { provide: ConfigService, useValue: config },
      { provide: MasterKey, useValue: config.masterKey },
      {
        provide: Cursors,
        useFactory: () => new Cursors((text) => config.masterKey.mac('cursors', text), isSameSecret),
      },
      { provide: PasswordHasher, useFactory: passwordHasher },
      Clock,
    ];
    return { module: ConfigModule, providers, exports: providers };
  }
}

/** A thread that hashes gives its core back only after some milliseconds, whatever its priority: one core is kept from them. */
function passwordHasher(): PasswordHasher {
  const cores = availableParallelism();
  return new PasswordHasher(Math.max(1, cores - 1), cores * WAITING_PER_CORE);
}
