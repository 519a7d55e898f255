import { useLanguage } from '../text/language.js';

interface PagerProps {
  after: string | undefined;
  /** Where the next page begins; empty on the last one. */
  next: string;
  /** Where the pages before this one begin; the first one's place is empty. */
  trail: string[];
  onGo: (after: string | undefined, trail: string[]) => void;
}

/** Goes forward and back. The service knows pages by where they begin, so the way back is kept in the history beside the address. */
export function Pager({ after, next, trail, onGo }: PagerProps) {
  const { t } = useLanguage();
  if (after === undefined && next === '') return null;
  const previous = trail.at(-1);
  return (
    <div className="buttons">
      {after !== undefined && (
        <button type="button" onClick={() => onGo(undefined, [])}>
          {t('firstPage')}
        </button>
      )}
      {previous !== undefined && (
        <button type="button" onClick={() => onGo(previous || undefined, trail.slice(0, -1))}>
          {t('previousPage')}
        </button>
      )}
      {next !== '' && (
        <button type="button" onClick={() => onGo(next, [...trail, after ?? ''])}>
          {t('nextPage')}
        </button>
      )}
    </div>
  );
}
