import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useCallback, useState } from 'react';
import type { ReactNode } from 'react';
import { useMe } from '../session/me.js';
import { useLanguage } from '../text/language.js';
import type { MessageName } from '../text/language.js';
import { LoadFailure } from '../ui/load-failure.js';
import { Page } from '../ui/page.js';
import { Section } from '../ui/section.js';
import { GroupForm } from './group-form.js';
import { API_KEYS, BANNER, PASSWORDS, QUERY_KEYS, SIGN_IN } from './groups.js';
import type { SettingsGroup } from './groups.js';
import { LeaveGuard } from './leave-guard.js';

type OnDirty = (title: MessageName, isDirty: boolean) => void;

/** What an organisation decides for itself. */
export function SettingsPage() {
  const { t } = useLanguage();
  const { data: me } = useMe();
  const [dirty, setDirty] = useState<readonly MessageName[]>([]);
  const onDirty = useCallback<OnDirty>((title, isDirty) => {
    setDirty((before) => [...before.filter((one) => one !== title), ...(isDirty ? [title] : [])]);
  }, []);
  if (!me) return null;
  const common = { tenantUid: me.tenantUid, onDirty };
  return (
    <Page title={t('tenantSettings')}>
      <Group {...common} group={SIGN_IN} />
      <Group {...common} group={BANNER} />
      <Group {...common} group={PASSWORDS} />
      <Group {...common} group={API_KEYS}>
        <p>
          {t('seeKeys')} <Link to="/keys">{t('apiKeys')}</Link>
        </p>
      </Group>
      <Group {...common} group={QUERY_KEYS} />
      <LeaveGuard sections={dirty.map((title) => t(title))} />
    </Page>
  );
}

interface GroupProps {
  group: SettingsGroup;
  tenantUid: string;
  onDirty: OnDirty;
  children?: ReactNode;
}

function Group({ group, tenantUid, onDirty, children }: GroupProps) {
  const { t } = useLanguage();
  // what is entered is compared with what was read: nothing is read behind its back, and each visit begins anew
  const { data, error, refetch } = useQuery({
    queryKey: ['settings', group.title, tenantUid],
    queryFn: () => group.read(tenantUid),
    staleTime: Infinity,
    gcTime: 0,
  });
  const onOwnDirty = useCallback((isDirty: boolean) => onDirty(group.title, isDirty), [onDirty, group.title]);
  return (
    <Section title={t(group.title)}>
      <p>{t(group.text)}</p>
      {children}
      {error && <LoadFailure error={error} onRetry={() => void refetch()} />}
      {!data && !error && <p role="status">{t('loading')}</p>}
      {data && <GroupForm group={group} tenantUid={tenantUid} saved={data} onDirty={onOwnDirty} />}
    </Section>
  );
}
