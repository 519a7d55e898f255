import { useEffect, useRef } from 'react';
import type { ApiKey } from '../api/client.js';
import { isolated, useLanguage } from '../text/language.js';
import { personName } from '../text/person.js';
import { Dialog } from '../ui/dialog.js';
import type { Outcome } from '../ui/each-of.js';
import { faultText } from '../ui/fault-text.js';
import { useRevocation } from './revocation.js';

/** Whoever revokes more is told how many more. */
const MOST_NAMED = 10;

interface RevokeManyDialogProps {
  keys: ApiKey[];
  /** Told which were revoked, also where others were not. */
  onRevoked: (keys: ApiKey[]) => void;
  onClose: () => void;
}

/** Revokes many keys, says how far it is, and names those that could not be revoked. */
export function RevokeManyDialog({ keys, onRevoked, onClose }: RevokeManyDialogProps) {
  const { t } = useLanguage();
  const { outcomes, failed, isBusy, run, stop } = useRevocation(keys, onRevoked, onClose);
  const cancel = useRef<HTMLButtonElement>(null);
  useEffect(() => cancel.current?.focus(), []);
  const count = keys.length;
  const hasFailed = failed.length > 0 && !isBusy;
  return (
    <Dialog title={t('revokeManyTitle', { count })} onEscape={isBusy ? undefined : onClose} isAlert>
      {isBusy && <Progress done={outcomes.length} all={count} />}
      {hasFailed && <Failures outcomes={failed} />}
      {!isBusy && !hasFailed && <NamedKeys keys={keys} />}
      <div className="buttons">
        <button type="button" className="danger" aria-disabled={isBusy} onClick={() => void run()}>
          {hasFailed ? t('retry') : t('revokeMany', { count })}
        </button>
        <button ref={cancel} type="button" onClick={isBusy ? stop : onClose}>
          {t(isBusy ? 'stop' : hasFailed ? 'close' : 'cancel')}
        </button>
      </div>
    </Dialog>
  );
}

function NamedKeys({ keys }: { keys: ApiKey[] }) {
  const { t, times } = useLanguage();
  const lastUse = ({ status: { lastUsed } }: ApiKey) =>
    lastUsed ? t('usedLast', { time: times.relative(new Date(lastUsed.time), new Date()) }) : t('usedNever');
  return (
    <>
      <ul>
        {keys.slice(0, MOST_NAMED).map((apiKey) => (
          <li key={apiKey.metadata.uid}>
            <strong>
              <bdi>{apiKey.metadata.name}</bdi>
            </strong>
            {' · '}
            {isolated(personName(apiKey.spec.user))} · {lastUse(apiKey)}
          </li>
        ))}
      </ul>
      {keys.length > MOST_NAMED && <p>{t('andMore', { count: keys.length - MOST_NAMED })}</p>}
      <p>{t('revokeManyText')}</p>
    </>
  );
}

function Progress({ done, all }: { done: number; all: number }) {
  const { t } = useLanguage();
  return (
    <div className="field">
      <progress value={done} max={all} aria-label={t('revoking')} />
      <p role="status">{t('doneOf', { done, all })}</p>
    </div>
  );
}

function Failures({ outcomes }: { outcomes: Outcome<ApiKey>[] }) {
  const { t } = useLanguage();
  return (
    <div className="notice error" role="alert">
      <p>{t('notRevoked', { count: outcomes.length })}</p>
      <ul>
        {outcomes.map(({ item: { metadata }, fault }) => (
          <li key={metadata.uid}>
            <strong>
              <bdi>{metadata.name}</bdi>
            </strong>
            {fault && `: ${faultText(fault, t)}`}
          </li>
        ))}
      </ul>
    </div>
  );
}
