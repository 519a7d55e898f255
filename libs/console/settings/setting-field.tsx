import { useId } from 'react';
import { useLanguage } from '../text/language.js';
import { Field as InputField } from '../ui/field.js';
import { LinesField } from '../ui/lines-field.js';
import type { Field } from './draft.js';

interface SettingFieldProps {
  field: Field;
  value: string | boolean;
  onChange: (value: string | boolean) => void;
  error: string | undefined;
}

/** The field of one setting. */
export function SettingField({ field, value, onChange, error }: SettingFieldProps) {
  const { t } = useLanguage();
  const label = t(field.label);
  const hint = field.hint && t(field.hint);
  if (field.kind === 'switch')
    return <Switch {...{ label, hint, isOn: value === true, onChange, isInvalid: error !== undefined }} />;
  const text = { label, value: String(value), onChange, hint, error };
  if (field.kind === 'lines') return <LinesField {...text} maxLength={field.maxLength} />;
  if (field.kind === 'number')
    return <InputField {...text} inputMode="numeric" autoComplete="off" required />;
  return <InputField {...text} maxLength={field.maxLength} autoComplete="off" spellCheck={false} />;
}

interface SwitchProps {
  label: string;
  hint: string | undefined;
  isOn: boolean;
  onChange: (isOn: boolean) => void;
  isInvalid: boolean;
}

function Switch({ label, hint, isOn, onChange, isInvalid }: SwitchProps) {
  const id = useId();
  return (
    <div className="field">
      <label className="check">
        <input
          type="checkbox"
          checked={isOn}
          onChange={(event) => onChange(event.target.checked)}
          aria-invalid={isInvalid}
          aria-describedby={hint && id}
        />
        {label}
      </label>
      {hint && (
        <p id={id} className="hint">
          {hint}
        </p>
      )}
    </div>
  );
}
