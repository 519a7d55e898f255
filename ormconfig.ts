import { DataSource } from 'typeorm';
import { ENTITIES } from './entities.js';
import { ConfigService } from './src/config/config.service.js';
import { dataSourceOptions } from './src/database/data-source.js';
import { makeSqliteSafe } from './src/database/sqlite/sqlite.js';

const options = dataSourceOptions(new ConfigService(process.env));
const dataSource = new DataSource({ ...options, entities: ENTITIES });

/** The data source for the TypeORM command line: `npx typeorm migration:show -d dist/ormconfig.js`. */
export default options.type === 'better-sqlite3' ? makeSqliteSafe(dataSource) : dataSource;
