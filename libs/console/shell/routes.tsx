import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Link,
  Navigate,
  Outlet,
} from '@tanstack/react-router';
import { Fault } from '../api/fault.js';
import { readAuditSearch } from '../audit/audit-search.js';
import { KeysPage } from '../keys/keys-page.js';
import { readKeysSearch } from '../keys/keys-search.js';
import { ForgotPage } from '../login/forgot-page.js';
import { LoginPage } from '../login/login-page.js';
import { SetupPage } from '../login/setup-page.js';
import { useMe } from '../session/me.js';
import { useLanguage } from '../text/language.js';
import { LoadFailure } from '../ui/load-failure.js';
import { Page } from '../ui/page.js';
import { only } from '../ui/search-params.js';
import { readUsersSearch } from '../users/users-search.js';
import { Shell } from './shell.js';

// what not everybody sees at first is loaded when somebody goes there
const OverviewPage = lazyRouteComponent(() => import('../overview/overview-page.js'), 'OverviewPage');
const KeyPage = lazyRouteComponent(() => import('../keys/key-page.js'), 'KeyPage');
const UsersPage = lazyRouteComponent(() => import('../users/users-page.js'), 'UsersPage');

const root = createRootRoute({ component: Outlet, notFoundComponent: NotFound });

const login = createRoute({
  getParentRoute: () => root,
  path: '/login',
  component: LoginPage,
  validateSearch: only(({ next, org }): { next?: string; org?: string } => ({
    // an address of ours, and no other: a browser reads two slashes, or a backslash, as another host
    ...(typeof next === 'string' && /^\/(?![/\\])/.test(next) && { next }),
    ...(typeof org === 'string' && { org }),
  })),
});
const forgot = createRoute({ getParentRoute: () => root, path: '/forgot', component: ForgotPage });
const setup = createRoute({ getParentRoute: () => root, path: '/setup', component: SetupPage });
const shell = createRoute({ getParentRoute: () => root, id: 'shell', component: Shell });
const home = createRoute({ getParentRoute: () => shell, path: '/', component: Home });
const keys = createRoute({
  getParentRoute: () => shell,
  path: '/keys',
  component: () => <KeysPage path="/keys" />,
  validateSearch: only(readKeysSearch),
});
const myKeys = createRoute({
  getParentRoute: () => shell,
  path: '/me/keys',
  component: () => <KeysPage path="/me/keys" />,
  validateSearch: only(readKeysSearch),
});
const key = createRoute({
  getParentRoute: () => shell,
  path: '/keys/$uid',
  component: () => <KeyPage path="/keys" />,
});
const myKey = createRoute({
  getParentRoute: () => shell,
  path: '/me/keys/$uid',
  component: () => <KeyPage path="/me/keys" />,
});
const profile = createRoute({
  getParentRoute: () => shell,
  path: '/me/profile',
  component: lazyRouteComponent(() => import('../profile/profile-page.js'), 'ProfilePage'),
});
const settings = createRoute({
  getParentRoute: () => shell,
  path: '/settings',
  component: lazyRouteComponent(() => import('../settings/settings-page.js'), 'SettingsPage'),
});
const audit = createRoute({
  getParentRoute: () => shell,
  path: '/audit',
  component: lazyRouteComponent(() => import('../audit/audit-page.js'), 'AuditPage'),
  validateSearch: only(readAuditSearch),
});

const users = createRoute({
  getParentRoute: () => shell,
  path: '/users',
  component: UsersPage,
  validateSearch: only(readUsersSearch),
});

export const router = createRouter({
  routeTree: root.addChildren([
    login,
    forgot,
    setup,
    shell.addChildren([home, keys, key, myKeys, myKey, users, profile, settings, audit]),
  ]),
  // the file of a page may be missing: then what is shown is older than what is served
  defaultErrorComponent: ({ error }) => (
    <LoadFailure error={Fault.of(error)} onRetry={() => location.reload()} />
  ),
  // plain texts: an address that people can read and write
  parseSearch: (text) => Object.fromEntries(new URLSearchParams(text)),
  stringifySearch: (search) => {
    const given = Object.entries(search).filter(([, value]) => value !== undefined && value !== '');
    return given.length === 0 ? '' : `?${new URLSearchParams(given as [string, string][])}`;
  },
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
  interface HistoryState {
    /** Where the pages before this one of a list begin. */
    trail?: string[];
  }
}

/** Everybody lands where their work is. */
function Home() {
  const { data: me } = useMe();
  return me?.isAdministrator ? <OverviewPage /> : <Navigate to="/me/keys" replace />;
}

function NotFound() {
  const { t } = useLanguage();
  return (
    <main className="front">
      <Page title={t('notFound')}>
        <p>{t('notFoundText')}</p>
        <p>
          <Link to="/">{t('home')}</Link>
        </p>
      </Page>
    </main>
  );
}
