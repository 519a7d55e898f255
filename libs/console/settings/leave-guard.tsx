import { useBlocker } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useLanguage } from '../text/language.js';
import { Dialog } from '../ui/dialog.js';

/** Asks before what was entered is lost, on the way to another page as on closing this one. @param sections where it was entered. */
export function LeaveGuard({ sections }: { sections: string[] }) {
  const { t } = useLanguage();
  const isOn = sections.length > 0;
  const { status, proceed, reset } = useBlocker({
    shouldBlockFn: ({ current, next }) => isOn && current.pathname !== next.pathname,
    enableBeforeUnload: () => isOn,
    withResolver: true,
  });
  return status === 'blocked' ? (
    <Dialog title={t('leaveTitle')} onEscape={reset} isAlert>
      <p>{t('leaveText', { sections: sections.join(', ') })}</p>
      <Buttons onStay={reset} onLeave={proceed} />
    </Dialog>
  ) : null;
}

function Buttons({ onStay, onLeave }: { onStay: () => void; onLeave: () => void }) {
  const { t } = useLanguage();
  const stay = useRef<HTMLButtonElement>(null);
  useEffect(() => stay.current?.focus(), []);
  return (
    <div className="buttons">
      <button ref={stay} type="button" className="primary" onClick={onStay}>
        {t('stay')}
      </button>
      <button type="button" className="danger" onClick={onLeave}>
        {t('leave')}
      </button>
    </div>
  );
}
