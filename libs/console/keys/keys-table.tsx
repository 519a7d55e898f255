import { Link } from '@tanstack/react-router';
import type { ApiKey } from '../api/client.js';
import { useLanguage } from '../text/language.js';
import { personName } from '../text/person.js';
import { SortHeader } from '../ui/sort-header.js';
import { StatusBadge } from '../ui/status-badge.js';
import { Time } from '../ui/time.js';
import { KeyMenu } from './key-menu.js';
import type { KeyAction } from './key-menu.js';
import type { KeysPath, KeysSearch } from './keys-search.js';
import { SelectAll, SelectKey } from './selection-boxes.js';
import type { Selection } from './selection.js';

interface RowProps {
  /** The list that it is. */
  path: KeysPath;
  showsOwner: boolean;
  selection: Selection;
  onAction: (action: KeyAction, apiKey: ApiKey) => void;
}

export interface KeysTableProps extends RowProps {
  items: ApiKey[];
  sort: KeysSearch['sort'];
  onSort: (sort: KeysSearch['sort']) => void;
}

/** Keys, one a row; on a narrow screen, one a card. */
export function KeysTable({ items, sort, onSort, ...row }: KeysTableProps) {
  const { t } = useLanguage();
  return (
    <table className="cards">
      <caption className="hidden">{t('keysTable')}</caption>
      <thead>
        <tr>
          <SelectAll selection={row.selection} />
          <SortHeader by="name" label={t('keyName')} sort={sort} onSort={onSort} />
          <th scope="col">{t('keyValue')}</th>
          {row.showsOwner && <th scope="col">{t('userName')}</th>}
          <SortHeader by="expiry" label={t('expirationDate')} sort={sort} onSort={onSort} />
          <th scope="col">{t('status')}</th>
          <th scope="col">{t('lastUsed')}</th>
          <th scope="col">
            <span className="hidden">{t('actions')}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {items.map((apiKey) => (
          <KeyRow key={apiKey.metadata.uid} apiKey={apiKey} {...row} />
        ))}
      </tbody>
    </table>
  );
}

function KeyRow({ apiKey, path, showsOwner, selection, onAction }: RowProps & { apiKey: ApiKey }) {
  const { t } = useLanguage();
  const { metadata, spec, status } = apiKey;
  const description = metadata.annotations['description'] ?? '';
  return (
    <tr>
      <SelectKey apiKey={apiKey} selection={selection} />
      <th scope="row">
        <Link to={`${path}/$uid`} params={{ uid: metadata.uid }}>
          <bdi>{metadata.name}</bdi>
        </Link>
        {description !== '' && (
          <p className="hint">
            <bdi>{description}</bdi>
          </p>
        )}
      </th>
      <td data-label={t('keyValue')}>
        <code translate="no">{spec.keyFragment.replace('...', '…')}</code>
      </td>
      {showsOwner && (
        <td data-label={t('userName')}>
          <bdi>{personName(spec.user)}</bdi>
        </td>
      )}
      <td data-label={t('expirationDate')}>
        <Time iso={spec.expiry} />
      </td>
      <td data-label={t('status')}>
        <StatusBadge status={status.isExpiring ? 'expiring' : status.state} />
      </td>
      <td data-label={t('lastUsed')}>{status.lastUsed ? <Time iso={status.lastUsed.time} /> : t('never')}</td>
      <td className="actions">
        <KeyMenu apiKey={apiKey} onChoose={(action) => onAction(action, apiKey)} />
      </td>
    </tr>
  );
}
