import { Fault } from '../api/fault.js';
import { useLanguage } from '../text/language.js';
import { faultText } from './fault-text.js';

/** Something could not be loaded, and may be tried again. */
export function LoadFailure({ error, onRetry }: { error: Error; onRetry: () => void }) {
  const { t } = useLanguage();
  return (
    <div className="notice error" role="alert">
      <p>
        <strong>{t('loadFailed')}</strong>
      </p>
      <p>{faultText(Fault.of(error), t)}</p>
      <button type="button" onClick={onRetry}>
        {t('retry')}
      </button>
    </div>
  );
}
