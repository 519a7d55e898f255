import { useLanguage } from '../text/language.js';
import { SecretView } from '../ui/secret-view.js';

interface KeySecretProps {
  /** The name of the key. */
  name: string;
  secret: string;
  text: string;
  onClose: () => void;
}

/** The value of a key, to be copied now. */
export function KeySecret(props: KeySecretProps) {
  const { t } = useLanguage();
  return <SecretView {...props} copyLabel={t('copyKey')} uncopiedText={t('closeUncopied')} />;
}
