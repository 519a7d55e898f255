import { useId } from 'react';
import type { ReactNode } from 'react';
import { useLanguage } from '../text/language.js';

/** What makes an input the one of its frame. */
interface Framed {
  id: string;
  'aria-invalid': boolean;
  'aria-describedby': string | undefined;
}

interface FieldFrameProps {
  label: string;
  hint?: ReactNode;
  /** What is wrong with it, in words. */
  error?: string | undefined;
  required?: boolean;
  children: (input: Framed) => ReactNode;
}

/** The label of an input, what to know about it, and what is wrong with it. */
export function FieldFrame({ label, hint, error, required = false, children }: FieldFrameProps) {
  const { t } = useLanguage();
  const id = useId();
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ');
  return (
    <div className="field">
      <label htmlFor={id}>
        {label}
        {!required && <span className="quiet"> ({t('optional')})</span>}
      </label>
      {children({ id, 'aria-invalid': error !== undefined, 'aria-describedby': described || undefined })}
      {hint && (
        <p id={`${id}-hint`} className="hint">
          {hint}
        </p>
      )}
      {error && (
        <p id={`${id}-error`} className="field-error">
          {error}
        </p>
      )}
    </div>
  );
}
