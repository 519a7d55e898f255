import { useEffect, useId, useState } from 'react';
import { useLanguage } from '../text/language.js';

/** How long after the last letter the service is asked. */
const PAUSE_MS = 300;

interface SearchFieldProps {
  value: string;
  onChange: (q: string | undefined) => void;
  hint: string;
  /** @returns what alone may be kept of a text that holds a secret; undefined: all of it. */
  keptOf?: (entered: string) => string | undefined;
  /** @returns what to say when the rest was discarded. */
  discarded?: (kept: string) => string;
}

/** Looks for what is typed, once somebody pauses. */
export function SearchField({ value, onChange, hint, keptOf, discarded }: SearchFieldProps) {
  const { t } = useLanguage();
  const id = useId();
  const [text, setText] = useState(value);
  const [kept, setKept] = useState<string>();
  useEffect(() => setText(value), [value]);
  useEffect(() => {
    if (text === value) return undefined;
    const timer = setTimeout(() => onChange(text || undefined), PAUSE_MS);
    return () => clearTimeout(timer);
    // the list that is shown meanwhile is no reason to wait anew
    // oxlint-disable-next-line react/exhaustive-deps
  }, [text]);
  const enter = (entered: string) => {
    const part = keptOf?.(entered);
    setKept(part);
    setText(part ?? entered);
  };
  return (
    <div className="field search">
      <label htmlFor={id}>{t('search')}</label>
      <input
        id={id}
        type="search"
        value={text}
        onChange={(event) => enter(event.target.value)}
        autoComplete="off"
        spellCheck={false}
        aria-describedby={`${id}-hint`}
      />
      <p id={`${id}-hint`} className="hint">
        {hint}
      </p>
      {keptOf && (
        <p role="status" className="hint">
          {kept && discarded?.(kept)}
        </p>
      )}
    </div>
  );
}
