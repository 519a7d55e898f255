import { useState } from 'react';
import { session } from '../session/current.js';
import { useLanguage } from '../text/language.js';
import { useAction } from '../ui/action.js';
import { FaultNotice } from '../ui/fault-notice.js';
import { Field } from '../ui/field.js';
import { PasswordField } from '../ui/password-field.js';
import { NewPasswordForm } from './new-password-form.js';

interface LoginFormProps {
  org?: string;
  /** Somebody who was signed in until now: it must be they again. */
  known?: { emailId: string; org: string };
  onOrg?: (org: string) => void;
  onSignedIn?: () => void;
  children?: React.ReactNode;
}

/**
 * E-mail and password. The service does not tell whether an address belongs to several organisations, since that would tell who is where:
 * so the organisation is asked for once a login has failed.
 */
export function LoginForm({ org: givenOrg = '', known, onOrg, onSignedIn, children }: LoginFormProps) {
  const { t } = useLanguage();
  const { fault, isBusy, run, forget } = useAction();
  const [emailId, setEmailId] = useState(known?.emailId ?? '');
  const [password, setPassword] = useState('');
  const [org, setOrg] = useState(known?.org ?? givenOrg);
  const isOrgAsked = known === undefined && (givenOrg !== '' || fault?.code === 'LoginFailed' || org !== '');
  const logIn = (event: React.FormEvent) => {
    event.preventDefault();
    void run(() => session.logIn({ emailId, password, org })).then((isDone) => isDone && onSignedIn?.());
  };
  if (fault?.code === 'PasswordExpired')
    return (
      <NewPasswordForm expired={{ emailId, password, org }} onBack={forget}>
        {children}
      </NewPasswordForm>
    );
  return (
    <form className="form" onSubmit={logIn}>
      <FaultNotice fault={fault} />
      <Field
        label={t('email')}
        type="email"
        autoComplete="username"
        value={emailId}
        onChange={setEmailId}
        readOnly={known !== undefined}
        spellCheck={false}
        required
      />
      <PasswordField
        autoComplete="current-password"
        value={password}
        onChange={setPassword}
        autoFocus={known !== undefined}
      />
      {isOrgAsked && (
        <Field
          label={t('organisation')}
          autoComplete="organization"
          hint={t('organisationHint')}
          value={org}
          onChange={setOrg}
          onBlur={() => onOrg?.(org)}
        />
      )}
      <div className="buttons">
        <button type="submit" className="primary" aria-disabled={isBusy}>
          {t('signIn')}
        </button>
        {children}
      </div>
    </form>
  );
}
