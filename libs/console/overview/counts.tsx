import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useLanguage } from '../text/language.js';
import { LoadFailure } from '../ui/load-failure.js';
import { COUNTS_QUERY } from './overview-query.js';

/** The service counts no further. */
const MOST = 10_000;

/** How much there is, each a way to the list of it. */
export function Counts() {
  const { t } = useLanguage();
  const { data, error, refetch } = useQuery(COUNTS_QUERY);
  if (error && !data) return <LoadFailure error={error} onRetry={() => void refetch()} />;
  if (!data) return <p role="status">{t('loading')}</p>;
  return (
    <ul className="counts">
      <li>
        <Link to="/keys" search={{ status: 'active' }}>
          <Count of={data.active} /> {t('activeKeys')}
        </Link>
      </li>
      <li>
        <Link to="/keys" search={{ status: 'active', expires: '7d' }}>
          <Count of={data.expiring} /> {t('expiringKeys')}
        </Link>
      </li>
      <li>
        <Link to="/keys" search={{ status: 'inactive' }}>
          <Count of={data.inactive} /> {t('inactiveKeys')}
        </Link>
      </li>
      <li>
        <Link to="/users">
          <Count of={data.users} /> {t('users')}
        </Link>
      </li>
    </ul>
  );
}

function Count({ of }: { of: number }) {
  const { t, language } = useLanguage();
  return (
    <strong>{of < MOST ? new Intl.NumberFormat(language).format(of) : t('atLeast', { count: MOST })}</strong>
  );
}
