import { answered } from '../api/client.js';
import type { components } from '../api/schema.d.ts';
import { api } from '../session/current.js';
import type { MessageName } from '../text/language.js';
import type { Draft, Field, Settings } from './draft.js';
import type { Question } from './save-question.js';

/** Settings that are read and saved together. */
export interface SettingsGroup {
  title: MessageName;
  text: MessageName;
  fields: readonly Field[];
  read: (tenantUid: string) => Promise<Settings>;
  write: (tenantUid: string, settings: Settings) => Promise<unknown>;
  /** What to ask before this is saved; absent: nothing. */
  question?: (saved: Draft, draft: Draft) => Question | undefined;
  /** The queries of other pages that know one of them. */
  alsoRead: readonly string[];
}

const of = (tenantUid: string) => ({ params: { path: { tenantUid } } });
const isByKinds = ({ isRegex }: Draft) => isRegex !== true;
const MOST_DAYS = 3650;
const days = (name: string, label: MessageName, hint: MessageName): Field => ({
  kind: 'number',
  name,
  label,
  hint,
  min: 0,
  max: MOST_DAYS,
});
const length = (name: string, label: MessageName): Field => ({
  kind: 'number',
  name,
  label,
  hint: 'lengthHint',
  min: 6,
  max: 128,
});
const kindOfCharacter = (name: string, label: MessageName): Field => ({
  kind: 'number',
  name,
  label,
  min: 0,
  max: 128,
  isShown: isByKinds,
});

export const SIGN_IN: SettingsGroup = {
  title: 'signInSettings',
  text: 'signInSettingsText',
  fields: [
    {
      kind: 'number',
      name: 'expiryTimeMinutes',
      label: 'tokenMinutes',
      hint: 'tokenMinutesHint',
      min: 15,
      max: 1440,
    },
  ],
  read: async (uid) => ({
    ...(await answered(api.GET('/v1/tenants/{tenantUid}/authTokenSettings', of(uid)))),
  }),
  write: (uid, settings) =>
    answered(
      api.PUT('/v1/tenants/{tenantUid}/authTokenSettings', {
        ...of(uid),
        body: settings as unknown as components['schemas']['AuthTokenSettings'],
      }),
    ),
  alsoRead: [],
};

export const BANNER: SettingsGroup = {
  title: 'bannerSettings',
  text: 'bannerSettingsText',
  fields: [
    { kind: 'switch', name: 'isEnabled', label: 'bannerOn' },
    { kind: 'text', name: 'title', label: 'bannerTitle', maxLength: 128 },
    { kind: 'lines', name: 'Message', label: 'bannerMessage', hint: 'bannerMessageHint', maxLength: 1300 },
  ],
  read: async (uid) => ({ ...(await answered(api.GET('/v1/tenants/{tenantUid}/loginBanner', of(uid)))) }),
  write: (uid, settings) =>
    answered(
      api.PUT('/v1/tenants/{tenantUid}/loginBanner', {
        ...of(uid),
        body: settings,
      }),
    ),
  alsoRead: [],
};

export const PASSWORDS: SettingsGroup = {
  title: 'passwordSettings',
  text: 'passwordSettingsText',
  fields: [
    length('minLength', 'minLength'),
    length('maxLength', 'maxLength'),
    { kind: 'switch', name: 'isRegex', label: 'usesPattern' },
    {
      kind: 'text',
      name: 'regex',
      label: 'pattern',
      hint: 'patternHint',
      maxLength: 256,
      isShown: (draft) => !isByKinds(draft),
    },
    kindOfCharacter('minNumOfBlockLetters', 'minBlockLetters'),
    kindOfCharacter('minNumOfSmallLetters', 'minSmallLetters'),
    kindOfCharacter('minNumOfDigits', 'minDigits'),
    kindOfCharacter('minNumOfSpecialCharacters', 'minSpecials'),
    days('expiryDurationInDays', 'passwordExpiry', 'passwordExpiryHint'),
    days('firstReminderInDays', 'passwordReminder', 'passwordReminderHint'),
  ],
  read: async (uid) => ({ ...(await answered(api.GET('/v1/tenants/{tenantUid}/password/policy', of(uid)))) }),
  write: (uid, settings) =>
    answered(
      api.POST('/v1/tenants/{tenantUid}/password/policy', {
        ...of(uid),
        body: settings,
      }),
    ),
  alsoRead: ['passwordPolicy'],
};

export const API_KEYS: SettingsGroup = {
  title: 'apiKeys',
  text: 'keySettingsText',
  fields: [
    days('maxLifetimeInDays', 'longestKeyLife', 'longestKeyLifeHint'),
    days('defaultLifetimeInDays', 'usualKeyLife', 'usualKeyLifeHint'),
    { kind: 'switch', name: 'recoverableKeys', label: 'recoverableKeys', hint: 'recoverableKeysHint' },
    { kind: 'switch', name: 'userKeysMakeKeys', label: 'userKeysMakeKeys', hint: 'userKeysMakeKeysHint' },
  ],
  question: (saved, draft) =>
    saved['recoverableKeys'] === true && draft['recoverableKeys'] === false
      ? { title: 'eraseTitle', text: 'eraseText', button: 'eraseButton' }
      : undefined,
  read: async (uid) => ({ ...(await answered(api.GET('/v1/tenants/{tenantUid}/apiKeySettings', of(uid)))) }),
  write: (uid, settings) =>
    answered(
      api.PUT('/v1/tenants/{tenantUid}/apiKeySettings', {
        ...of(uid),
        body: settings,
      }),
    ),
  alsoRead: ['mostDays', 'keys'],
};

export const QUERY_KEYS: SettingsGroup = {
  title: 'queryKeys',
  text: 'queryKeysText',
  fields: [
    { kind: 'switch', name: 'allowsQueryApiKeys', label: 'allowsQueryKeys', hint: 'allowsQueryKeysHint' },
  ],
  read: async (uid) => {
    const { spec } = await answered(api.GET('/v1/tenants/{tenantUid}', of(uid)));
    return { allowsQueryApiKeys: spec.allowsQueryApiKeys };
  },
  write: (uid, spec) => answered(api.PUT('/v1/tenants/{tenantUid}', { ...of(uid), body: { spec } })),
  alsoRead: [],
};
