import { useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { answered } from '../api/client.js';
import { publicApi, session } from '../session/current.js';
import type { Login } from '../session/session.js';
import { useLanguage } from '../text/language.js';
import { useAction } from '../ui/action.js';
import { FaultNotice } from '../ui/fault-notice.js';
import { Field, focusFirstError } from '../ui/field.js';
import { PasswordField } from '../ui/password-field.js';

interface NewPasswordFormProps {
  /** What the service knows, but for the age of the password. It is kept in memory alone. */
  expired: Login;
  onBack: () => void;
  children?: ReactNode;
}

/** For somebody whose password has expired: takes another one, and signs them in with it. */
export function NewPasswordForm({ expired, onBack, children }: NewPasswordFormProps) {
  const { t } = useLanguage();
  const { fault, isBusy, run } = useAction();
  const form = useRef<HTMLFormElement>(null);
  const changedTo = useRef<string>(undefined);
  const [newPassword, setNewPassword] = useState('');
  const change = (event: React.FormEvent) => {
    event.preventDefault();
    void run(async () => {
      // what was changed already is not changed again when only the way in failed
      if (changedTo.current !== newPassword)
        await setPassword({ ...expired, password: changedTo.current ?? expired.password }, newPassword);
      changedTo.current = newPassword;
      await session.logIn({ ...expired, password: newPassword });
    }).then((isDone) => {
      if (!isDone) focusFirstError(form.current);
    });
  };
  return (
    <form ref={form} className="form" onSubmit={change} noValidate>
      <p className="notice" role="alert">
        {t('passwordExpired')}
      </p>
      <FaultNotice fault={fault} fields={['newPassword']} />
      <Field
        label={t('email')}
        type="email"
        autoComplete="username"
        value={expired.emailId}
        onChange={() => undefined}
        readOnly
        required
      />
      <PasswordField
        label={t('newPassword')}
        autoComplete="new-password"
        hint={t('passwordRulesUnknown')}
        value={newPassword}
        onChange={setNewPassword}
        error={fault?.details['newPassword']}
        autoFocus
      />
      <div className="buttons">
        <button type="submit" className="primary" aria-disabled={isBusy}>
          {t('setAndSignIn')}
        </button>
        {children ?? (
          <button type="button" onClick={onBack}>
            {t('backToSignIn')}
          </button>
        )}
      </div>
    </form>
  );
}

async function setPassword({ emailId, password, org = '' }: Login, newPassword: string): Promise<void> {
  const body = { emailId, currentPassword: password, newPassword, ...(org !== '' && { org }) };
  await answered(publicApi.PATCH('/v1/users/password/change', { body }));
}
