import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { answered } from '../api/client.js';
import { publicApi } from '../session/current.js';
import { useLanguage } from '../text/language.js';
import { useAction } from '../ui/action.js';
import { FaultNotice } from '../ui/fault-notice.js';
import { Field } from '../ui/field.js';
import { FrontPage } from './front-page.js';

export function ForgotPage() {
  const { t } = useLanguage();
  const { fault, isBusy, run } = useAction();
  const [emailId, setEmailId] = useState('');
  const [isSent, setSent] = useState(false);
  const send = (event: React.FormEvent) => {
    event.preventDefault();
    void run(async () => {
      await answered(publicApi.POST('/v1/auth/user/password/reset', { body: { emailId } }));
      setSent(true);
    });
  };
  return (
    <FrontPage title={t('forgotTitle')}>
      <p>{t('forgotText')}</p>
      <form className="form" onSubmit={send}>
        <FaultNotice fault={fault} />
        <Field
          label={t('email')}
          type="email"
          autoComplete="username"
          value={emailId}
          onChange={setEmailId}
          required
        />
        <p role="status" className={isSent ? 'notice' : undefined}>
          {isSent && t('forgotSent')}
        </p>
        <button type="submit" className="primary" aria-disabled={isBusy}>
          {t('forgotSend')}
        </button>
      </form>
      <p>
        <Link to="/login">{t('backToSignIn')}</Link>
      </p>
    </FrontPage>
  );
}
