import { Logger } from '@nestjs/common';
import type { Logger as TypeOrmLogger } from 'typeorm';

/** TypeORM's words in our log: at debug level, and never with parameters, which may be anything. */
export class DatabaseLogger implements TypeOrmLogger {
  private readonly logger = new Logger('database');

  logQuery(): void {}

  logQueryError(error: string | Error): void {
    this.logger.debug({ msg: 'query failed', err: error });
  }

  logQuerySlow(milliseconds: number): void {
    this.logger.warn({ msg: 'slow query', milliseconds });
  }

  logSchemaBuild(): void {}

  logMigration(message: string): void {
    this.logger.debug({ msg: message });
  }

  log(level: 'log' | 'info' | 'warn', message: unknown): void {
    this.logger.debug({ msg: String(message), level });
  }
}
