import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type { ApiKey } from '../api/client.js';
import { Fault } from '../api/fault.js';
import { useMe } from '../session/me.js';
import type { Me } from '../session/me.js';
import { isolated, useLanguage } from '../text/language.js';
import { LoadFailure } from '../ui/load-failure.js';
import { Page } from '../ui/page.js';
import { KeyDialog } from './key-dialog.js';
import type { OpenKey } from './key-dialog.js';
import { KeyFacts } from './key-facts.js';
import { useKeyItems } from './key-menu.js';
import { keyOptions } from './keys-query.js';
import type { KeysPath } from './keys-search.js';
import { useReactivation } from './use-reactivation.js';

/** Everything about one key. @param path the list that it was found in. */
export function KeyPage({ path }: { path: KeysPath }) {
  const { data: me } = useMe();
  const { uid } = useParams({ from: `/shell${path}/$uid` });
  return me ? <Key key={uid} path={path} uid={uid} me={me} /> : null;
}

function Key({ path, uid, me }: { path: KeysPath; uid: string; me: Me }) {
  const { t } = useLanguage();
  const { data: apiKey, error, refetch } = useQuery(keyOptions(uid));
  const isGone = error !== null && Fault.of(error).code === 'ResourceNotFound';
  const title = apiKey ? isolated(apiKey.metadata.name) : t(error ? 'apiKeys' : 'loading');
  return (
    <Page title={isGone ? t('noSuchKey') : title}>
      {isGone && <p>{t('noSuchKeyText')}</p>}
      {error && !isGone && <LoadFailure error={error} onRetry={() => void refetch()} />}
      {apiKey && !isGone && <Known path={path} apiKey={apiKey} me={me} />}
      <p>
        <Link to={path}>{t(path === '/keys' ? 'allKeys' : 'allMyKeys')}</Link>
      </p>
    </Page>
  );
}

function Known({ path, apiKey, me }: { path: KeysPath; apiKey: ApiKey; me: Me }) {
  const { t } = useLanguage();
  const navigate = useNavigate();
  const [open, setOpen] = useState<OpenKey>();
  const items = useKeyItems(apiKey);
  const { reactivate, failure } = useReactivation();
  return (
    <>
      <div className="section">
        <KeyFacts apiKey={apiKey} me={me} />
        <p>
          <Link to="/audit" search={{ kind: 'apiKey', thing: apiKey.metadata.uid }}>
            {t('keyHistory')}
          </Link>
        </p>
      </div>
      <div className="buttons">
        {items.map(({ action, label, isDangerous, obstacle }) => (
          <button
            key={action}
            type="button"
            className={isDangerous ? 'danger' : undefined}
            disabled={obstacle !== undefined}
            onClick={() => (action === 'reactivate' ? void reactivate(apiKey) : setOpen({ action, apiKey }))}
          >
            {label}
            {obstacle !== undefined && ` · ${obstacle}`}
          </button>
        ))}
      </div>
      {failure}
      {open && (
        <KeyDialog
          open={open}
          me={me}
          // before it is read anew, and not found
          onDone={(change) => (change === 'delete' ? navigate({ to: path }) : undefined)}
          onClose={() => setOpen(undefined)}
        />
      )}
    </>
  );
}
