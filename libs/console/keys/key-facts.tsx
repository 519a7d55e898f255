import type { ReactNode } from 'react';
import type { ApiKey } from '../api/client.js';
import type { Me } from '../session/me.js';
import { isolated, useLanguage } from '../text/language.js';
import { personName } from '../text/person.js';
import { Copyable } from '../ui/copyable.js';
import { StatusBadge } from '../ui/status-badge.js';
import { useUsers } from './keys-query.js';

const WAYS = {
  header: 'wayHeader',
  query: 'wayQuery',
  verify: 'wayVerify',
  exchange: 'wayExchange',
} as const;

/** All that the service knows of a key, but its value. */
export function KeyFacts({ apiKey, me }: { apiKey: ApiKey; me: Me }) {
  const { t, times } = useLanguage();
  const maker = useMaker(apiKey, me);
  const { metadata, spec, status } = apiKey;
  const { lastUsed } = status;
  const told = (iso: string) => {
    const time = new Date(iso);
    return t('expiresOn', { time: times.full(time), relative: times.relative(time, new Date()) });
  };
  const facts: [string, ReactNode][] = [
    [t('keyName'), metadata.name],
    [t('description'), metadata.annotations['description'] ?? ''],
    [t('keyValue'), <KeyFragment key="fragment" text={spec.keyFragment} />],
    [t('userName'), ownerText(spec.user)],
    [t('created'), t('createdBy', { time: times.full(new Date(metadata.creationTimestamp)), name: maker })],
    [t('expirationDate'), told(spec.expiry)],
    [t('status'), <StatusBadge key="status" status={status.isExpiring ? 'expiring' : status.state} />],
    [t('lastUsed'), lastUsed ? told(lastUsed.time) : t('never')],
    [t('usedFrom'), lastUsed?.ip ?? ''],
    [t('usedHow'), lastUsed ? t(WAYS[lastUsed.way]) : ''],
    [t('uid'), <Copyable key="uid" text={metadata.uid} label={t('copyUid')} />],
  ];
  return (
    <dl className="facts">
      {facts
        .filter(([, value]) => value !== '')
        .map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{typeof value === 'string' ? <bdi>{value}</bdi> : value}</dd>
          </div>
        ))}
    </dl>
  );
}

function KeyFragment({ text }: { text: string }) {
  return <code translate="no">{text.replace('...', '…')}</code>;
}

function ownerText(user: ApiKey['spec']['user']): string {
  const name = personName(user);
  return name === user.emailId ? name : `${name} (${user.emailId})`;
}

/** @returns who made a key; only those who look after people know everybody. */
function useMaker({ spec }: ApiKey, me: Me): string {
  const { t } = useLanguage();
  const { data: users } = useUsers(me);
  if (spec.createdByUid === spec.user.uid) return isolated(personName(spec.user));
  if (spec.createdByUid === me.uid) return isolated(me.name);
  const maker = users?.items.find(({ uid }) => uid === spec.createdByUid);
  return maker ? isolated(maker.name.trim() || maker.emailId) : t('somebodyElse');
}
