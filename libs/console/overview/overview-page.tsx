import { useMe } from '../session/me.js';
import type { Me } from '../session/me.js';
import { useRights } from '../session/use-rights.js';
import { useLanguage } from '../text/language.js';
import { Page } from '../ui/page.js';
import { Counts } from './counts.js';
import { GettingStarted } from './getting-started.js';
import './overview.css';

/** Where administrators land: how much there is, and what to do first. */
export function OverviewPage() {
  const { t } = useLanguage();
  const { data: me } = useMe();
  if (!me) return null;
  return (
    <Page title={t('overview')}>
      <Counts />
      <Steps me={me} />
    </Page>
  );
}

/** For whoever can take them. */
function Steps({ me }: { me: Me }) {
  const { rights } = useRights(me);
  return rights.may('user.create') ? <GettingStarted tenantUid={me.tenantUid} /> : null;
}
