import { useState } from 'react';
import { useLanguage } from '../text/language.js';
import { Field } from './field.js';

interface PasswordFieldProps {
  /** Absent: it is just the password. */
  label?: string;
  value: string;
  onChange: (value: string) => void;
  autoComplete: 'current-password' | 'new-password';
  hint?: string;
  error?: string | undefined;
  autoFocus?: boolean;
}

/** A password, which may be pasted, and looked at. */
export function PasswordField({ label, ...props }: PasswordFieldProps) {
  const { t } = useLanguage();
  const [isShown, setShown] = useState(false);
  return (
    <>
      <Field
        {...props}
        label={label ?? t('password')}
        type={isShown ? 'text' : 'password'}
        spellCheck={false}
        required
      />
      <label className="check">
        <input type="checkbox" checked={isShown} onChange={(event) => setShown(event.target.checked)} />
        {t('showPassword')}
      </label>
    </>
  );
}
