import { useLanguage } from '../text/language.js';
import { useKeyCount } from './users-query.js';

/** How many of somebody's keys stop, or go: whoever decides knows what breaks. */
export function KeysAffected({ userUid, change }: { userUid: string; change: 'disable' | 'delete' }) {
  const { t } = useLanguage();
  const { data: count, isError } = useKeyCount(userUid, change === 'disable' ? 'active' : undefined);
  const text = () => {
    if (isError) return t('keysUncounted');
    if (count === undefined) return t('loading');
    if (count === 0) return t(change === 'disable' ? 'noKeyStops' : 'noKeyGoes');
    return t(change === 'disable' ? 'keysStop' : 'keysGo', { count });
  };
  return <p role="status">{text()}</p>;
}
