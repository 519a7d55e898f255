import type { RefObject } from 'react';
import type { Role } from '../api/client.js';
import { useLanguage } from '../text/language.js';
import type { useAction } from '../ui/action.js';
import { FaultNotice } from '../ui/fault-notice.js';
import { Field } from '../ui/field.js';
import { RolesField } from './roles-field.js';

/** As many as the service takes. */
const LONGEST_NAME = 128;
const LONGEST_EMAIL = 254;
const FIELDS = ['spec.firstName', 'spec.lastName', 'spec.emailId', 'spec.roles'];

export interface UserFields {
  firstName: string;
  lastName: string;
  emailId: string;
  /** The uids of the roles. */
  roles: string[];
}

interface UserFormProps {
  ref: RefObject<HTMLFormElement | null>;
  value: UserFields;
  onChange: (value: UserFields) => void;
  /** The roles that can be given. */
  roles: Role[];
  isNew: boolean;
  isEmailMissing: boolean;
  action: ReturnType<typeof useAction>;
  submitText: string;
  onSubmit: (event: React.FormEvent) => void;
  onCancel: () => void;
}

/** The fields of a person, for a new one and for one that is edited. */
export function UserForm({ value, onChange, action: { fault, isBusy }, ...props }: UserFormProps) {
  const { t } = useLanguage();
  const said = fault?.details ?? {};
  const takenError = fault?.code === 'DuplicateResource' ? t('emailTaken') : said['spec.emailId'];
  const set = (name: keyof UserFields) => (entered: string) => onChange({ ...value, [name]: entered });
  return (
    <form ref={props.ref} className="form" noValidate onSubmit={props.onSubmit}>
      <FaultNotice fault={fault} fields={FIELDS} />
      <Field
        label={t('firstName')}
        value={value.firstName}
        onChange={set('firstName')}
        error={said['spec.firstName']}
        maxLength={LONGEST_NAME}
        autoComplete="off"
      />
      <Field
        label={t('lastName')}
        value={value.lastName}
        onChange={set('lastName')}
        error={said['spec.lastName']}
        maxLength={LONGEST_NAME}
        autoComplete="off"
      />
      {props.isNew && (
        <Field
          label={t('email')}
          type="email"
          value={value.emailId}
          onChange={set('emailId')}
          error={props.isEmailMissing ? t('required') : takenError}
          maxLength={LONGEST_EMAIL}
          autoComplete="off"
          spellCheck={false}
          required
        />
      )}
      <RolesField
        roles={props.roles}
        value={value.roles}
        onChange={(roles) => onChange({ ...value, roles })}
        error={said['spec.roles']}
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
