import { Link, Outlet, useLocation, useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { EndingNotice } from '../login/ending-notice.js';
import { LapsedDialog } from '../login/lapsed-dialog.js';
import { useSession } from '../session/current.js';
import { useMe } from '../session/me.js';
import { useLanguage } from '../text/language.js';
import { LoadFailure } from '../ui/load-failure.js';
import { Palette } from './palette.js';
import { UserMenu } from './user-menu.js';

/** What is around every page of somebody who is signed in; everybody else is sent to the login, and comes back here from it. */
export function Shell() {
  const state = useSession();
  if (state === 'signedOut') return <ToLogin />;
  if (state === 'starting') return <Waiting />;
  return <SignedIn isLapsed={state === 'lapsed'} />;
}

function SignedIn({ isLapsed }: { isLapsed: boolean }) {
  const { t } = useLanguage();
  const { data: me, error, refetch } = useMe();
  if (error && !me)
    return (
      <main className="front">
        <LoadFailure error={error} onRetry={() => void refetch()} />
      </main>
    );
  if (!me) return <Waiting />;
  return (
    <div className="shell">
      <a className="skip" href="#content">
        {t('skip')}
      </a>
      <header className="top">
        <Link to="/" className="brand">
          Latchkey
        </Link>
        <Palette me={me} />
        <UserMenu me={me} />
      </header>
      <nav className="side" aria-label={t('navigation')}>
        {me.isAdministrator && (
          <>
            <Link to="/" activeOptions={{ exact: true }}>
              {t('overview')}
            </Link>
            <Link to="/keys">{t('apiKeys')}</Link>
            <Link to="/users">{t('users')}</Link>
          </>
        )}
        <Link to="/me/keys">{t('myApiKeys')}</Link>
        {me.isAdministrator && <Link to="/settings">{t('tenantSettings')}</Link>}
        <Link to="/audit">{t('auditLog')}</Link>
      </nav>
      <main id="content" tabIndex={-1}>
        <Outlet />
      </main>
      <EndingNotice me={me} />
      {isLapsed && <LapsedDialog me={me} />}
    </div>
  );
}

function Waiting() {
  const { t } = useLanguage();
  return (
    <main className="front">
      <p role="status">{t('loading')}</p>
    </main>
  );
}

/** The way back is what the address was at first: on its way to the login, it changes. */
function ToLogin() {
  const { href } = useLocation();
  const navigate = useNavigate();
  const [next] = useState(href);
  useEffect(() => {
    void navigate({ to: '/login', search: next === '/' ? {} : { next }, replace: true });
  }, [navigate, next]);
  return null;
}
