import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { createLogger, NestLogger } from '#logging';
import { Clock } from '#time';
import { httpAdapter } from '../../src/app.adapter.js';
import { AppModule } from '../../src/app.module.js';
import { ConfigService } from '../../src/config/config.service.js';
import type { TestClock } from './test-clock.js';

/** Starts the service when it must refuse to. @returns what it threw; everything that was opened is closed. */
export async function startFault(env: Record<string, string>, clock: TestClock): Promise<unknown> {
  const config = new ConfigService(env);
  const logger = createLogger('silent');
  const module = await Test.createTestingModule({ imports: [AppModule.with(config)] })
    .overrideProvider(Clock)
    .useValue(clock)
    .setLogger(new NestLogger(logger))
    .compile();
  const app = module.createNestApplication<NestFastifyApplication>(httpAdapter(config, logger));
  try {
    await app.init();
    return undefined;
  } catch (error) {
    return error;
  } finally {
    await app.close();
  }
}
