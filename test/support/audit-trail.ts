import type { Person } from './given.js';
import type { TestApp } from './test-app.js';

/** An entry as the list shows it. */
export interface AuditItem {
  metadata: { uid: string };
  spec: {
    actionType: string;
    actionMsg: string;
    contentMsg: string;
    userMsg?: string;
    actor: { actorType: string; user?: { uid: string; emailId: string }; credential?: object; ip: string };
    resource: { kind: string; uid: string; name: string };
    requestId: string;
  };
}

/** @returns the entries that `reader` sees, newest first, narrowed by the list's own filters. */
export async function auditTrail(
  app: TestApp,
  reader: Person,
  query: Record<string, string>,
): Promise<AuditItem[]> {
  const { body } = await app.http
    .get('/v1/audits')
    .query({ limit: '0', ...query })
    .set('Authorization', reader.token)
    .expect(200);
  return (body as { items: AuditItem[] }).items;
}
