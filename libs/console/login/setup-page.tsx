import { Link, useNavigate } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { answered } from '../api/client.js';
import { publicApi, session } from '../session/current.js';
import { useLanguage } from '../text/language.js';
import { useAction } from '../ui/action.js';
import { FaultNotice } from '../ui/fault-notice.js';
import { Field, focusFirstError } from '../ui/field.js';
import { PasswordField } from '../ui/password-field.js';
import { FrontPage } from './front-page.js';
import { tokenOfLink } from './link-token.js';

const FIELDS = ['orgName', 'emailId', 'password'];

/** Makes the first organisation and its administrator, once. */
export function SetupPage() {
  const { t } = useLanguage();
  const navigate = useNavigate();
  const { fault, isBusy, run } = useAction();
  const form = useRef<HTMLFormElement>(null);
  const [entered, setEntered] = useState({ token: '', orgName: '', emailId: '', password: '' });
  const enter = (name: keyof typeof entered) => (value: string) =>
    setEntered((before) => ({ ...before, [name]: value }));
  const token = tokenOfLink || entered.token;
  const setUp = (event: React.FormEvent) => {
    event.preventDefault();
    void run(async () => {
      await answered(publicApi.POST('/v1/setup', { body: { ...entered, token } }));
      await session.logIn(entered);
      await navigate({ to: '/', replace: true });
    }).then((isDone) => {
      if (!isDone) focusFirstError(form.current);
    });
  };
  if (fault?.code === 'SetupDone') return <SetupDone />;
  return (
    <FrontPage title={t('setupTitle')}>
      <p>{t('setupText')}</p>
      <form ref={form} className="form" onSubmit={setUp}>
        <FaultNotice fault={fault} fields={FIELDS} />
        <TokenField value={entered.token} onChange={enter('token')} />
        <Field
          label={t('organisation')}
          autoComplete="organization"
          value={entered.orgName}
          onChange={enter('orgName')}
          error={fault?.details['orgName']}
          required
        />
        <Field
          label={t('email')}
          type="email"
          autoComplete="username"
          value={entered.emailId}
          onChange={enter('emailId')}
          error={fault?.details['emailId']}
          required
        />
        <PasswordField
          autoComplete="new-password"
          hint={t('setupPasswordHint')}
          value={entered.password}
          onChange={enter('password')}
          error={fault?.details['password']}
        />
        <button type="submit" className="primary" aria-disabled={isBusy}>
          {t('setupSubmit')}
        </button>
      </form>
    </FrontPage>
  );
}

/** Asks for the token only where the link did not bring it; that one is never shown. */
function TokenField({ value, onChange }: { value: string; onChange: (token: string) => void }) {
  const { t } = useLanguage();
  if (tokenOfLink !== '') return <p className="hint">{t('setupTokenKnown')}</p>;
  return (
    <Field
      label={t('setupToken')}
      hint={t('setupTokenHint')}
      autoComplete="off"
      spellCheck={false}
      value={value}
      onChange={onChange}
      required
    />
  );
}

function SetupDone() {
  const { t } = useLanguage();
  return (
    <FrontPage title={t('setupDone')}>
      <p role="alert">{t('setupDoneText')}</p>
      <p>
        <Link to="/login">{t('signIn')}</Link>
      </p>
    </FrontPage>
  );
}
