import { useQueryClient } from '@tanstack/react-query';
import { answered } from '../api/client.js';
import type { User } from '../api/client.js';
import { api } from '../session/current.js';
import { isolated, useLanguage } from '../text/language.js';
import { personName } from '../text/person.js';
import { useAnnounce } from '../ui/announcer.js';
import { ConfirmDialog } from '../ui/confirm-dialog.js';
import { KeysAffected } from './keys-affected.js';

export type UserChange = 'disable' | 'enable' | 'unlock' | 'signOutEverywhere' | 'delete';

/** What each change is called, by the names of its messages. */
const WORDS = {
  disable: { title: 'disableTitle', text: 'disableText', button: 'disableUser', said: 'saidDisabled' },
  enable: { title: 'enableTitle', text: 'enableText', button: 'enableUser', said: 'saidEnabled' },
  unlock: { title: 'unlockTitle', text: 'unlockText', button: 'unlockUser', said: 'saidUnlocked' },
  signOutEverywhere: {
    title: 'endSessionsTitle',
    text: 'endSessionsText',
    button: 'signOutEverywhere',
    said: 'saidSessionsEnded',
  },
  delete: { title: 'deleteTitle', text: 'deleteUserText', button: 'deleteUser', said: 'saidDeleted' },
} as const;
const DANGEROUS: readonly UserChange[] = ['disable', 'delete'];

function send(change: UserChange, uid: string) {
  const params = { path: { uid } };
  switch (change) {
    case 'delete':
      return answered(api.DELETE('/v1/users/{uid}', { params }));
    case 'unlock':
      return answered(api.PUT('/v1/users/{uid}/unlock', { params }));
    case 'signOutEverywhere':
      return answered(api.DELETE('/v1/auth/sessions', { params: { query: { userUid: uid } } }));
    default:
      return answered(api.PUT('/v1/users/{uid}/state', { params, body: { isActive: change === 'enable' } }));
  }
}

interface ChangeDialogProps {
  change: UserChange;
  user: User;
  onClose: () => void;
}

/** Lets somebody in or keeps them out, once it was said what goes with it. */
export function ChangeDialog({ change, user: { metadata, spec }, onClose }: ChangeDialogProps) {
  const { t } = useLanguage();
  const announce = useAnnounce();
  const queries = useQueryClient();
  const words = WORDS[change];
  const name = isolated(personName(spec));
  const work = async () => {
    await send(change, metadata.uid);
    announce(t(words.said, { name }));
    for (const list of ['users', 'keys']) await queries.invalidateQueries({ queryKey: [list] });
  };
  return (
    <ConfirmDialog
      title={t(words.title, { name })}
      button={t(words.button)}
      isDangerous={DANGEROUS.includes(change)}
      work={work}
      onClose={onClose}
    >
      <p>
        <bdi>{spec.emailId}</bdi>
      </p>
      <p>{t(words.text)}</p>
      {(change === 'disable' || change === 'delete') && (
        <KeysAffected userUid={metadata.uid} change={change} />
      )}
    </ConfirmDialog>
  );
}
