import { useId } from 'react';
import type { Role } from '../api/client.js';
import { useLanguage } from '../text/language.js';

interface RolesFieldProps {
  /** Those that can be given; without any, there is no field. */
  roles: Role[];
  /** The uids of those that are chosen. */
  value: string[];
  onChange: (uids: string[]) => void;
  error: string | undefined;
}

/** Which roles somebody holds. */
export function RolesField({ roles, value, onChange, error }: RolesFieldProps) {
  const { t } = useLanguage();
  const id = useId();
  if (roles.length === 0) return null;
  const toggle = (uid: string, isOn: boolean) =>
    onChange(isOn ? [...value, uid] : value.filter((other) => other !== uid));
  return (
    <fieldset className="field" aria-describedby={`${id}-error`}>
      <legend>{t('roles')}</legend>
      {roles.map(({ metadata: { uid, name, annotations } }) => (
        <label key={uid} className="check">
          <input
            type="checkbox"
            checked={value.includes(uid)}
            onChange={(event) => toggle(uid, event.target.checked)}
          />
          <span>
            <bdi>{name}</bdi>
            {annotations['description'] && (
              <span className="hint block">
                <bdi>{annotations['description']}</bdi>
              </span>
            )}
          </span>
        </label>
      ))}
      <p id={`${id}-error`} className="field-error">
        {error}
      </p>
    </fieldset>
  );
}
