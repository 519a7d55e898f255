import type { ApiKey } from '../api/client.js';
import { isolated, useLanguage } from '../text/language.js';
import type { Selection } from './selection.js';

/** Selects every key of the page that can be selected, or none. */
export function SelectAll({ selection: { chosen, choosable, choose } }: { selection: Selection }) {
  const { t } = useLanguage();
  const isAll = choosable.length > 0 && chosen.length === choosable.length;
  return (
    <th scope="col" className="select">
      <Box
        label={t('selectAll')}
        isOn={isAll}
        isPartly={chosen.length > 0 && !isAll}
        isDisabled={choosable.length === 0}
        onChange={() => choose(isAll ? [] : choosable)}
      />
    </th>
  );
}

/** Selects the key of a row; what cannot be revoked cannot be selected either. */
export function SelectKey({ apiKey, selection }: { apiKey: ApiKey; selection: Selection }) {
  const { t } = useLanguage();
  const { chosen, choosable, choose } = selection;
  const isOn = chosen.includes(apiKey);
  return (
    <td className="select">
      {choosable.includes(apiKey) && (
        <Box
          label={t('selectKey', { name: isolated(apiKey.metadata.name) })}
          isOn={isOn}
          onChange={() => choose(isOn ? chosen.filter((one) => one !== apiKey) : [...chosen, apiKey])}
        />
      )}
    </td>
  );
}

interface BoxProps {
  label: string;
  isOn: boolean;
  isPartly?: boolean;
  isDisabled?: boolean;
  onChange: () => void;
}

function Box({ label, isOn, isPartly = false, isDisabled = false, onChange }: BoxProps) {
  return (
    <label>
      <input
        ref={(box) => {
          if (box) box.indeterminate = isPartly;
        }}
        type="checkbox"
        checked={isOn}
        disabled={isDisabled}
        onChange={onChange}
      />
      <span className="select-text">{label}</span>
    </label>
  );
}
