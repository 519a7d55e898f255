import { ApiKeyPredecessor } from './src/api-keys/api-key-predecessor.entity.js';
import { ApiKey } from './src/api-keys/api-key.entity.js';
import { AuditEntry } from './src/audit/audit-entry.entity.js';
import { AuditNote } from './src/audit/audit-note.entity.js';
import { AuditChain, AuditSeal } from './src/audit/audit-seal.entity.js';
import { Session } from './src/auth/session.entity.js';
import { SigningKey } from './src/auth/signing-key.entity.js';
import { IdempotencyKey } from './src/idempotency/idempotency-key.entity.js';
import { KeyUse } from './src/key-uses/key-use.entity.js';
import { LoginFailures } from './src/lockouts/login-failures.entity.js';
import { Mail } from './src/mail/mail.entity.js';
import { RecoverableKey } from './src/recoverable-keys/recoverable-key.entity.js';
import { RoleAssignment } from './src/roles/role-assignment.entity.js';
import { Role } from './src/roles/role.entity.js';
import { Installation } from './src/setup/installation.entity.js';
import { SystemSettings } from './src/tenants/system-settings.entity.js';
import { TenantSettings } from './src/tenants/tenant-settings.entity.js';
import { Tenant } from './src/tenants/tenant.entity.js';
import { User } from './src/users/user.entity.js';

/** Every table's class, for tools that look at the schema from outside the service. */
export const ENTITIES = [
  ApiKey,
  ApiKeyPredecessor,
  AuditChain,
  AuditEntry,
  AuditNote,
  AuditSeal,
  IdempotencyKey,
  Installation,
  KeyUse,
  LoginFailures,
  Mail,
  RecoverableKey,
  Role,
  RoleAssignment,
  Session,
  SigningKey,
  SystemSettings,
  Tenant,
  TenantSettings,
  User,
];
