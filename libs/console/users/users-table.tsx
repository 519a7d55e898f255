import type { User } from '../api/client.js';
import { EVERYBODYS_ROLE } from '../session/me.js';
import type { Me } from '../session/me.js';
import type { Rights } from '../session/rights.js';
import { useLanguage } from '../text/language.js';
import { personName } from '../text/person.js';
import { RowMenu } from '../ui/row-menu.js';
import { SortHeader } from '../ui/sort-header.js';
import { StatusBadge } from '../ui/status-badge.js';
import { Time } from '../ui/time.js';
import { actionsFor, stateOf } from './user-actions.js';
import type { UserAction } from './user-actions.js';
import type { UsersSearch } from './users-search.js';

interface RowProps {
  me: Me;
  rights: Rights;
  onAction: (action: UserAction, user: User) => void;
}

interface UsersTableProps extends RowProps {
  items: User[];
  sort: UsersSearch['sort'];
  onSort: (sort: UsersSearch['sort']) => void;
}

/** People, one a row; on a narrow screen, one a card. */
export function UsersTable({ items, sort, onSort, ...row }: UsersTableProps) {
  const { t } = useLanguage();
  return (
    <table className="cards">
      <caption className="hidden">{t('users')}</caption>
      <thead>
        <tr>
          <SortHeader by="name" label={t('name')} sort={sort} onSort={onSort} />
          <th scope="col">{t('email')}</th>
          <th scope="col">{t('roles')}</th>
          <th scope="col">{t('status')}</th>
          <th scope="col">{t('lastSignIn')}</th>
          <th scope="col">
            <span className="hidden">{t('actions')}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {items.map((user) => (
          <UserRow key={user.metadata.uid} user={user} {...row} />
        ))}
      </tbody>
    </table>
  );
}

function UserRow({ user, me, rights, onAction }: RowProps & { user: User }) {
  const { t } = useLanguage();
  const { spec, status } = user;
  const name = personName(spec);
  const items = actionsFor(user, rights, me.uid).map((action) => ({
    action,
    label: t(action),
    isDangerous: action === 'delete',
  }));
  return (
    <tr>
      <th scope="row">
        <bdi>{name}</bdi>
      </th>
      <td data-label={t('email')}>
        <bdi>{spec.emailId}</bdi>
      </td>
      <td data-label={t('roles')}>
        <Roles names={spec.roles.map((role) => role.name)} />
      </td>
      <td data-label={t('status')}>
        <UserStatus status={status} />
      </td>
      <td data-label={t('lastSignIn')}>
        {status.lastSignIn ? <Time iso={status.lastSignIn} /> : t('never')}
      </td>
      <td className="actions">
        {items.length > 0 && (
          <RowMenu name={name} items={items} onChoose={(action) => onAction(action, user)} />
        )}
      </td>
    </tr>
  );
}

/** Whoever was given none has what everybody has. */
function Roles({ names }: { names: string[] }) {
  const shown = names.length > 0 ? names : [EVERYBODYS_ROLE];
  return (
    <ul className="plain">
      {shown.map((name) => (
        <li key={name}>
          <bdi>{name}</bdi>
        </li>
      ))}
    </ul>
  );
}

function UserStatus({ status }: { status: User['status'] }) {
  const { t, times } = useLanguage();
  const { isLocked, lockedUntil } = status;
  return (
    <div>
      <StatusBadge status={stateOf(status)} />
      {isLocked && (
        <p className="hint">
          {lockedUntil ? t('lockedUntil', { time: times.local(new Date(lockedUntil)) }) : t('locked')}
        </p>
      )}
    </div>
  );
}
