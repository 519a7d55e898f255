import { DataSource } from 'typeorm';
import { ConfigService } from './src/config/config.service.js';
import { ApiKey } from './src/api-keys/api-key.entity.js';
import { AuditEntry } from './src/audit/audit-entry.entity.js';
import { Session } from './src/auth/session.entity.js';
import { SigningKey } from './src/auth/signing-key.entity.js';
import { dataSourceOptions } from './src/database/data-source.js';
import { makeSqliteSafe } from './src/database/sqlite/sqlite.js';
import { Installation } from './src/setup/installation.entity.js';
import { Tenant } from './src/tenants/tenant.entity.js';
import { User } from './src/users/user.entity.js';

/** Every table's class, for tools that look at the schema from outside the service. */
export const ENTITIES = [ApiKey, AuditEntry, Installation, Session, SigningKey, Tenant, User];

const options = dataSourceOptions(new ConfigService(process.env));
const dataSource = new DataSource({ ...options, entities: ENTITIES });

/** The data source for the TypeORM command line: `npx typeorm migration:show -d dist/ormconfig.js`. */
export default options.type === 'better-sqlite3' ? makeSqliteSafe(dataSource) : dataSource;
