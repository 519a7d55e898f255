import { useState } from 'react';
import type { ApiKey } from '../api/client.js';
import { useMe } from '../session/me.js';
import type { Me } from '../session/me.js';
import { useLanguage } from '../text/language.js';
import { Listing } from '../ui/listing.js';
import { Page } from '../ui/page.js';
import type { KeyChange } from './change-dialog.js';
import { CreateDialog } from './create-dialog.js';
import { KeyDialog } from './key-dialog.js';
import type { OpenKey } from './key-dialog.js';
import { useKeysAddress } from './keys-address.js';
import type { KeyAction } from './key-menu.js';
import { KeysFilters } from './keys-filters.js';
import { useInactiveCount, useKeys, useUsers } from './keys-query.js';
import type { KeysPath, KeysSearch } from './keys-search.js';
import { KeysTable } from './keys-table.js';
import type { KeysTableProps } from './keys-table.js';
import { NoKeys } from './no-keys.js';
import { RevokeManyDialog } from './revoke-many-dialog.js';
import { SelectionBar } from './selection-bar.js';
import { useSelection } from './selection.js';
import { UndoRevoke } from './undo-revoke.js';
import { useReactivation } from './use-reactivation.js';

type Open = { action: 'create' } | { action: 'revokeMany'; keys: ApiKey[] } | OpenKey;

const NONE: ApiKey[] = [];

/** The keys of the organisation, or one's own. */
export function KeysPage({ path }: { path: KeysPath }) {
  const { data: me } = useMe();
  return me ? <Keys path={path} me={me} /> : null;
}

function Keys({ path, me }: { path: KeysPath; me: Me }) {
  const { t } = useLanguage();
  const { search, trail, turnTo, change } = useKeysAddress(path);
  const [open, setOpen] = useState<Open>();
  const [revoked, setRevoked] = useState<ApiKey[]>([]);
  const { reactivate, failure } = useReactivation();
  const showsOwner = path === '/keys' && me.isAdministrator;
  const { data: users } = useUsers(me);
  const { page, inactive, selection } = useShown(search, showsOwner ? undefined : me.uid);
  const showInactive = () => change({ ...search, status: 'any' });
  const act = (action: KeyAction, apiKey: ApiKey) => {
    if (action !== 'reactivate') return setOpen({ action, apiKey });
    setRevoked([]);
    void reactivate(apiKey);
  };

  return (
    <Page title={t(path === '/keys' ? 'apiKeys' : 'myApiKeys')}>
      <div className="toolbar">
        <button type="button" className="primary" onClick={() => setOpen({ action: 'create' })}>
          {t('addKey')}
        </button>
      </div>
      <KeysFilters
        search={search}
        onChange={change}
        people={showsOwner ? users?.items : undefined}
        inactive={inactive}
      />
      {revoked.length > 0 && <UndoRevoke keys={revoked} onClose={() => setRevoked([])} />}
      <Listing
        query={page}
        found={(count) => t('keysFound', { count })}
        empty={<NoKeys search={search} inactive={inactive} onShowInactive={showInactive} />}
        after={search.after}
        trail={trail}
        onGo={turnTo}
      >
        {(items) => (
          <SelectableKeys
            {...{ path, items, showsOwner, selection }}
            sort={search.sort}
            onSort={(sort) => change({ ...search, sort })}
            onAction={act}
            onRevoke={() => setOpen({ action: 'revokeMany', keys: selection.chosen })}
          />
        )}
      </Listing>
      {failure}
      {open && (
        <OpenDialog
          {...{ open, me }}
          owner={search.user}
          onRevoked={setRevoked}
          onClose={() => setOpen(undefined)}
        />
      )}
    </Page>
  );
}

function SelectableKeys({ onRevoke, ...table }: KeysTableProps & { onRevoke: () => void }) {
  return (
    <div>
      <SelectionBar selection={table.selection} onRevoke={onRevoke} />
      <KeysTable {...table} />
    </div>
  );
}

/** @param owner whose keys; undefined: everybody's. */
function useShown(search: KeysSearch, owner: string | undefined) {
  const page = useKeys(search, owner);
  const inactive = useInactiveCount(search, owner);
  return { page, inactive, selection: useSelection(JSON.stringify(search), page.data?.items ?? NONE) };
}

interface OpenDialogProps {
  open: Open;
  me: Me;
  /** The uid of whose keys are shown. */
  owner: string | undefined;
  /** Told which keys were revoked last; none once something else was done. */
  onRevoked: (keys: ApiKey[]) => void;
  onClose: () => void;
}

function OpenDialog({ open, me, owner, onRevoked, onClose }: OpenDialogProps) {
  if (open.action === 'create') return <CreateDialog {...{ me, owner, onClose }} />;
  if (open.action === 'revokeMany') return <RevokeManyDialog keys={open.keys} {...{ onRevoked, onClose }} />;
  const tell = (change: KeyChange) => onRevoked(change === 'revoke' ? [open.apiKey] : []);
  return <KeyDialog open={open} me={me} onDone={tell} onClose={onClose} />;
}
