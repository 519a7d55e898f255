import { useState } from 'react';
import { answered } from '../api/client.js';
import type { User } from '../api/client.js';
import { api } from '../session/current.js';
import { isolated, useLanguage } from '../text/language.js';
import { personName } from '../text/person.js';
import { useAction } from '../ui/action.js';
import { Dialog } from '../ui/dialog.js';
import { FaultNotice } from '../ui/fault-notice.js';
import { LinkView } from './link-view.js';
import { readLink } from './users-query.js';

interface LinkDialogProps {
  kind: 'activationLink' | 'resetLink';
  user: User;
  onClose: () => void;
}

/** Shows the link by which somebody sets their password; one for a new password is made first. */
export function LinkDialog({ kind, user: { metadata, spec }, onClose }: LinkDialogProps) {
  const { t } = useLanguage();
  const { fault, isBusy, run } = useAction();
  const [link, setLink] = useState<string>();
  const { uid } = metadata;
  const show = () =>
    void run(async () => {
      if (kind === 'resetLink')
        await answered(api.PATCH('/v1/users/{uid}/password/reset', { params: { path: { uid } } }));
      setLink(await readLink(uid));
    });
  if (link)
    return (
      <Dialog title={t(kind)}>
        <LinkView name={spec.emailId} link={link} onClose={onClose} />
      </Dialog>
    );
  return (
    <Dialog title={t(`${kind}Title`, { name: isolated(personName(spec)) })} onEscape={onClose}>
      <FaultNotice fault={fault} />
      <p>{t(link === '' ? 'linkGone' : `${kind}Text`)}</p>
      <div className="buttons">
        {link === undefined && (
          <button type="button" className="primary" aria-disabled={isBusy} onClick={show}>
            {t(`${kind}Show`)}
          </button>
        )}
        <button type="button" onClick={onClose}>
          {t(link === '' ? 'close' : 'cancel')}
        </button>
      </div>
    </Dialog>
  );
}
