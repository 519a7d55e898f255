import type { RefObject } from 'react';
import type { Me } from '../session/me.js';
import { useLanguage } from '../text/language.js';
import type { useAction } from '../ui/action.js';
import { FaultNotice } from '../ui/fault-notice.js';
import { Field } from '../ui/field.js';
import type { Expiry } from './expiry.js';
import { ExpiryField } from './expiry-field.js';
import { useUsers } from './keys-query.js';
import { UserPicker } from './user-picker.js';

/** As many as the service takes. */
const LONGEST_NAME = 128;
const FIELDS = ['metadata.name', 'metadata.annotations', 'spec.expiry', 'spec.expiresInDays'];

interface KeyFormProps {
  ref: RefObject<HTMLFormElement | null>;
  me: Me;
  name: string;
  description: string;
  /** The uid of the owner; its field is left out where nobody can be chosen. */
  owner?: string | undefined;
  expiry: Expiry;
  /** The expiry that may be kept. */
  present?: Date;
  mostDays: number;
  wasTried: boolean;
  missing: { name: boolean; expiry: 'dateNeeded' | 'datePast' | undefined };
  action: ReturnType<typeof useAction>;
  submitText: string;
  onName: (name: string) => void;
  onDescription: (description: string) => void;
  onOwner?: (uid: string | undefined) => void;
  onExpiry: (expiry: Expiry) => void;
  onSubmit: (event: React.FormEvent) => void;
  onCancel: () => void;
}

/** The fields of a key, for a new one and for one that is edited. */
export function KeyForm({ me, onOwner, action: { fault, isBusy }, ...props }: KeyFormProps) {
  const { t } = useLanguage();
  const { data: users } = useUsers(me);
  const { name: isNameMissing, expiry: expiryFault } = props.missing;
  const said = fault?.details ?? {};
  const nameError = props.wasTried && isNameMissing ? t('required') : said['metadata.name'];
  const expiryError =
    props.wasTried && expiryFault ? t(expiryFault) : (said['spec.expiry'] ?? said['spec.expiresInDays']);
  return (
    <form ref={props.ref} className="form" noValidate onSubmit={props.onSubmit}>
      <FaultNotice fault={fault} fields={FIELDS} />
      <Field
        label={t('keyName')}
        value={props.name}
        onChange={props.onName}
        error={nameError}
        maxLength={LONGEST_NAME}
        autoComplete="off"
        required
      />
      <Field
        label={t('description')}
        value={props.description}
        onChange={props.onDescription}
        error={said['metadata.annotations']}
        autoComplete="off"
      />
      {onOwner && me.isAdministrator && (
        <UserPicker people={users?.items ?? []} value={props.owner} onChange={onOwner} />
      )}
      <ExpiryField
        value={props.expiry}
        onChange={props.onExpiry}
        mostDays={props.mostDays}
        error={expiryError}
        {...(props.present && { present: props.present })}
      />
      <div className="buttons">
        <button type="submit" className="primary" aria-disabled={isBusy}>
          {props.submitText}
        </button>
        <button type="button" onClick={props.onCancel}>
          {t('cancel')}
        </button>
      </div>
    </form>
  );
}
