import { Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import type { DataSourceOptions } from 'typeorm';
import { Transactions } from '#persistence';
import { ConfigService } from '../config/config.service.js';
import { DatabaseActivity } from './database-activity.service.js';
import { dataSourceOptions, openDataSource } from './data-source.js';
import { migrate, requireCurrentSchema } from './schema.js';

/**
 * The connection. The embedded database is brought up to date at its start; a server's schema is changed by `npm run migrate`, so that
 * the service itself needs no right to.
 */
@Global()
@Module({
  imports: [
    TypeOrmModule.forRootAsync({
      inject: [ConfigService],
      useFactory: (config: ConfigService) => ({
        ...dataSourceOptions(config, { isServing: true }),
        autoLoadEntities: true,
        retryAttempts: 0,
      }),
      dataSourceFactory: async (options) => {
        const dataSource = await openDataSource(options as DataSourceOptions);
        try {
          await (dataSource.options.type === 'better-sqlite3'
            ? migrate(dataSource)
            : requireCurrentSchema(dataSource));
          return dataSource;
        } catch (error) {
          await dataSource.destroy();
          throw error;
        }
      },
    }),
  ],
  providers: [Transactions, DatabaseActivity],
  exports: [Transactions, DatabaseActivity],
})
export class DatabaseModule {}
