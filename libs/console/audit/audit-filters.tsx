import { useId } from 'react';
import { UserPicker } from '../keys/user-picker.js';
import type { Person } from '../keys/user-picker.js';
import { useLanguage } from '../text/language.js';
import type { MessageName } from '../text/language.js';
import { ACTIONS, isFiltered, KINDS, TIMES } from './audit-search.js';
import type { AuditSearch } from './audit-search.js';

export const ACTION_NAMES: Record<(typeof ACTIONS)[number], MessageName> = {
  create: 'actionCreate',
  update: 'actionUpdate',
  delete: 'actionDelete',
  action: 'actionAction',
};
export const KIND_NAMES: Record<(typeof KINDS)[number], MessageName> = {
  apiKey: 'kindApiKey',
  audit: 'kindAudit',
  role: 'kindRole',
  session: 'kindSession',
  system: 'kindSystem',
  tenant: 'kindTenant',
  user: 'kindUser',
};
const TIME_NAMES: Record<(typeof TIMES)[number], MessageName> = {
  '1h': 'lastHour',
  '24h': 'lastDay',
  '7d': 'lastWeek',
  '30d': 'lastMonth',
  custom: 'customTime',
};

interface AuditFiltersProps {
  search: AuditSearch;
  onChange: (change: AuditSearch) => void;
  /** Who can be chosen; undefined: there is nothing to choose. */
  people: Person[] | undefined;
}

/** What narrows the log; all of it stands in the address. */
export function AuditFilters({ search, onChange, people }: AuditFiltersProps) {
  const { t } = useLanguage();
  return (
    <div className="filters" role="search">
      {people && (
        <UserPicker
          people={people}
          value={search.user}
          onChange={(user) => onChange({ ...search, user })}
          placeholder={t('anyUser')}
        />
      )}
      <Choice
        label={t('actionType')}
        any={t('anyAction')}
        value={search.action}
        choices={ACTION_NAMES}
        onChange={(action) => onChange({ ...search, action })}
      />
      <Choice
        label={t('thingKind')}
        any={t('anyKind')}
        value={search.kind}
        choices={KIND_NAMES}
        onChange={(kind) => onChange({ ...search, kind })}
      />
      <Choice
        label={t('time')}
        any={t('anyTime')}
        value={search.time}
        choices={TIME_NAMES}
        onChange={(time) => onChange({ ...search, time, from: undefined, to: undefined })}
      />
      {search.time === 'custom' && <Days search={search} onChange={onChange} />}
      {isFiltered(search) && (
        <button type="button" onClick={() => onChange({})}>
          {t('clearFilters')}
        </button>
      )}
    </div>
  );
}

interface ChoiceProps<Name extends string> {
  label: string;
  /** What it is called when nothing is chosen. */
  any: string;
  value: Name | undefined;
  choices: Record<Name, MessageName>;
  onChange: (value: Name | undefined) => void;
}

function Choice<Name extends string>({ label, any, value, choices, onChange }: ChoiceProps<Name>) {
  const { t } = useLanguage();
  const id = useId();
  const names = Object.keys(choices) as Name[];
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <select
        id={id}
        value={value ?? ''}
        onChange={(event) => onChange(names.find((name) => name === event.target.value))}
      >
        <option value="">{any}</option>
        {names.map((name) => (
          <option key={name} value={name}>
            {t(choices[name])}
          </option>
        ))}
      </select>
    </div>
  );
}

function Days({ search, onChange }: Pick<AuditFiltersProps, 'search' | 'onChange'>) {
  const { t } = useLanguage();
  const id = useId();
  const { from, to } = search;
  const isReversed = from !== undefined && to !== undefined && to < from;
  return (
    <>
      {(['from', 'to'] as const).map((name) => (
        <div key={name} className="field">
          <label htmlFor={`${id}-${name}`}>{t(name === 'from' ? 'fromDay' : 'toDay')}</label>
          <input
            id={`${id}-${name}`}
            type="date"
            value={search[name] ?? ''}
            onChange={(event) => onChange({ ...search, [name]: event.target.value || undefined })}
            aria-invalid={isReversed}
            aria-describedby={isReversed ? `${id}-error` : undefined}
          />
          {isReversed && name === 'to' && (
            <p id={`${id}-error`} className="field-error">
              {t('daysReversed')}
            </p>
          )}
        </div>
      ))}
    </>
  );
}
