import { useEffect, useRef, useState } from 'react';
import { answered } from '../api/client.js';
import type { ApiKey } from '../api/client.js';
import { LoginForm } from '../login/login-form.js';
import { api } from '../session/current.js';
import type { Me } from '../session/me.js';
import { isolated, useLanguage } from '../text/language.js';
import { useAction } from '../ui/action.js';
import { useAnnounce } from '../ui/announcer.js';
import { Dialog } from '../ui/dialog.js';
import { FaultNotice } from '../ui/fault-notice.js';
import { SecretView } from '../ui/secret-view.js';

interface RevealDialogProps {
  me: Me;
  apiKey: ApiKey;
  onClose: () => void;
}

/** Shows the value of a key again, to whoever has just logged in. It is kept by this dialog alone, and gone with it. */
export function RevealDialog({ me, apiKey: { metadata }, onClose }: RevealDialogProps) {
  const { t } = useLanguage();
  const announce = useAnnounce();
  const action = useAction();
  const [secret, setSecret] = useState<string>();
  const name = isolated(metadata.name);
  const reveal = () =>
    void action.run(async () => {
      const params = { path: { uid: metadata.uid } };
      const { apiKey } = await answered(api.POST('/v1/apiKeys/{uid}/reveal', { params }));
      setSecret(apiKey);
      announce(t('saidRevealed', { name }));
    });
  const isLoginNeeded = action.fault?.code === 'LoginTooOld';
  return (
    <Dialog title={t('revealTitle', { name })} onEscape={onClose}>
      {secret !== undefined ? (
        <SecretView
          name={metadata.name}
          secret={secret}
          text={t('revealedText')}
          copyLabel={t('copyKey')}
          onClose={onClose}
        />
      ) : isLoginNeeded ? (
        <>
          <p>{t('revealLogin')}</p>
          <LoginForm known={{ emailId: me.emailId, org: me.orgName }} onSignedIn={reveal}>
            <button type="button" onClick={onClose}>
              {t('cancel')}
            </button>
          </LoginForm>
        </>
      ) : (
        <Question action={action} onReveal={reveal} onClose={onClose} />
      )}
    </Dialog>
  );
}

interface QuestionProps {
  action: Pick<ReturnType<typeof useAction>, 'fault' | 'isBusy'>;
  onReveal: () => void;
  onClose: () => void;
}

function Question({ action: { fault, isBusy }, onReveal, onClose }: QuestionProps) {
  const { t } = useLanguage();
  const cancel = useRef<HTMLButtonElement>(null);
  useEffect(() => cancel.current?.focus(), []);
  return (
    <>
      <FaultNotice fault={fault} />
      <p>{t('revealText')}</p>
      <div className="buttons">
        <button type="button" className="primary" aria-disabled={isBusy} onClick={onReveal}>
          {t('reveal')}
        </button>
        <button ref={cancel} type="button" onClick={onClose}>
          {t('cancel')}
        </button>
      </div>
    </>
  );
}
