import { ApiKey } from './src/api-keys/api-key.entity.js';
import { AuditEntry } from './src/audit/audit-entry.entity.js';
import { Session } from './src/auth/session.entity.js';
import { SigningKey } from './src/auth/signing-key.entity.js';
import { Installation } from './src/setup/installation.entity.js';
import { Tenant } from './src/tenants/tenant.entity.js';
import { User } from './src/users/user.entity.js';

/** Every table's class, for tools that look at the schema from outside the service. */
export const ENTITIES = [ApiKey, AuditEntry, Installation, Session, SigningKey, Tenant, User];
