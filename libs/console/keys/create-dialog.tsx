import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { answered } from '../api/client.js';
import { idempotencyKeys } from '../api/idempotency.js';
import { api } from '../session/current.js';
import type { Me } from '../session/me.js';
import { isolated, useLanguage } from '../text/language.js';
import { useAction } from '../ui/action.js';
import { useAnnounce } from '../ui/announcer.js';
import { Dialog } from '../ui/dialog.js';
import { focusFirstError } from '../ui/field.js';
import { askedOf, faultOf, usualExpiry } from './expiry.js';
import type { Expiry } from './expiry.js';
import { KeyForm } from './key-form.js';
import { KeySecret } from './key-secret.js';
import { mostDaysOptions } from './keys-query.js';

interface CreateDialogProps {
  me: Me;
  /** The uid of the owner that is preselected. */
  owner: string | undefined;
  onClose: () => void;
}

/** Asks for what a new key needs, then shows its value, once. */
export function CreateDialog({ me, owner: firstOwner = me.uid, onClose }: CreateDialogProps) {
  const { t } = useLanguage();
  const announce = useAnnounce();
  const queries = useQueryClient();
  const action = useAction();
  const form = useRef<HTMLFormElement>(null);
  const idempotencyKey = useRef(idempotencyKeys());
  const { data: mostDays = 0 } = useQuery(mostDaysOptions(me));
  const [name, setName] = useState('');
  const [description, setDescription] = useState('');
  const [owner, setOwner] = useState<string | undefined>(firstOwner);
  const [chosen, setExpiry] = useState<Expiry>();
  const [wasTried, setTried] = useState(false);
  const [secret, setSecret] = useState<string>();
  const expiry = chosen ?? usualExpiry(mostDays);
  const missing = { name: name.trim() === '', expiry: faultOf(expiry, new Date()) };

  const create = (event: React.FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (missing.name || missing.expiry) return focusFirstError(form.current);
    const body = {
      metadata: { name, ...(description !== '' && { annotations: { description } }) },
      spec: { ...askedOf(expiry), ...(owner !== undefined && { userUid: owner }) },
    };
    void action
      .run(async () => {
        const header = { 'Idempotency-Key': idempotencyKey.current(JSON.stringify(body)) };
        const { apiKey } = await answered(api.POST('/v1/apiKeys', { params: { header }, body }));
        setSecret(apiKey);
        announce(t('saidCreated', { name: isolated(name) }));
      })
      .then(async (isDone) => {
        if (!isDone) focusFirstError(form.current);
        await queries.invalidateQueries({ queryKey: ['keys'] });
      });
  };

  return (
    <Dialog title={secret === undefined ? t('addKey') : t('keyMade')}>
      {secret === undefined ? (
        <KeyForm
          ref={form}
          me={me}
          {...{ name, description, owner, expiry, mostDays, wasTried, missing, action }}
          submitText={t('createKey')}
          onName={setName}
          onDescription={setDescription}
          onOwner={setOwner}
          onExpiry={setExpiry}
          onSubmit={create}
          onCancel={onClose}
        />
      ) : (
        <KeySecret text={t('keyMadeText')} {...{ name, secret, onClose }} />
      )}
    </Dialog>
  );
}
