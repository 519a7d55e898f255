import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { answered } from '../api/client.js';
import type { ApiKey } from '../api/client.js';
import { api } from '../session/current.js';
import { isolated, useLanguage } from '../text/language.js';
import { useAnnounce } from '../ui/announcer.js';
import { ConfirmDialog } from '../ui/confirm-dialog.js';
import { Field } from '../ui/field.js';
import { revoke } from './activity.js';
import { isSameName, wasUsedLately } from './delete-guard.js';
import { WhatItIsFor } from './what-it-is-for.js';

export type KeyChange = 'revoke' | 'delete';

/** What each change is called, by the names of its messages. */
const WORDS = {
  revoke: { title: 'revokeTitle', text: 'revokeText', button: 'revokeKey', said: 'saidRevoked' },
  delete: { title: 'deleteTitle', text: 'deleteText', button: 'deleteKey', said: 'saidDeleted' },
} as const;

function send(change: KeyChange, apiKey: ApiKey): Promise<unknown> {
  if (change === 'revoke') return revoke(apiKey);
  return answered(api.DELETE('/v1/apiKeys/{uid}', { params: { path: { uid: apiKey.metadata.uid } } }));
}

interface ChangeDialogProps {
  change: KeyChange;
  apiKey: ApiKey;
  /** Whoever opened it has said already what they want. */
  isDecided?: boolean;
  /** Called once it was made, before lists show it. */
  onDone?: ((change: KeyChange) => Promise<void> | void) | undefined;
  onClose: () => void;
}

/** Revokes or deletes a key, once somebody knows what it was used for last; one in use is deleted by its name alone. */
export function ChangeDialog({ change, apiKey, isDecided, onDone, onClose }: ChangeDialogProps) {
  const { t, times } = useLanguage();
  const announce = useAnnounce();
  const queries = useQueryClient();
  const words = WORDS[change];
  const { metadata, spec } = apiKey;
  const name = isolated(metadata.name);
  const [typed, setTyped] = useState('');
  const [wasTried, setTried] = useState(false);
  const [asksForName] = useState(() => change === 'delete' && wasUsedLately(apiKey, new Date()));
  const isRight = !asksForName || isSameName(typed, metadata.name);
  const check = () => {
    setTried(true);
    return isRight;
  };
  const work = async () => {
    await send(change, apiKey);
    await onDone?.(change);
    await queries.invalidateQueries({ queryKey: ['keys'] });
    announce(t(words.said, { name }));
  };
  return (
    <ConfirmDialog
      title={t(words.title, { name })}
      button={t(words.button)}
      isDangerous
      isDecided={isDecided}
      check={check}
      work={work}
      onClose={onClose}
    >
      <WhatItIsFor apiKey={apiKey} />
      <p>{t(words.text, { time: times.instant(new Date(spec.expiry)) })}</p>
      {asksForName && (
        <Field
          label={t('typeName', { name })}
          value={typed}
          onChange={setTyped}
          error={wasTried && !isRight ? t('notItsName') : undefined}
          autoComplete="off"
          spellCheck={false}
          required
        />
      )}
    </ConfirmDialog>
  );
}
