import type { ApiKey } from '../api/client.js';
import { useLanguage } from '../text/language.js';
import { RowMenu } from '../ui/row-menu.js';
import type { RowItem } from '../ui/row-menu.js';
import type { KeyChange } from './change-dialog.js';
import { useMayReveal } from './use-may-reveal.js';

export type KeyAction = KeyChange | 'edit' | 'reveal' | 'rotate' | 'reactivate';

/** In this order; what cannot be undone comes last. */
const BY_STATE: Record<string, readonly KeyAction[]> = {
  active: ['edit', 'reveal', 'revoke', 'rotate', 'delete'],
  inactive: ['edit', 'reactivate', 'delete'],
  expired: ['reactivate', 'delete'],
};

/** @returns what can be done with a key, and why something cannot be. */
export function useKeyItems(apiKey: ApiKey): RowItem<KeyAction>[] {
  const { t, times } = useLanguage();
  const { state, isLeaked } = apiKey.status;
  const mayReveal = useMayReveal(apiKey);
  const possible = (BY_STATE[state] ?? []).filter((action) => action !== 'reveal' || mayReveal);
  const whyOver =
    state === 'expired' ? t('expiredOn', { time: times.day(new Date(apiKey.spec.expiry)) }) : undefined;
  return possible.map((action) => ({
    action,
    label: t(action),
    isDangerous: action === 'delete',
    obstacle: action === 'reactivate' ? (isLeaked ? t('leakedKey') : whyOver) : undefined,
  }));
}

/** What can be done with the key of a row. */
export function KeyMenu({ apiKey, onChoose }: { apiKey: ApiKey; onChoose: (action: KeyAction) => void }) {
  return <RowMenu name={apiKey.metadata.name} items={useKeyItems(apiKey)} onChoose={onChoose} />;
}
