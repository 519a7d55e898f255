import type { ReactNode } from 'react';
import type { Me } from '../session/me.js';
import { useLanguage } from '../text/language.js';
import type { Translate } from '../text/language.js';
import { ACTION_NAMES, KIND_NAMES } from './audit-filters.js';
import type { AuditEntry } from './audit-query.js';
import type { AuditSearch } from './audit-search.js';
import { CommentForm } from './comment-form.js';

type Actor = AuditEntry['spec']['actor'];

interface EntryDetailsProps {
  entry: AuditEntry;
  me: Me;
  onNarrow: (search: AuditSearch) => void;
}

/** All that an entry says, and the way to what is said about the same person or thing. */
export function EntryDetails({ entry, me, onNarrow }: EntryDetailsProps) {
  const { t, times } = useLanguage();
  const { metadata, spec } = entry;
  const { actor, resource } = spec;
  const userUid = actor.user?.uid ?? '';
  const facts: [string, ReactNode][] = [
    [t('exactTime'), times.full(new Date(metadata.creationTimestamp))],
    [t('actionType'), actionText(spec.actionType, t)],
    [t('actionName'), <code key="action">{spec.actionMsg}</code>],
    [t('person'), personText(actor, t)],
    [t('credential'), credentialText(actor, t)],
    [t('address'), actor.ip],
    [t('thingKind'), kindText(resource.kind, t)],
    [t('thingName'), resource.name],
    [t('thingUid'), resource.uid],
    [t('requestId'), spec.requestId],
    [t('entryUid'), metadata.uid],
    [t('comment'), spec.userMsg ?? ''],
  ];
  return (
    <div className="form">
      <dl className="facts">
        {facts
          .filter(([, value]) => value !== '')
          .map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>
                <bdi>{value}</bdi>
              </dd>
            </div>
          ))}
      </dl>
      <div className="buttons">
        {resource.uid !== '' && (
          <button type="button" onClick={() => onNarrow({ thing: resource.uid })}>
            {t('onlyThisThing')}
          </button>
        )}
        {userUid !== '' && me.isAdministrator && (
          <button type="button" onClick={() => onNarrow({ user: userUid })}>
            {t('onlyThisPerson')}
          </button>
        )}
      </div>
      {me.isAdministrator && <CommentForm uid={metadata.uid} comment={spec.userMsg ?? ''} />}
    </div>
  );
}

/** @returns who did it; an address that somebody entered may belong to nobody. */
export function personText({ actorType, user }: Actor, t: Translate): string {
  if (user && user.emailId !== '') return user.emailId;
  return t(actorType === 'user' ? 'byNobody' : 'byService');
}

/** @returns what a kind of thing is called; one that is not known here by its own name. */
export function kindText(kind: string, t: Translate): string {
  return kind in KIND_NAMES ? t(KIND_NAMES[kind as keyof typeof KIND_NAMES]) : kind;
}

function actionText(type: string, t: Translate): string {
  return type in ACTION_NAMES ? t(ACTION_NAMES[type as keyof typeof ACTION_NAMES]) : type;
}

function credentialText({ credential }: Actor, t: Translate): string {
  if (!credential) return '';
  const { kind, uid } = credential;
  return t(kind === 'token' ? 'credentialToken' : 'credentialApiKey', { uid });
}
