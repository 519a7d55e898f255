import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useId, useState } from 'react';
import type { ReactNode } from 'react';
import { useLanguage } from '../text/language.js';
import { useAnnounce } from '../ui/announcer.js';
import { Copyable } from '../ui/copyable.js';
import { LoadFailure } from '../ui/load-failure.js';
import { areStepsHidden, hideSteps } from './hidden-steps.js';
import { STEPS_QUERY } from './overview-query.js';

/** What to do first; each step says itself whether it was done. Whoever knows it hides it. */
export function GettingStarted({ tenantUid }: { tenantUid: string }) {
  const { t } = useLanguage();
  const announce = useAnnounce();
  const [isHidden, setHidden] = useState(() => areStepsHidden(tenantUid));
  const hide = () => {
    hideSteps(tenantUid);
    setHidden(true);
    announce(t('saidHidden'));
    // the button goes with what it hides
    document.querySelector<HTMLElement>('h1')?.focus();
  };
  return isHidden ? null : <Steps onHide={hide} />;
}

function Steps({ onHide }: { onHide: () => void }) {
  const { t } = useLanguage();
  const id = useId();
  const { data, error, refetch } = useQuery(STEPS_QUERY);
  return (
    <section className="started" aria-labelledby={id}>
      <h2 id={id}>{t('gettingStarted')}</h2>
      {error && <LoadFailure error={error} onRetry={() => void refetch()} />}
      {data && (
        <ol>
          <Step isDone={data.hasKey} title={t('stepKey')} text={t('stepKeyText')}>
            <Link to="/keys">{t('apiKeys')}</Link>
          </Step>
          <Step isDone={data.wasCalled} title={t('stepCall')} text={t('stepCallText')}>
            <Copyable
              text={`curl -H 'ApiKey: YOUR_API_KEY' ${location.origin}/v1/users/info`}
              label={t('copyCommand')}
            />
          </Step>
          <Step isDone={data.hasUser} title={t('stepUser')} text={t('stepUserText')}>
            <Link to="/users">{t('users')}</Link>
          </Step>
        </ol>
      )}
      <div className="buttons">
        <button type="button" onClick={onHide}>
          {t('hideSteps')}
        </button>
      </div>
    </section>
  );
}

interface StepProps {
  isDone: boolean;
  title: string;
  text: string;
  children: ReactNode;
}

function Step({ isDone, title, text, children }: StepProps) {
  const { t } = useLanguage();
  return (
    <li>
      <h3>
        {title}{' '}
        <span className={isDone ? 'badge active' : 'badge'}>
          <span aria-hidden="true">{isDone ? '✓' : '○'}</span> {t(isDone ? 'done' : 'toDo')}
        </span>
      </h3>
      <p>{text}</p>
      {children}
    </li>
  );
}
