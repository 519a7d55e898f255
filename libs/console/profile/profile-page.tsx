import { useMe } from '../session/me.js';
import { useLanguage } from '../text/language.js';
import { Page } from '../ui/page.js';
import { AccountSection } from './account-section.js';
import { AppearanceSection } from './appearance-section.js';
import { PasswordSection } from './password-section.js';
import { SessionsSection } from './sessions-section.js';

/** What everybody sees and changes of themselves. */
export function ProfilePage() {
  const { t } = useLanguage();
  const { data: me } = useMe();
  return me ? (
    <Page title={t('profile')}>
      <AccountSection me={me} />
      <PasswordSection me={me} />
      <SessionsSection />
      <AppearanceSection />
    </Page>
  ) : null;
}
