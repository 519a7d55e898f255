import { useId } from 'react';
import { useLanguage } from '../text/language.js';
import { dayOf, instantOf, isAllowed, PRESETS } from './expiry.js';
import type { Expiry } from './expiry.js';

interface ExpiryFieldProps {
  value: Expiry;
  onChange: (expiry: Expiry) => void;
  mostDays: number;
  error?: string | undefined;
  /** The expiry that there is, where it may be kept. */
  present?: Date;
}

/** When a key is to expire, and in words which instant that is: where date inputs put the month depends on the browser. */
export function ExpiryField({ value, onChange, mostDays, error, present }: ExpiryFieldProps) {
  const { t, times } = useLanguage();
  const id = useId();
  const now = new Date();
  const instant = instantOf(value, now);
  const choose = (choice: Expiry['choice']) => onChange({ ...value, choice });
  const isLimited = PRESETS.some((days) => !isAllowed(days, mostDays));
  const radio = (choice: Expiry['choice'], label: string, disabled = false) => (
    <label key={choice} className="radio">
      <input
        type="radio"
        name={id}
        checked={value.choice === choice}
        onChange={() => choose(choice)}
        disabled={disabled}
      />
      {label}
    </label>
  );
  return (
    <fieldset className="field" aria-describedby={isLimited ? `${id}-limit` : undefined}>
      <legend>{t('expirationDate')}</legend>
      <div className="radios">
        {present && radio('keep', t('keepExpiry', { time: times.instant(present) }))}
        {PRESETS.map((days) => radio(days, t('days', { count: days }), !isAllowed(days, mostDays)))}
        {radio('custom', t('custom'))}
      </div>
      {isLimited && (
        <p id={`${id}-limit`} className="hint">
          {t('tooLong', { days: t('days', { count: mostDays }) })}
        </p>
      )}
      {value.choice === 'custom' && (
        <LastDay
          id={id}
          day={value.day}
          today={dayOf(now)}
          isWrong={error !== undefined}
          onChange={(day) => onChange({ ...value, day })}
        />
      )}
      <p id={`${id}-error`} className="field-error">
        {error}
      </p>
      <output className="hint" htmlFor={id}>
        {instant &&
          instant > now &&
          t('expiresAt', {
            time: times.full(instant),
            relative: times.relative(instant, now),
            utc: times.utc(instant),
          })}
      </output>
    </fieldset>
  );
}

interface LastDayProps {
  id: string;
  day: string;
  today: string;
  isWrong: boolean;
  onChange: (day: string) => void;
}

/** The browser's own field for dates: it can be typed into, and has a calendar. */
function LastDay({ id, day, today, isWrong, onChange }: LastDayProps) {
  const { t } = useLanguage();
  return (
    <div className="field">
      <label htmlFor={`${id}-day`}>{t('customDate')}</label>
      <input
        id={`${id}-day`}
        type="date"
        value={day}
        min={today}
        onChange={(event) => onChange(event.target.value)}
        aria-required
        aria-invalid={isWrong}
        aria-describedby={`${id}-hint ${id}-error`}
      />
      <p id={`${id}-hint`} className="hint">
        {t('customDateHint')}
      </p>
    </div>
  );
}
