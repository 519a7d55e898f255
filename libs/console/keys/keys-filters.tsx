import { useId } from 'react';
import { useLanguage } from '../text/language.js';
import { SearchField } from '../ui/search-field.js';
import { fragmentOfWhole } from './key-fragment.js';
import { hidesInactive, isFiltered, STATES } from './keys-search.js';
import type { KeysSearch } from './keys-search.js';
import { UserPicker } from './user-picker.js';
import type { Person } from './user-picker.js';

interface KeysFiltersProps {
  search: KeysSearch;
  onChange: (change: KeysSearch) => void;
  /** Whose keys can be chosen; undefined: there is nothing to choose. */
  people: Person[] | undefined;
  /** How many keys are left out, or would be, because they do not work any more. */
  inactive: number | undefined;
}

/** What narrows the list; all of it stands in the address. */
export function KeysFilters({ search, onChange, people, inactive }: KeysFiltersProps) {
  const { t } = useLanguage();
  return (
    <div className="filters" role="search">
      <SearchField
        value={search.q ?? ''}
        onChange={(q) => onChange({ ...search, q })}
        hint={t('searchHint')}
        keptOf={fragmentOfWhole}
        discarded={(fragment) => t('keyDiscarded', { fragment })}
      />
      {people && (
        <UserPicker
          people={people}
          value={search.user}
          onChange={(user) => onChange({ ...search, user })}
          placeholder={t('anyUser')}
        />
      )}
      <StatusFilter search={search} onChange={onChange} />
      <div className="checks">
        <ShowInactive search={search} onChange={onChange} inactive={inactive} />
        <label className="check">
          <input
            type="checkbox"
            checked={search.expires !== undefined}
            onChange={(event) => onChange({ ...search, expires: event.target.checked ? '7d' : undefined })}
          />
          {t('soon')}
        </label>
      </div>
      {isFiltered(search) && (
        <button type="button" onClick={() => onChange({ ...(search.sort && { sort: search.sort }) })}>
          {t('clearFilters')}
        </button>
      )}
    </div>
  );
}

type FilterProps = Pick<KeysFiltersProps, 'search' | 'onChange'>;

function StatusFilter({ search, onChange }: FilterProps) {
  const { t } = useLanguage();
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{t('status')}</label>
      <select
        id={id}
        value={search.status ?? 'active'}
        onChange={(event) =>
          onChange({ ...search, status: STATES.find((state) => state === event.target.value) })
        }
      >
        {STATES.map((state) => (
          <option key={state} value={state}>
            {t(state === 'any' ? 'anyStatus' : state)}
          </option>
        ))}
      </select>
    </div>
  );
}

/** Shows keys that do not work any more beside the others; nothing where one kind alone is shown. */
function ShowInactive({ search, onChange, inactive }: FilterProps & Pick<KeysFiltersProps, 'inactive'>) {
  const { t } = useLanguage();
  if (!hidesInactive(search) && search.status !== 'any') return null;
  return (
    <label className="check">
      <input
        type="checkbox"
        checked={search.status === 'any'}
        onChange={(event) => onChange({ ...search, status: event.target.checked ? 'any' : undefined })}
      />
      {inactive === undefined ? t('showInactive') : t('showInactiveCount', { count: inactive })}
    </label>
  );
}
