import { useLanguage } from '../text/language.js';
import { Empty } from '../ui/empty.js';
import { hidesInactive, isFiltered } from './keys-search.js';
import type { KeysSearch } from './keys-search.js';

interface NoKeysProps {
  search: KeysSearch;
  /** How many keys the same filters find that do not work any more; undefined until it is known. */
  inactive: number | undefined;
  onShowInactive: () => void;
}

/** In place of a list of keys that has none; those that are hidden are never out of reach. */
export function NoKeys({ search, inactive, onShowInactive }: NoKeysProps) {
  const { t } = useLanguage();
  if (hidesInactive(search) && inactive === undefined) return null;
  if (hidesInactive(search) && inactive)
    return (
      <Empty
        title={t('inactiveHidden', { count: inactive })}
        text={t(isFiltered(search) ? 'noActiveMatches' : 'noActive')}
      >
        <button type="button" onClick={onShowInactive}>
          {t('showInactive')}
        </button>
      </Empty>
    );
  if (isFiltered(search)) return <Empty title={t('noneMatch')} text={t('noneMatchText')} />;
  return <Empty title={t('noKeys')} text={t('noKeysText')} />;
}
