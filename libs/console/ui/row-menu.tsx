import { Menu } from '@base-ui/react/menu';
import { useRef } from 'react';
import { isolated, useLanguage } from '../text/language.js';

export interface RowItem<Action extends string> {
  action: Action;
  label: string;
  isDangerous?: boolean;
  /** Why it cannot be done now. */
  obstacle?: string | undefined;
}

interface RowMenuProps<Action extends string> {
  /** What the row is about. */
  name: string;
  items: RowItem<Action>[];
  onChoose: (action: Action) => void;
}

/** What can be done with the thing in a row. */
export function RowMenu<Action extends string>({ name, items, onChoose }: RowMenuProps<Action>) {
  const { t } = useLanguage();
  // once the menu has closed, and the focus is back on its button: there the dialog finds it, and gives it back
  const chosen = useRef<Action>(undefined);
  const trigger = useRef<HTMLButtonElement>(null);
  const begin = () => {
    const action = chosen.current;
    if (!action) return;
    chosen.current = undefined;
    trigger.current?.focus();
    onChoose(action);
  };
  return (
    <Menu.Root onOpenChangeComplete={(isOpen) => !isOpen && begin()}>
      <Menu.Trigger
        ref={trigger}
        className="icon-button"
        aria-label={t('actionsFor', { name: isolated(name) })}
      >
        <span aria-hidden="true">⋯</span>
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner className="positioner" align="end" sideOffset={4}>
          <Menu.Popup className="menu">
            {items.map(({ action, label, isDangerous, obstacle }) => (
              <Menu.Item
                key={action}
                className={isDangerous ? 'item dangerous' : 'item'}
                disabled={obstacle !== undefined}
                onClick={() => (chosen.current = action)}
              >
                {label}
                {obstacle !== undefined && <span className="quiet"> · {obstacle}</span>}
              </Menu.Item>
            ))}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}
