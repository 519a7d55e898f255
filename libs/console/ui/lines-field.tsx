import { FieldFrame } from './field-frame.js';

interface LinesFieldProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  maxLength: number;
  hint?: string | undefined;
  error?: string | undefined;
}

/** A field for several lines of text. */
export function LinesField({ label, value, onChange, maxLength, hint, error }: LinesFieldProps) {
  return (
    <FieldFrame {...{ label, hint, error }}>
      {(framed) => (
        <textarea
          {...framed}
          rows={5}
          maxLength={maxLength}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </FieldFrame>
  );
}
