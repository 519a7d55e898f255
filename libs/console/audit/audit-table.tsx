import { useId, useState } from 'react';
import { Time } from '../ui/time.js';
import type { Me } from '../session/me.js';
import { isolated, useLanguage } from '../text/language.js';
import type { AuditEntry } from './audit-query.js';
import type { AuditSearch } from './audit-search.js';
import { EntryDetails, kindText, personText } from './entry-details.js';

interface AuditTableProps {
  items: AuditEntry[];
  me: Me;
  /** Narrows the list to what one entry is about. */
  onNarrow: (search: AuditSearch) => void;
}

const COLUMNS = 5;

/** Entries, one a row; each opens to all that it says. */
export function AuditTable({ items, me, onNarrow }: AuditTableProps) {
  const { t } = useLanguage();
  return (
    <table className="cards audit">
      <caption className="hidden">{t('auditLog')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('what')}</th>
          <th scope="col">{t('time')}</th>
          <th scope="col">{t('who')}</th>
          <th scope="col">{t('thing')}</th>
          <th scope="col">
            <span className="hidden">{t('actions')}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {items.map((entry) => (
          <EntryRows key={entry.metadata.uid} entry={entry} me={me} onNarrow={onNarrow} />
        ))}
      </tbody>
    </table>
  );
}

function EntryRows({
  entry,
  me,
  onNarrow,
}: { entry: AuditEntry } & Pick<AuditTableProps, 'me' | 'onNarrow'>) {
  const { t } = useLanguage();
  const id = useId();
  const [isOpen, setOpen] = useState(false);
  const { metadata, spec } = entry;
  return (
    <>
      <tr>
        <th scope="row">
          <bdi>{spec.contentMsg}</bdi>
          {spec.userMsg !== undefined && (
            <p className="hint">
              <bdi>{spec.userMsg}</bdi>
            </p>
          )}
        </th>
        <td data-label={t('time')}>
          <Time iso={metadata.creationTimestamp} />
        </td>
        <td data-label={t('who')}>
          <bdi>{personText(spec.actor, t)}</bdi>
        </td>
        <td data-label={t('thing')}>
          <span>
            {kindText(spec.resource.kind, t)}
            {spec.resource.name !== '' && <bdi className="hint block">{spec.resource.name}</bdi>}
          </span>
        </td>
        <td className="actions">
          <button
            type="button"
            className="icon-button"
            aria-expanded={isOpen}
            aria-controls={isOpen ? id : undefined}
            aria-label={t('details', { message: isolated(spec.contentMsg) })}
            onClick={() => setOpen(!isOpen)}
          >
            <span aria-hidden="true">{isOpen ? '▾' : '▸'}</span>
          </button>
        </td>
      </tr>
      {isOpen && (
        <tr id={id} className="details">
          <td colSpan={COLUMNS}>
            <EntryDetails entry={entry} me={me} onNarrow={onNarrow} />
          </td>
        </tr>
      )}
    </>
  );
}
