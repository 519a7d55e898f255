import { useLocation, useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useUsers } from '../keys/keys-query.js';
import { Pager } from '../ui/pager.js';
import { useMe } from '../session/me.js';
import type { Me } from '../session/me.js';
import { useLanguage } from '../text/language.js';
import { LoadFailure } from '../ui/load-failure.js';
import { Page } from '../ui/page.js';
import { AuditFilters } from './audit-filters.js';
import { useAudits } from './audit-query.js';
import { filterOf, isFiltered } from './audit-search.js';
import type { AuditSearch } from './audit-search.js';
import { AuditTable } from './audit-table.js';
import { ExportButton } from './export-button.js';

/** The service counts no further. */
const MOST_COUNTED = 10_000;

/** What happened: in the organisation for those who look after it, otherwise by oneself. */
export function AuditPage() {
  const { data: me } = useMe();
  return me ? <Audits me={me} /> : null;
}

function Audits({ me }: { me: Me }) {
  const { t } = useLanguage();
  const search = useSearch({ from: '/shell/audit' });
  const { trail = [] } = useLocation().state;
  const navigate = useNavigate();
  const { data: users } = useUsers(me);
  // "the last hour" is counted from when it was asked for: a list that moved with each render would be loaded for ever
  const filter = useMemo(() => filterOf(search, new Date()), [search]);
  const { data, error, refetch } = useAudits(filter, search.after);
  const go = (changed: AuditSearch, newTrail: string[] = []) =>
    void navigate({ to: '/audit', search: changed, state: { trail: newTrail } });
  // another filter is another list: it begins at its beginning
  const change = (changed: AuditSearch) => go({ ...changed, after: undefined, since: undefined });
  const goTo = (after: string | undefined, way: string[]) =>
    go(
      { ...search, after, since: search.time && search.time !== 'custom' ? filter.startTime : undefined },
      way,
    );

  return (
    <Page title={t('auditLog')}>
      <p>{t(me.isAdministrator ? 'auditAll' : 'auditOwn')}</p>
      <AuditFilters
        search={search}
        onChange={change}
        people={me.isAdministrator ? users?.items : undefined}
      />
      {search.thing !== undefined && <p className="notice">{t('onlyThing')}</p>}
      <ExportButton search={search} />
      {error && <LoadFailure error={error} onRetry={() => void refetch()} />}
      {!data && !error && <p role="status">{t('loading')}</p>}
      {data && (
        <>
          <p role="status" className="hint">
            {t(data.listmeta.count < MOST_COUNTED ? 'auditFound' : 'auditMany', {
              count: data.listmeta.count,
            })}
          </p>
          {data.items.length === 0 ? (
            <Nothing isFiltered={isFiltered(search)} />
          ) : (
            <AuditTable items={data.items} me={me} onNarrow={change} />
          )}
          <Pager after={search.after} next={data.listmeta.continue} trail={trail} onGo={goTo} />
        </>
      )}
    </Page>
  );
}

function Nothing({ isFiltered: isNarrowed }: { isFiltered: boolean }) {
  const { t } = useLanguage();
  return (
    <section className="empty">
      <h2>{t(isNarrowed ? 'noEntryMatches' : 'noEntries')}</h2>
      <p>{t(isNarrowed ? 'noneMatchText' : 'noEntriesText')}</p>
    </section>
  );
}
