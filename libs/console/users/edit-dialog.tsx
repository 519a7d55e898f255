import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { answered } from '../api/client.js';
import type { User } from '../api/client.js';
import { api } from '../session/current.js';
import type { Rights } from '../session/rights.js';
import { isolated, useLanguage } from '../text/language.js';
import { personName } from '../text/person.js';
import { useAction } from '../ui/action.js';
import { useAnnounce } from '../ui/announcer.js';
import { Dialog } from '../ui/dialog.js';
import { focusFirstError } from '../ui/field.js';
import { UserForm } from './user-form.js';
import type { UserFields } from './user-form.js';

interface EditDialogProps {
  user: User;
  rights: Rights;
  onClose: () => void;
}

/** Names and roles. */
export function EditDialog({ user: { metadata, spec }, rights, onClose }: EditDialogProps) {
  const { t } = useLanguage();
  const announce = useAnnounce();
  const queries = useQueryClient();
  const action = useAction();
  const form = useRef<HTMLFormElement>(null);
  const { uid } = metadata;
  const [value, setValue] = useState<UserFields>({ ...spec, roles: spec.roles.map((role) => role.uid) });
  const [areRolesChanged, setRolesChanged] = useState(false);

  const save = (event: React.FormEvent) => {
    event.preventDefault();
    const { firstName, lastName, roles } = value;
    // what nobody touched is not sent: another administrator may have changed it meanwhile
    const body = { spec: { firstName, lastName, ...(areRolesChanged && { roles }) } };
    void action
      .run(async () => {
        await answered(api.PUT('/v1/users/{uid}', { params: { path: { uid } }, body }));
        announce(t('saidEdited', { name: isolated(personName(value)) }));
      })
      .then(async (isDone) => {
        if (isDone) onClose();
        else focusFirstError(form.current);
        // one's own name and rights may be others now
        for (const name of ['users', 'me', 'rights']) await queries.invalidateQueries({ queryKey: [name] });
      });
  };

  return (
    <Dialog title={t('editTitle', { name: isolated(personName(spec)) })}>
      <UserForm
        ref={form}
        value={value}
        onChange={(changed) => {
          if (changed.roles !== value.roles) setRolesChanged(true);
          setValue(changed);
        }}
        roles={rights.givable}
        isNew={false}
        isEmailMissing={false}
        action={action}
        submitText={t('save')}
        onSubmit={save}
        onCancel={onClose}
      />
    </Dialog>
  );
}
