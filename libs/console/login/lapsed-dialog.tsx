import { session } from '../session/current.js';
import { useLanguage } from '../text/language.js';
import type { Me } from '../session/me.js';
import { Dialog } from '../ui/dialog.js';
import { LoginForm } from './login-form.js';

/** Lets whoever was signed in go on; what they were doing stays behind it, and requests that were refused are sent again. */
export function LapsedDialog({ me }: { me: Me }) {
  const { t } = useLanguage();
  return (
    <Dialog title={t('lapsedTitle')}>
      <p>{t('lapsedText')}</p>
      <LoginForm known={{ emailId: me.emailId, org: me.orgName }}>
        <button type="button" onClick={() => void session.logOut()}>
          {t('signOut')}
        </button>
      </LoginForm>
    </Dialog>
  );
}
