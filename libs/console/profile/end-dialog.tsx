import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { OwnSession } from '../session/own-sessions.js';
import { isolated, useLanguage } from '../text/language.js';
import { useAction } from '../ui/action.js';
import { useAnnounce } from '../ui/announcer.js';
import { Dialog } from '../ui/dialog.js';
import { FaultNotice } from '../ui/fault-notice.js';
import { endOtherSessions, endSession } from './profile-query.js';

interface EndDialogProps {
  /** Undefined: all but this one. */
  session: OwnSession | undefined;
  /** What its browser is called. */
  name: string;
  onClose: () => void;
}

/** Says what the end of a session means before it ends. */
export function EndDialog({ session, name, onClose }: EndDialogProps) {
  const { t } = useLanguage();
  const announce = useAnnounce();
  const queries = useQueryClient();
  const { fault, isBusy, run } = useAction();
  const cancel = useRef<HTMLButtonElement>(null);
  useEffect(() => cancel.current?.focus(), []);
  const end = () =>
    void run(async () => {
      await (session ? endSession(session.uid) : endOtherSessions());
      await queries.invalidateQueries({ queryKey: ['sessions'] });
      announce(t(session ? 'saidSessionEnded' : 'saidOthersEnded'));
    }).then((isDone) => isDone && onClose());
  return (
    <Dialog title={t(session ? 'endOneTitle' : 'endOthersTitle')} onEscape={onClose} isAlert>
      <FaultNotice fault={fault} />
      <p>
        {session
          ? t('endOneText', { browser: isolated(name), address: isolated(session.ip) })
          : t('endOthersText')}
      </p>
      <div className="buttons">
        <button type="button" className="danger" aria-disabled={isBusy} onClick={end}>
          {t(session ? 'endNow' : 'endOthersNow')}
        </button>
        <button ref={cancel} type="button" onClick={onClose}>
          {t('cancel')}
        </button>
      </div>
    </Dialog>
  );
}
