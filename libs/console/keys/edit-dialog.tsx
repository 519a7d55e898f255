import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { answered } from '../api/client.js';
import type { ApiKey } from '../api/client.js';
import { api } from '../session/current.js';
import type { Me } from '../session/me.js';
import { isolated, useLanguage } from '../text/language.js';
import { useAction } from '../ui/action.js';
import { useAnnounce } from '../ui/announcer.js';
import { Dialog } from '../ui/dialog.js';
import { focusFirstError } from '../ui/field.js';
import { askedOf, faultOf } from './expiry.js';
import type { Expiry } from './expiry.js';
import { KeyForm } from './key-form.js';
import { mostDaysOptions } from './keys-query.js';

/** Name, description and expiry; owner and value never change. */
export function EditDialog({ me, apiKey, onClose }: { me: Me; apiKey: ApiKey; onClose: () => void }) {
  const { t } = useLanguage();
  const announce = useAnnounce();
  const queries = useQueryClient();
  const action = useAction();
  const form = useRef<HTMLFormElement>(null);
  const { data: mostDays = 0 } = useQuery(mostDaysOptions(me));
  const { uid, annotations } = apiKey.metadata;
  const [name, setName] = useState(apiKey.metadata.name);
  const [description, setDescription] = useState(annotations['description'] ?? '');
  const [expiry, setExpiry] = useState<Expiry>({ choice: 'keep', day: '' });
  const [wasTried, setTried] = useState(false);
  const missing = { name: name.trim() === '', expiry: faultOf(expiry, new Date()) };

  const save = (event: React.FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (missing.name || missing.expiry) return focusFirstError(form.current);
    const body = {
      metadata: { name, annotations: { ...annotations, description } },
      spec: askedOf(expiry),
    };
    void action
      .run(async () => {
        await answered(api.PUT('/v1/apiKeys/{uid}', { params: { path: { uid } }, body }));
        announce(t('saidEdited', { name: isolated(name) }));
      })
      .then(async (isDone) => {
        if (isDone) onClose();
        else focusFirstError(form.current);
        await queries.invalidateQueries({ queryKey: ['keys'] });
      });
  };

  return (
    <Dialog title={t('editTitle', { name: isolated(apiKey.metadata.name) })}>
      <KeyForm
        ref={form}
        me={me}
        {...{ name, description, expiry, mostDays, wasTried, missing, action }}
        present={new Date(apiKey.spec.expiry)}
        submitText={t('save')}
        onName={setName}
        onDescription={setDescription}
        onExpiry={setExpiry}
        onSubmit={save}
        onCancel={onClose}
      />
    </Dialog>
  );
}
