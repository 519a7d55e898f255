import { Combobox } from '@base-ui/react/combobox';
import { useId, useRef } from 'react';
import { useLanguage } from '../text/language.js';

export interface Person {
  uid: string;
  name: string;
  emailId: string;
}

interface UserPickerProps {
  people: Person[];
  /** The uid of who is chosen. */
  value: string | undefined;
  onChange: (uid: string | undefined) => void;
  placeholder?: string;
}

/** Finds a person by typing part of a name or an address. */
export function UserPicker({ people, value, onChange, placeholder }: UserPickerProps) {
  const { t } = useLanguage();
  const id = useId();
  // inside the dialog that it may be in: what is beside one can be neither seen nor reached
  const popups = useRef<HTMLDivElement>(null);
  // while the list is open, its label is hidden from screen readers with all that is beside it: so the field has its name itself too
  return (
    <div className="field picker">
      <Combobox.Root
        items={people}
        value={people.find(({ uid }) => uid === value) ?? null}
        onValueChange={(person) => onChange(person?.uid)}
        itemToStringLabel={labelOf}
        isItemEqualToValue={(one, other) => one.uid === other.uid}
      >
        <label htmlFor={id}>{t('userName')}</label>
        <div className="picker-input">
          <Combobox.Input
            id={id}
            aria-label={t('userName')}
            placeholder={placeholder}
            spellCheck={false}
            autoComplete="off"
          />
          <Combobox.Trigger className="icon-button" aria-label={t('showUsers')}>
            <span aria-hidden="true">▾</span>
          </Combobox.Trigger>
        </div>
        <div ref={popups} />
        <Combobox.Portal container={popups}>
          <Combobox.Positioner className="positioner" positionMethod="fixed" sideOffset={4}>
            <Combobox.Popup className="menu people">
              <Combobox.Empty className="hint">{t('noUserFound')}</Combobox.Empty>
              <Combobox.List>
                {(person: Person) => (
                  <Combobox.Item key={person.uid} value={person} className="item">
                    <bdi>{labelOf(person)}</bdi>
                  </Combobox.Item>
                )}
              </Combobox.List>
            </Combobox.Popup>
          </Combobox.Positioner>
        </Combobox.Portal>
      </Combobox.Root>
    </div>
  );
}

/** Two people may have one name. */
function labelOf({ name, emailId }: Person): string {
  return name.trim() === '' || name === emailId ? emailId : `${name} (${emailId})`;
}
