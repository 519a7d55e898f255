import { CreateTenants1795000000001 } from './1795000000001-create-tenants.js';
import { CreateUsers1795000000002 } from './1795000000002-create-users.js';
import { CreateSessions1795000000003 } from './1795000000003-create-sessions.js';
import { CreateSigningKeys1795000000004 } from './1795000000004-create-signing-keys.js';
import { CreateApiKeys1795000000005 } from './1795000000005-create-api-keys.js';
import { CreateAuditEntries1795000000006 } from './1795000000006-create-audit-entries.js';
import { CreateInstallation1795000000007 } from './1795000000007-create-installation.js';

/** All schema changes, in their order. A released one is never edited. */
export const MIGRATIONS = [
  CreateTenants1795000000001,
  CreateUsers1795000000002,
  CreateSessions1795000000003,
  CreateSigningKeys1795000000004,
  CreateApiKeys1795000000005,
  CreateAuditEntries1795000000006,
  CreateInstallation1795000000007,
];
