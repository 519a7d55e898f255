import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { answered } from '../api/client.js';
import type { Account } from '../api/client.js';
import { api } from '../session/current.js';
import type { Me } from '../session/me.js';
import { useLanguage } from '../text/language.js';
import { useAction } from '../ui/action.js';
import { useAnnounce } from '../ui/announcer.js';
import { FaultNotice } from '../ui/fault-notice.js';
import { Field, focusFirstError } from '../ui/field.js';
import { LoadFailure } from '../ui/load-failure.js';
import { Section } from '../ui/section.js';
import { useOwnAccount } from './profile-query.js';

const LONGEST_NAME = 128;

/** Who one is: the name is one's own to change. */
export function AccountSection({ me }: { me: Me }) {
  const { t } = useLanguage();
  const { data, error, refetch } = useOwnAccount(me);
  return (
    <Section title={t('aboutYou')}>
      {error && <LoadFailure error={error} onRetry={() => void refetch()} />}
      {!data && !error && <p role="status">{t('loading')}</p>}
      {data && <AccountForm user={data} me={me} />}
    </Section>
  );
}

function AccountForm({ user: { spec }, me }: { user: Account; me: Me }) {
  const { t } = useLanguage();
  const announce = useAnnounce();
  const queries = useQueryClient();
  const { fault, isBusy, run } = useAction();
  const form = useRef<HTMLFormElement>(null);
  const [firstName, setFirstName] = useState(spec.firstName);
  const [lastName, setLastName] = useState(spec.lastName);
  const save = (event: React.FormEvent) => {
    event.preventDefault();
    void run(async () => {
      const params = { path: { uid: me.uid } };
      await answered(api.PUT('/v1/users/{uid}', { params, body: { spec: { firstName, lastName } } }));
      announce(t('saidNameSaved'));
    }).then(async (isDone) => {
      if (!isDone) return focusFirstError(form.current);
      return Promise.all(
        [['me'], ['account'], ['users']].map((queryKey) => queries.invalidateQueries({ queryKey })),
      );
    });
  };
  return (
    <form ref={form} className="form" onSubmit={save} noValidate>
      <Facts spec={spec} orgName={me.orgName} />
      <FaultNotice fault={fault} fields={['spec.firstName', 'spec.lastName']} />
      <Field
        label={t('firstName')}
        value={firstName}
        onChange={setFirstName}
        autoComplete="given-name"
        maxLength={LONGEST_NAME}
        error={fault?.details['spec.firstName']}
      />
      <Field
        label={t('lastName')}
        value={lastName}
        onChange={setLastName}
        autoComplete="family-name"
        maxLength={LONGEST_NAME}
        error={fault?.details['spec.lastName']}
      />
      <div className="buttons">
        <button type="submit" className="primary" aria-disabled={isBusy}>
          {t('save')}
        </button>
      </div>
    </form>
  );
}

/** What others decide. */
function Facts({ spec, orgName }: { spec: Account['spec']; orgName: string }) {
  const { t } = useLanguage();
  return (
    <dl className="facts">
      <dt>{t('email')}</dt>
      <dd>
        <bdi>{spec.emailId}</bdi> <span className="hint block">{t('emailByAdministrator')}</span>
      </dd>
      <dt>{t('organisation')}</dt>
      <dd>
        <bdi>{orgName}</bdi>
      </dd>
      <dt>{t('roles')}</dt>
      <dd>
        <bdi>{spec.roles.join(', ')}</bdi>
      </dd>
    </dl>
  );
}
