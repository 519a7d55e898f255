import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { answered } from '../api/client.js';
import type { Fault } from '../api/fault.js';
import { api } from '../session/current.js';
import type { Me } from '../session/me.js';
import { useLanguage } from '../text/language.js';
import { useAction } from '../ui/action.js';
import { useAnnounce } from '../ui/announcer.js';
import { FaultNotice } from '../ui/fault-notice.js';
import { Field, focusFirstError } from '../ui/field.js';
import { Section } from '../ui/section.js';
import { passwordRulesText } from './password-rules.js';
import { usePasswordPolicy } from './profile-query.js';

const FIELDS = ['currentPassword', 'newPassword'];
type Passwords = typeof NOTHING;
const NOTHING = { currentPassword: '', newPassword: '' };

/** Changes one's own password, by the present one. */
export function PasswordSection({ me }: { me: Me }) {
  const { t } = useLanguage();
  return (
    <Section title={t('changePassword')}>
      <p>{t('changePasswordText')}</p>
      <PasswordForm me={me} />
    </Section>
  );
}

function PasswordForm({ me }: { me: Me }) {
  const { t } = useLanguage();
  const announce = useAnnounce();
  const queries = useQueryClient();
  const { fault, isBusy, run } = useAction();
  const form = useRef<HTMLFormElement>(null);
  const [entered, setEntered] = useState(NOTHING);
  const [wasTried, setTried] = useState(false);
  const change = (event: React.FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (entered.currentPassword === '' || entered.newPassword === '') return focusFirstError(form.current);
    void run(async () => {
      const params = { path: { uid: me.uid } };
      await answered(api.PATCH('/v1/users/{uid}/password/change', { params, body: entered }));
      announce(t('saidPasswordChanged'));
    }).then(async (isDone) => {
      if (!isDone) return focusFirstError(form.current);
      setEntered(NOTHING);
      setTried(false);
      return queries.invalidateQueries({ queryKey: ['sessions'] });
    });
  };
  const errorOf = (name: keyof Passwords) => {
    if (wasTried && entered[name] === '') return t('required');
    return fault?.code === 'WrongPassword' && name === 'currentPassword'
      ? t('wrongPassword')
      : fault?.details[name];
  };
  return (
    <form ref={form} className="form" onSubmit={change} noValidate>
      <FaultNotice fault={besideFields(fault)} fields={FIELDS} />
      <Owner emailId={me.emailId} />
      <PasswordFields
        me={me}
        entered={entered}
        onEnter={(name, value) => setEntered((before) => ({ ...before, [name]: value }))}
        errorOf={errorOf}
      />
      <div className="buttons">
        <button type="submit" className="primary" aria-disabled={isBusy}>
          {t('changePassword')}
        </button>
      </div>
    </form>
  );
}

interface PasswordFieldsProps {
  me: Me;
  entered: Passwords;
  onEnter: (name: keyof Passwords, value: string) => void;
  errorOf: (name: keyof Passwords) => string | undefined;
}

function PasswordFields({ me, entered, onEnter, errorOf }: PasswordFieldsProps) {
  const { t } = useLanguage();
  const { data: policy } = usePasswordPolicy(me);
  const [isShown, setShown] = useState(false);
  const field = (name: keyof Passwords) => ({
    label: t(name),
    type: isShown ? 'text' : 'password',
    value: entered[name],
    onChange: (value: string) => onEnter(name, value),
    error: errorOf(name),
    spellCheck: false,
    required: true,
  });
  return (
    <>
      <Field {...field('currentPassword')} autoComplete="current-password" />
      <Field
        {...field('newPassword')}
        autoComplete="new-password"
        hint={<bdi>{passwordRulesText(policy, t)}</bdi>}
      />
      <label className="check">
        <input type="checkbox" checked={isShown} onChange={(event) => setShown(event.target.checked)} />
        {t('showPasswords')}
      </label>
    </>
  );
}

/** @returns what is not said at a field already. */
function besideFields(fault: Fault | null): Fault | null {
  return fault?.code === 'WrongPassword' ? null : fault;
}

/** Tells a password manager whose password this is. */
function Owner({ emailId }: { emailId: string }) {
  return (
    <div className="hidden">
      <input type="text" autoComplete="username" value={emailId} readOnly tabIndex={-1} aria-hidden="true" />
    </div>
  );
}
