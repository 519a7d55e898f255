import { useQuery } from '@tanstack/react-query';
import { Link, Navigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { answered } from '../api/client.js';
import { publicApi, useSession } from '../session/current.js';
import { useLanguage } from '../text/language.js';
import { FrontPage } from './front-page.js';
import { LoginForm } from './login-form.js';

/** What an organisation shows before the login, to whoever names it. */
function useBanner(orgName: string) {
  const { data } = useQuery({
    queryKey: ['banner', orgName],
    enabled: orgName !== '',
    queryFn: () => answered(publicApi.GET('/v1/auth/org', { params: { query: { orgName } } })),
  });
  return data?.loginBanner;
}

export function LoginPage() {
  const { t } = useLanguage();
  const { next = '/', org: givenOrg = '' } = useSearch({ from: '/login' });
  const [org, setOrg] = useState(givenOrg);
  const banner = useBanner(org);
  if (useSession() === 'signedIn') return <Navigate to={next} replace />;
  return (
    <FrontPage title={t('signIn')}>
      {banner && (
        <section className="notice banner" aria-label={banner.title || t('organisation')}>
          {banner.title && <strong>{banner.title}</strong>}
          <p>{banner.Message}</p>
        </section>
      )}
      <LoginForm org={givenOrg} onOrg={setOrg} />
      <p>
        <Link to="/forgot">{t('forgot')}</Link>
      </p>
    </FrontPage>
  );
}
