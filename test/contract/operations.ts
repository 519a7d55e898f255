import type { OperationCall } from './call.js';
import { API_KEY_OPERATIONS } from './operations/api-keys.js';
import { AUDIT_OPERATIONS } from './operations/audits.js';
import { AUTH_OPERATIONS } from './operations/auth.js';
import { OUR_KEY_OPERATIONS } from './operations/our-keys.js';
import { OUR_OPERATIONS as OTHERS } from './operations/ours.js';
import { ROLE_OPERATIONS } from './operations/roles.js';
import { SETTINGS_OPERATIONS } from './operations/settings.js';
import { TENANT_OPERATIONS } from './operations/tenants.js';
import { USER_OPERATIONS } from './operations/users.js';

/** Every operation of the contract, with a call that it must fulfil and one that it must refuse. */
export const CONTRACT_OPERATIONS: OperationCall[] = [
  ...API_KEY_OPERATIONS,
  ...AUDIT_OPERATIONS,
  ...AUTH_OPERATIONS,
  ...ROLE_OPERATIONS,
  ...SETTINGS_OPERATIONS,
  ...TENANT_OPERATIONS,
  ...USER_OPERATIONS,
];

/** What is ours beside it. */
export const OUR_OPERATIONS: OperationCall[] = [...OTHERS, ...OUR_KEY_OPERATIONS];
export const ALL_OPERATIONS: OperationCall[] = [...CONTRACT_OPERATIONS, ...OUR_OPERATIONS];
