import { useLanguage } from '../text/language.js';
import type { MessageName } from '../text/language.js';
import { ConfirmDialog } from '../ui/confirm-dialog.js';

/** What somebody must know before something is saved that cannot be undone. */
export interface Question {
  title: MessageName;
  text: MessageName;
  button: MessageName;
}

interface SaveQuestionProps {
  question: Question;
  onSave: () => void;
  onClose: () => void;
}

/** Asks. What then goes wrong is said by the form, beside its fields. */
export function SaveQuestion({ question: { title, text, button }, onSave, onClose }: SaveQuestionProps) {
  const { t } = useLanguage();
  const work = () => {
    onSave();
    return Promise.resolve();
  };
  return (
    <ConfirmDialog title={t(title)} button={t(button)} isDangerous work={work} onClose={onClose}>
      <p>{t(text)}</p>
    </ConfirmDialog>
  );
}
