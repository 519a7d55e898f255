import { useState } from 'react';
import type { Me } from '../session/me.js';
import { useNearEnd } from '../session/near-end.js';
import { useLanguage } from '../text/language.js';
import { Dialog } from '../ui/dialog.js';
import { LoginForm } from './login-form.js';

/** Tells when the session is about to end, and lets people begin another one before it interrupts them. */
export function EndingNotice({ me }: { me: Me }) {
  const { t, times } = useLanguage();
  const end = useNearEnd();
  const [asked, setAsked] = useState<Date>();
  return (
    <div className="ending">
      <p role="status">{end && t('sessionEnds', { time: times.clock(end) })}</p>
      {end && (
        <button type="button" onClick={() => setAsked(end)}>
          {t('signInAgain')}
        </button>
      )}
      {end && asked === end && <AgainDialog me={me} onClose={() => setAsked(undefined)} />}
    </div>
  );
}

function AgainDialog({ me, onClose }: { me: Me; onClose: () => void }) {
  const { t } = useLanguage();
  return (
    <Dialog title={t('signInAgain')} onEscape={onClose}>
      <p>{t('againText')}</p>
      <LoginForm known={{ emailId: me.emailId, org: me.orgName }}>
        <button type="button" onClick={onClose}>
          {t('cancel')}
        </button>
      </LoginForm>
    </Dialog>
  );
}
