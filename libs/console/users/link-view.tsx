import { useLanguage } from '../text/language.js';
import { SecretView } from '../ui/secret-view.js';

/** A link by which somebody sets their password, to be handed over. @param name whose it is. */
export function LinkView(props: { name: string; link: string; onClose: () => void }) {
  const { t } = useLanguage();
  return (
    <SecretView
      name={props.name}
      secret={props.link}
      text={t('linkText')}
      copyLabel={t('copyLink')}
      uncopiedText={t('closeLinkUncopied')}
      onClose={props.onClose}
    />
  );
}
