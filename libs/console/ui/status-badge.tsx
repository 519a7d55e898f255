import { useLanguage } from '../text/language.js';

const MARKS = { active: '●', expiring: '◔', invited: '◌', inactive: '○', expired: '✕' } as const;

/** A sign, a word and a colour: each of them says it alone. */
export function StatusBadge({ status }: { status: keyof typeof MARKS }) {
  const { t } = useLanguage();
  return (
    <span className={`badge ${status}`}>
      <span aria-hidden="true">{MARKS[status]}</span> <span>{t(status)}</span>
    </span>
  );
}
