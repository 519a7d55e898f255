import { CreateTenants1795000000001 } from './1795000000001-create-tenants.js';
import { CreateUsers1795000000002 } from './1795000000002-create-users.js';
import { CreateSessions1795000000003 } from './1795000000003-create-sessions.js';
import { CreateSigningKeys1795000000004 } from './1795000000004-create-signing-keys.js';
import { CreateApiKeys1795000000005 } from './1795000000005-create-api-keys.js';
import { CreateAuditEntries1795000000006 } from './1795000000006-create-audit-entries.js';
import { CreateInstallation1795000000007 } from './1795000000007-create-installation.js';
import { CreateRoles1795000000008 } from './1795000000008-create-roles.js';
import { CreateRoleAssignments1795000000009 } from './1795000000009-create-role-assignments.js';
import { MoveAdministrators1795000000010 } from './1795000000010-move-administrators.js';
import { AddUserNames1795000000011 } from './1795000000011-add-user-names.js';
import { AddPasswordTimes1795000000012 } from './1795000000012-add-password-times.js';
import { CreateTenantSettings1795000000013 } from './1795000000013-create-tenant-settings.js';
import { CreateSystemSettings1795000000014 } from './1795000000014-create-system-settings.js';
import { CreateMails1795000000015 } from './1795000000015-create-mails.js';
import { CreateIdempotencyKeys1795000000016 } from './1795000000016-create-idempotency-keys.js';
import { CreateAuditNotes1795000000017 } from './1795000000017-create-audit-notes.js';
import { IndexAuditEntries1795000000018 } from './1795000000018-index-audit-entries.js';
import { CoverAuditFilters1795000000019 } from './1795000000019-cover-audit-filters.js';
import { IndexKeysOfOwners1795000000020 } from './1795000000020-index-keys-of-owners.js';
import { CreateCredentialChanges1795000000021 } from './1795000000021-create-credential-changes.js';
import { CreateApiKeyUses1795000000022 } from './1795000000022-create-api-key-uses.js';
import { CreateLoginFailures1795000000023 } from './1795000000023-create-login-failures.js';
import { CreateAuditChains1795000000024 } from './1795000000024-create-audit-chains.js';
import { AddApiKeySettings1795000000025 } from './1795000000025-add-api-key-settings.js';
import { AddKeyReminders1795000000026 } from './1795000000026-add-key-reminders.js';
import { AddMailSubjects1795000000027 } from './1795000000027-add-mail-subjects.js';
import { CreateApiKeyPredecessors1795000000028 } from './1795000000028-create-api-key-predecessors.js';
import { CreateRecoverableApiKeys1795000000029 } from './1795000000029-create-recoverable-api-keys.js';
import { AddKeyLeaks1795000000030 } from './1795000000030-add-key-leaks.js';

/** All schema changes, in their order. A released one is never edited. */
export const MIGRATIONS = [
  CreateTenants1795000000001,
  CreateUsers1795000000002,
  CreateSessions1795000000003,
  CreateSigningKeys1795000000004,
  CreateApiKeys1795000000005,
  CreateAuditEntries1795000000006,
  CreateInstallation1795000000007,
  CreateRoles1795000000008,
  CreateRoleAssignments1795000000009,
  MoveAdministrators1795000000010,
  AddUserNames1795000000011,
  AddPasswordTimes1795000000012,
  CreateTenantSettings1795000000013,
  CreateSystemSettings1795000000014,
  CreateMails1795000000015,
  CreateIdempotencyKeys1795000000016,
  CreateAuditNotes1795000000017,
  IndexAuditEntries1795000000018,
  CoverAuditFilters1795000000019,
  IndexKeysOfOwners1795000000020,
  CreateCredentialChanges1795000000021,
  CreateApiKeyUses1795000000022,
  CreateLoginFailures1795000000023,
  CreateAuditChains1795000000024,
  AddApiKeySettings1795000000025,
  AddKeyReminders1795000000026,
  AddMailSubjects1795000000027,
  CreateApiKeyPredecessors1795000000028,
  CreateRecoverableApiKeys1795000000029,
  AddKeyLeaks1795000000030,
];
