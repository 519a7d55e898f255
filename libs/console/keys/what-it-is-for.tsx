import type { ApiKey } from '../api/client.js';
import { isolated, useLanguage } from '../text/language.js';
import { personName } from '../text/person.js';

/** Whose a key is, and what it was used for last: whoever changes it knows what may break. */
export function WhatItIsFor({ apiKey: { spec, status } }: { apiKey: ApiKey }) {
  const { t, times } = useLanguage();
  const { lastUsed } = status;
  const used = lastUsed && {
    time: times.relative(new Date(lastUsed.time), new Date()),
    ip: isolated(lastUsed.ip ?? ''),
  };
  return (
    <p>
      {t('ownedBy', { owner: isolated(personName(spec.user)) })}{' '}
      {used ? t(lastUsed.ip ? 'lastUseFrom' : 'lastUse', used) : t('neverUsed')}
    </p>
  );
}
