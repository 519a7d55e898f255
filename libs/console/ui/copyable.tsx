import { useRef, useState } from 'react';
import { useLanguage } from '../text/language.js';
import { copyShown } from './copy.js';

/** A text to be used elsewhere. @param label what the button says that copies it. */
export function Copyable({ text, label }: { text: string; label: string }) {
  const { t } = useLanguage();
  const shown = useRef<HTMLElement>(null);
  const [isCopied, setCopied] = useState<boolean>();
  const copy = async () => setCopied(shown.current !== null && (await copyShown(shown.current)));
  return (
    <div className="copyable">
      <code ref={shown} translate="no" spellCheck={false}>
        {text}
      </code>
      <button type="button" onClick={() => void copy()}>
        {label}
      </button>
      <p role="status" className={isCopied === false ? 'field-error' : 'hint'}>
        {isCopied !== undefined && t(isCopied ? 'copied' : 'copyFailed')}
      </p>
    </div>
  );
}
