export { FlagColumn, PrimaryUidColumn, TextColumn, TextMapColumn, TimeColumn, UidColumn } from './columns.js';
export { isDatabaseUnavailable, isParentGone, isUniqueViolation, OutcomeUnknownError } from './faults.js';
export { fold, foldToLength } from './fold.js';
export { boundedCount, ofTenant, readPage } from './pages.js';
export { newUid, isUid } from './uid.js';
export { hasRowLocks } from './engine.js';
export { TenantRepository } from './tenant-repository.js';
export { Transactions } from './transactions.js';
export type { Transaction } from './transactions.js';
