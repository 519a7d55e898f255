import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { answered } from '../api/client.js';
import { api } from '../session/current.js';
import { useLanguage } from '../text/language.js';
import { useAction } from '../ui/action.js';
import { useAnnounce } from '../ui/announcer.js';
import { FaultNotice } from '../ui/fault-notice.js';
import { Field, focusFirstError } from '../ui/field.js';

const LONGEST = 255;

/** What a person has to say about an entry; the entry itself never changes. */
export function CommentForm({ uid, comment }: { uid: string; comment: string }) {
  const { t } = useLanguage();
  const announce = useAnnounce();
  const queries = useQueryClient();
  const { fault, isBusy, run } = useAction();
  const form = useRef<HTMLFormElement>(null);
  const [userMsg, setUserMsg] = useState(comment);
  const save = (event: React.FormEvent) => {
    event.preventDefault();
    void run(async () => {
      await answered(api.PATCH('/v1/audits/{uid}/userMsg', { params: { path: { uid } }, body: { userMsg } }));
      announce(t('saidCommentSaved'));
    }).then(async (isDone) => {
      if (!isDone) return focusFirstError(form.current);
      return queries.invalidateQueries({ queryKey: ['audits'] });
    });
  };
  return (
    <form ref={form} className="form comment" onSubmit={save} noValidate>
      <FaultNotice fault={fault} fields={['userMsg']} />
      <Field
        label={t('comment')}
        value={userMsg}
        onChange={setUserMsg}
        hint={t('commentHint')}
        error={fault?.details['userMsg']}
        maxLength={LONGEST}
        autoComplete="off"
        required
      />
      <div className="buttons">
        <button type="submit" aria-disabled={isBusy}>
          {t('saveComment')}
        </button>
      </div>
    </form>
  );
}
