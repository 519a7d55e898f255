import { useLocation, useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import type { User } from '../api/client.js';
import { useMe } from '../session/me.js';
import type { Me } from '../session/me.js';
import { useRights } from '../session/use-rights.js';
import { useLanguage } from '../text/language.js';
import { Empty } from '../ui/empty.js';
import { Listing } from '../ui/listing.js';
import { LoadFailure } from '../ui/load-failure.js';
import { Page } from '../ui/page.js';
import { SearchField } from '../ui/search-field.js';
import { InviteDialog } from './invite-dialog.js';
import type { UserAction } from './user-actions.js';
import { UserDialog } from './user-dialog.js';
import { useUserPage } from './users-query.js';
import type { UsersSearch } from './users-search.js';
import { UsersTable } from './users-table.js';

type Open = { action: 'invite' } | { action: UserAction; user: User };

/** The people of the organisation. */
export function UsersPage() {
  const { data: me } = useMe();
  return me ? <Users me={me} /> : null;
}

function Users({ me }: { me: Me }) {
  const { t } = useLanguage();
  const search = useSearch({ from: '/shell/users' });
  const { trail = [] } = useLocation().state;
  const navigate = useNavigate();
  const [open, setOpen] = useState<Open>();
  const { rights, error, refetch } = useRights(me);
  const page = useUserPage(search);
  const go = (changed: UsersSearch, newTrail: string[] = []) =>
    void navigate({ to: '/users', search: changed, state: { trail: newTrail } });
  // another order or another search is another list: it begins at its beginning
  const change = (changed: UsersSearch) => go({ ...changed, after: undefined });
  const close = () => setOpen(undefined);
  const act = (action: UserAction, user: User) =>
    action === 'apiKeys'
      ? void navigate({ to: '/keys', search: { user: user.metadata.uid } })
      : setOpen({ action, user });

  return (
    <Page title={t('users')}>
      {rights.may('user.create') && (
        <div className="toolbar">
          <button type="button" className="primary" onClick={() => setOpen({ action: 'invite' })}>
            {t('inviteUser')}
          </button>
        </div>
      )}
      <div className="filters" role="search">
        <SearchField
          value={search.q ?? ''}
          onChange={(q) => change({ ...search, q })}
          hint={t('searchUsersHint')}
        />
      </div>
      {error && <LoadFailure error={error} onRetry={() => void refetch()} />}
      <Listing
        query={page}
        found={(count) => t('usersFound', { count })}
        empty={<Empty title={t('noUserMatches')} text={t('noUserMatchesText')} />}
        after={search.after}
        trail={trail}
        onGo={(after, way) => go({ ...search, after }, way)}
      >
        {(items) => (
          <UsersTable
            items={items}
            sort={search.sort}
            onSort={(sort) => change({ ...search, sort })}
            me={me}
            rights={rights}
            onAction={act}
          />
        )}
      </Listing>
      {open?.action === 'invite' && <InviteDialog rights={rights} onClose={close} />}
      {open && 'user' in open && <UserDialog {...open} me={me} rights={rights} onClose={close} />}
    </Page>
  );
}
