import type { InputHTMLAttributes, ReactNode } from 'react';
import { FieldFrame } from './field-frame.js';

interface FieldProps extends Omit<InputHTMLAttributes<HTMLInputElement>, 'onChange'> {
  label: string;
  value: string;
  onChange: (value: string) => void;
  hint?: ReactNode;
  /** What is wrong with it, in words. */
  error?: string | undefined;
}

/** A field with its label, what to know about it, and what is wrong with it. */
export function Field({ label, value, onChange, hint, error, required = false, ...input }: FieldProps) {
  return (
    <FieldFrame {...{ label, hint, error, required }}>
      {(framed) => (
        <input
          {...input}
          {...framed}
          value={value}
          onChange={(event) => onChange(event.target.value)}
          aria-required={required}
        />
      )}
    </FieldFrame>
  );
}

/** How many frames a form may take to show what is wrong. */
const FRAMES = 10;

/** Puts the focus on the first field that is wrong, once it says so. */
export function focusFirstError(form: HTMLElement | null, frames = FRAMES): void {
  requestAnimationFrame(() => {
    const wrong = form?.querySelector<HTMLElement>('[aria-invalid="true"]');
    if (wrong) wrong.focus();
    else if (frames > 1) focusFirstError(form, frames - 1);
  });
}
