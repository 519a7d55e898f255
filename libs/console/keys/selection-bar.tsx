import { useLanguage } from '../text/language.js';
import type { Selection } from './selection.js';

interface SelectionBarProps {
  selection: Selection;
  onRevoke: () => void;
}

/** What can be done with everything that is selected. */
export function SelectionBar({ selection: { chosen, choose }, onRevoke }: SelectionBarProps) {
  const { t } = useLanguage();
  return (
    <div className="selection">
      <p role="status">{chosen.length > 0 && t('selected', { count: chosen.length })}</p>
      {chosen.length > 0 && (
        <>
          <button type="button" onClick={onRevoke}>
            {t('revoke')}
          </button>
          <button type="button" onClick={() => choose([])}>
            {t('selectNone')}
          </button>
        </>
      )}
    </div>
  );
}
