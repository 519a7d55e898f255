import { useLanguage } from '../text/language.js';

interface SortHeaderProps<By extends string> {
  by: By;
  label: string;
  sort: string | undefined;
  onSort: (sort: By | `-${By}` | undefined) => void;
}

/** Sorts upwards, then downwards, then by age again, as lists are by themselves. */
export function SortHeader<By extends string>({ by, label, sort, onSort }: SortHeaderProps<By>) {
  const { t } = useLanguage();
  const direction = sort === by ? 'ascending' : sort === `-${by}` ? 'descending' : 'none';
  const next = { none: by, ascending: `-${by}`, descending: undefined } as const;
  const mark = { none: '↕', ascending: '↑', descending: '↓' }[direction];
  return (
    <th scope="col" aria-sort={direction}>
      <button
        type="button"
        className="sort"
        onClick={() => onSort(next[direction])}
        title={t('sortBy', { column: label })}
      >
        {label} <span aria-hidden="true">{mark}</span>
      </button>
    </th>
  );
}
