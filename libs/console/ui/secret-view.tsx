import { useEffect, useRef, useState } from 'react';
import { isolated, useLanguage } from '../text/language.js';
import { copyShown } from './copy.js';

interface SecretViewProps {
  /** Whose it is. */
  name: string;
  secret: string;
  text: string;
  /** What the button says that copies it. */
  copyLabel: string;
  /** What is lost when it is closed without a copy; absent: nothing is. */
  uncopiedText?: string;
  onClose: () => void;
}

/** A value to be copied now: whoever closes it without a copy, and could not have it again, is asked once. */
export function SecretView({ name, secret, text, copyLabel, uncopiedText, onClose }: SecretViewProps) {
  const { t } = useLanguage();
  const shown = useRef<HTMLElement>(null);
  const [copy, setCopy] = useState<'none' | 'copied' | 'failed'>('none');
  const [isAsking, setAsking] = useState(false);
  const isLost = uncopiedText !== undefined && copy !== 'copied';
  useLeaveGuard(isLost);

  const copyNow = async (): Promise<boolean> => {
    const isCopied = shown.current !== null && (await copyShown(shown.current));
    setCopy(isCopied ? 'copied' : 'failed');
    return isCopied;
  };
  const said = { none: '', copied: t('copied'), failed: t('copyFailed') }[copy];
  return (
    <div className="form">
      <p>
        <strong>{isolated(name)}</strong>
      </p>
      <p>{text}</p>
      <code ref={shown} className="secret" translate="no" spellCheck={false}>
        {secret}
      </code>
      <p role={copy === 'failed' ? 'alert' : 'status'} className={copy === 'failed' ? 'field-error' : 'hint'}>
        {said}
      </p>
      {isAsking && uncopiedText !== undefined ? (
        <UncopiedQuestion text={uncopiedText} onStay={() => setAsking(false)} onClose={onClose} />
      ) : (
        <CopyButtons
          copyLabel={copyLabel}
          onCopyAndClose={() => void copyNow().then((isCopied) => isCopied && onClose())}
          onCopy={() => void copyNow()}
          onClose={() => (isLost ? setAsking(true) : onClose())}
        />
      )}
    </div>
  );
}

/** Lets the browser ask before the page is left. */
function useLeaveGuard(isOn: boolean): void {
  useEffect(() => {
    if (!isOn) return undefined;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener('beforeunload', ask);
    return () => removeEventListener('beforeunload', ask);
  }, [isOn]);
}

interface CopyButtonsProps {
  copyLabel: string;
  onCopyAndClose: () => void;
  onCopy: () => void;
  onClose: () => void;
}

function CopyButtons(props: CopyButtonsProps) {
  const { t } = useLanguage();
  const first = useRef<HTMLButtonElement>(null);
  useEffect(() => first.current?.focus(), []);
  return (
    <div className="buttons">
      <button ref={first} type="button" className="primary" onClick={props.onCopyAndClose}>
        {t('copyAndClose')}
      </button>
      <button type="button" onClick={props.onCopy}>
        {props.copyLabel}
      </button>
      <button type="button" onClick={props.onClose}>
        {t('close')}
      </button>
    </div>
  );
}

function UncopiedQuestion(props: { text: string; onStay: () => void; onClose: () => void }) {
  const { t } = useLanguage();
  const first = useRef<HTMLButtonElement>(null);
  useEffect(() => first.current?.focus(), []);
  return (
    <>
      <p role="alert" className="notice error">
        {props.text}
      </p>
      <div className="buttons">
        <button ref={first} type="button" className="primary" onClick={props.onStay}>
          {t('keepOpen')}
        </button>
        <button type="button" className="danger" onClick={props.onClose}>
          {t('closeAnyway')}
        </button>
      </div>
    </>
  );
}
