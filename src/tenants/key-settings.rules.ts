import { ApiError } from '#http';
import type { ApiKeySettings, TenantSettings } from './tenant-settings.entity.js';

/** What is to hold; undefined stays as it is. */
export type AskedKeySettings = Omit<ApiKeySettings, Switch> & { [name in Switch]?: boolean | undefined };

type Switch = 'recoverableKeys' | 'userKeysMakeKeys';

const NOTHING_SET: ApiKeySettings = {
  maxLifetimeInDays: 0,
  defaultLifetimeInDays: 0,
  recoverableKeys: false,
  userKeysMakeKeys: false,
};

/** @returns what holds. Rows may be older than a setting. */
export function keySettingsOf(row: Pick<TenantSettings, 'apiKeySettings'> | null): ApiKeySettings {
  return { ...NOTHING_SET, ...row?.apiKeySettings };
}

/** @returns what is to hold. @param was what holds. */
export function changedKeySettings(asked: AskedKeySettings, was: ApiKeySettings): ApiKeySettings {
  const { recoverableKeys = was.recoverableKeys, userKeysMakeKeys = was.userKeysMakeKeys } = asked;
  return { ...asked, recoverableKeys, userKeysMakeKeys };
}

/** @throws ApiError InvalidInput when what is usual is more than what is allowed. */
export function refuseContradiction({
  maxLifetimeInDays: max,
  defaultLifetimeInDays,
}: AskedKeySettings): void {
  if (max > 0 && defaultLifetimeInDays > max)
    throw new ApiError('InvalidInput', {
      details: { defaultLifetimeInDays: 'must not be more than maxLifetimeInDays' },
    });
}

/** @param erased how many values of keys were. @returns what the audit trail says of a change. */
export function keySettingsMessage(
  orgName: string,
  now: ApiKeySettings,
  was: ApiKeySettings,
  erased: number,
): string {
  const days = (count: number) => (count === 0 ? 'none' : `${count} days`);
  const change = (name: 'maxLifetimeInDays' | 'defaultLifetimeInDays') =>
    `${days(now[name])} (was ${days(was[name])})`;
  const life = `API keys of "${orgName}" have a longest life of ${change('maxLifetimeInDays')} and a usual one of ${change('defaultLifetimeInDays')}.`;
  const kept = now.recoverableKeys
    ? 'Recoverable keys were switched on: values of new ones are kept.'
    : `Recoverable keys were switched off: ${erased} kept values were erased.`;
  const made = `API keys of users may ${now.userKeysMakeKeys ? 'now' : 'no longer'} make further ones.`;
  return [
    life,
    ...(now.recoverableKeys === was.recoverableKeys ? [] : [kept]),
    ...(now.userKeysMakeKeys === was.userKeysMakeKeys ? [] : [made]),
  ].join(' ');
}
