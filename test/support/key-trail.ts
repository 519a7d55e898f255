import { auditTrail } from './audit-trail.js';
import type { AuditItem } from './audit-trail.js';
import type { Person } from './given.js';
import type { TestApp } from './test-app.js';

/** @returns everything that was written about one thing, oldest first. @param reader somebody who may see it all. */
export async function trailOf(app: TestApp, reader: Person, resourceUid: string): Promise<AuditItem[]> {
  return (await auditTrail(app, reader, { resourceUid })).toReversed();
}

/** @returns the names of what happened to one thing, oldest first. */
export async function actionsOn(app: TestApp, reader: Person, resourceUid: string): Promise<string[]> {
  return (await trailOf(app, reader, resourceUid)).map((entry) => entry.spec.actionMsg);
}
