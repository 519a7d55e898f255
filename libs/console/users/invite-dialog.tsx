import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { answered } from '../api/client.js';
import { idempotencyKeys } from '../api/idempotency.js';
import { api } from '../session/current.js';
import type { Rights } from '../session/rights.js';
import { isolated, useLanguage } from '../text/language.js';
import { useAction } from '../ui/action.js';
import { useAnnounce } from '../ui/announcer.js';
import { Dialog } from '../ui/dialog.js';
import { focusFirstError } from '../ui/field.js';
import { LinkView } from './link-view.js';
import { UserForm } from './user-form.js';
import type { UserFields } from './user-form.js';
import { readLink } from './users-query.js';

const NOTHING: UserFields = { firstName: '', lastName: '', emailId: '', roles: [] };

/** Asks for what a new user needs, then shows the link by which they set their password. */
export function InviteDialog({ rights, onClose }: { rights: Rights; onClose: () => void }) {
  const { t } = useLanguage();
  const announce = useAnnounce();
  const queries = useQueryClient();
  const action = useAction();
  const form = useRef<HTMLFormElement>(null);
  const idempotencyKey = useRef(idempotencyKeys());
  const [spec, setSpec] = useState(NOTHING);
  const [wasTried, setTried] = useState(false);
  const [link, setLink] = useState<string>();
  const isEmailMissing = spec.emailId.trim() === '';

  const invite = (event: React.FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (isEmailMissing) return focusFirstError(form.current);
    const body = { spec };
    void action
      .run(async () => {
        // sent again when only the link could not be read, this makes nobody twice
        const header = { 'Idempotency-Key': idempotencyKey.current(JSON.stringify(body)) };
        const { uid } = await answered(api.POST('/v1/users', { params: { header }, body }));
        const shown = await readLink(uid);
        announce(t('saidInvited', { name: isolated(spec.emailId) }));
        if (shown === '') onClose();
        else setLink(shown);
      })
      .then(async (isDone) => {
        if (!isDone) focusFirstError(form.current);
        await queries.invalidateQueries({ queryKey: ['users'] });
      });
  };

  return (
    <Dialog title={t(link === undefined ? 'inviteUser' : 'activationLink')}>
      {link === undefined ? (
        <UserForm
          ref={form}
          value={spec}
          onChange={setSpec}
          roles={rights.givable}
          isNew
          isEmailMissing={wasTried && isEmailMissing}
          action={action}
          submitText={t('invite')}
          onSubmit={invite}
          onCancel={onClose}
        />
      ) : (
        <LinkView name={spec.emailId} link={link} onClose={onClose} />
      )}
    </Dialog>
  );
}
