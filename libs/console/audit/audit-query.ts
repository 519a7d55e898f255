import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { answered } from '../api/client.js';
import { pageFrom } from '../api/pages.js';
import type { components, operations } from '../api/schema.d.ts';
import { api } from '../session/current.js';

export type AuditEntry = components['schemas']['AuditAnswer'];
export type AuditPage = components['schemas']['AuditsAnswer'];
type AuditQuery = NonNullable<operations['v1AuditsList']['parameters']['query']>;
/** What the list is narrowed by. */
export type AuditFilter = Omit<AuditQuery, 'limit' | 'continue' | 'offset' | 'tenantUid'>;

const PAGE_SIZE = 25;

/** A page of entries, newest first. */
export function useAudits(filter: AuditFilter, after: string | undefined) {
  const query = { ...filter, limit: PAGE_SIZE };
  return useQuery({
    queryKey: ['audits', query, after],
    placeholderData: keepPreviousData,
    queryFn: () =>
      pageFrom(after, (place) => readAudits({ ...query, ...(place !== undefined && { continue: place }) })),
  });
}

/** @throws Fault */
export function readAudits(query: AuditQuery): Promise<AuditPage> {
  return answered(api.GET('/v1/audits', { params: { query } }));
}
