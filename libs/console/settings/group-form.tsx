import { useEffect, useRef, useState } from 'react';
import { isolated, useLanguage } from '../text/language.js';
import { useAction } from '../ui/action.js';
import { useAnnounce } from '../ui/announcer.js';
import { FaultNotice } from '../ui/fault-notice.js';
import { focusFirstError } from '../ui/field.js';
import { outOfRange } from './draft.js';
import type { Draft, Field, Settings } from './draft.js';
import type { SettingsGroup } from './groups.js';
import { SaveQuestion } from './save-question.js';
import { SettingField } from './setting-field.js';
import { useDraft } from './use-draft.js';
import type { Change } from './use-draft.js';

interface GroupFormProps {
  group: SettingsGroup;
  tenantUid: string;
  /** What the service has. */
  saved: Settings;
  /** Told whether something is entered that is not saved. */
  onDirty: (isDirty: boolean) => void;
}

/** Settings that are saved together. What was entered stays, whatever happens to the request. */
export function GroupForm({ group, tenantUid, saved, onDirty }: GroupFormProps) {
  const { t } = useLanguage();
  const announce = useAnnounce();
  const { fault, isBusy, run, forget } = useAction();
  const form = useRef<HTMLFormElement>(null);
  const [wasTried, setTried] = useState(false);
  const [isAsking, setAsking] = useState(false);
  const { base, draft, enter, discard, isDirty, save, theirs } = useDraft(group, tenantUid, saved);
  useEffect(() => onDirty(isDirty), [isDirty, onDirty]);
  const { fields } = group;
  const shown = fields.filter(({ isShown }) => isShown?.(draft) !== false);
  const inputs = shown.filter(({ kind }) => kind !== 'switch'); // those that have a place for what is wrong
  const wrong = outOfRange(fields, draft);
  const section = t(group.title);
  const errorOf = ({ name }: Field) => {
    const range = wasTried && wrong.find((field) => field.name === name);
    return range ? t('numberRange', { min: range.min, max: range.max }) : fault?.details[name];
  };
  const question = group.question?.(base, draft);
  const send = () =>
    void run(async () => {
      if (await save()) announce(t('saidSettingsSaved', { section }));
    }).then((isDone) => {
      if (!isDone) focusFirstError(form.current);
    });
  const submit = (event: React.FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (wrong.length > 0) return focusFirstError(form.current);
    if (!isDirty) return announce(t('nothingToSave', { section }));
    if (question) setAsking(true);
    else send();
  };
  const undo = () => {
    discard();
    forget();
    setTried(false);
    // the button goes with what it has undone
    form.current?.querySelector<HTMLElement>('input, textarea')?.focus();
  };
  return (
    <>
      <form ref={form} className="form" onSubmit={submit} noValidate>
        <FaultNotice fault={fault} fields={inputs.map(({ name }) => name)} />
        <Theirs changes={theirs} />
        <Fields {...{ draft, enter, errorOf }} fields={shown} />
        <Buttons section={section} isBusy={isBusy} onDiscard={isDirty ? undo : undefined} />
      </form>
      {/* a form of its own, which may not be inside another one */}
      {isAsking && question && (
        <SaveQuestion question={question} onSave={send} onClose={() => setAsking(false)} />
      )}
    </>
  );
}

interface FieldsProps {
  fields: readonly Field[];
  draft: Draft;
  enter: (name: string, value: Draft[string]) => void;
  errorOf: (field: Field) => string | undefined;
}

function Fields({ fields, draft, enter, errorOf }: FieldsProps) {
  return fields.map((field) => (
    <SettingField
      key={field.name}
      field={field}
      value={draft[field.name] ?? ''}
      onChange={(value) => enter(field.name, value)}
      error={errorOf(field)}
    />
  ));
}

interface ButtonsProps {
  section: string;
  isBusy: boolean;
  /** Undefined: there is nothing to discard. */
  onDiscard: (() => void) | undefined;
}

/** A page has several of them, so each says to a screen reader what it saves. */
function Buttons({ section, isBusy, onDiscard }: ButtonsProps) {
  const { t } = useLanguage();
  return (
    <div className="buttons">
      <button
        type="submit"
        className="primary"
        aria-disabled={isBusy}
        aria-label={`${t('save')}: ${section}`}
      >
        {t('save')}
      </button>
      {onDiscard && (
        <button type="button" onClick={onDiscard} aria-label={`${t('discardChanges')}: ${section}`}>
          {t('discardChanges')}
        </button>
      )}
    </div>
  );
}

/** What somebody else has set meanwhile. */
function Theirs({ changes }: { changes: Change[] }) {
  const { t } = useLanguage();
  if (changes.length === 0) return null;
  const texts = changes.map(({ field: { label }, value }) => {
    const shown = typeof value === 'boolean' ? t(value ? 'on' : 'off') : isolated(value);
    return t('changedField', { label: t(label), value: value === '' ? t('emptyValue') : shown });
  });
  return (
    <p className="notice error" role="alert">
      {t('changedMeanwhile', { changes: texts.join('; ') })}
    </p>
  );
}
