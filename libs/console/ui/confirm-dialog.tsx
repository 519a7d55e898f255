import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import { useLanguage } from '../text/language.js';
import { useAction } from './action.js';
import { Dialog } from './dialog.js';
import { FaultNotice } from './fault-notice.js';
import { focusFirstError } from './field.js';

interface ConfirmDialogProps {
  title: string;
  /** What follows from it. */
  children: ReactNode;
  /** What the button says that does it. */
  button: string;
  isDangerous: boolean;
  /** Enter does it: whoever is asked has said before, as plainly, what they want. */
  isDecided?: boolean | undefined;
  /** @returns false while something in it is wrong; then nothing is done, and the focus goes there. */
  check?: () => boolean;
  /** Does it. */
  work: () => Promise<void>;
  onClose: () => void;
}

/** Says what a change does, and to what, before it is done; whoever only presses Enter changes nothing, unless they have decided. */
export function ConfirmDialog({ title, children, button, isDangerous, ...props }: ConfirmDialogProps) {
  const { isDecided = false, check, work, onClose } = props;
  const { t } = useLanguage();
  const { fault, isBusy, run } = useAction();
  const form = useRef<HTMLFormElement>(null);
  const begun = useRef({ isDecided });
  useEffect(() => {
    const first = begun.current.isDecided ? 'button' : 'input, button[type=button]';
    form.current?.querySelector<HTMLElement>(first)?.focus();
  }, []);
  const submit = (event: React.FormEvent) => {
    event.preventDefault();
    if (check?.() === false) return focusFirstError(form.current);
    void run(work).then((isDone) => isDone && onClose());
  };
  return (
    <Dialog title={title} onEscape={onClose} isAlert>
      <form ref={form} className="form" noValidate onSubmit={submit}>
        <FaultNotice fault={fault} />
        {children}
        <div className="buttons">
          <button
            type="submit"
            className={isDangerous ? 'danger' : 'primary'}
            aria-disabled={isBusy}
            onKeyDown={refuseHeld}
          >
            {button}
          </button>
          <button type="button" onClick={onClose}>
            {t('cancel')}
          </button>
        </div>
      </form>
    </Dialog>
  );
}

/** A key that is held down since before the dialog was there confirms nothing. */
function refuseHeld(event: React.KeyboardEvent): void {
  if (event.repeat) event.preventDefault();
}
