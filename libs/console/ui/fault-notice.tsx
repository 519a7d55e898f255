import type { Fault } from '../api/fault.js';
import { useLanguage } from '../text/language.js';
import { faultText } from './fault-text.js';

/** Says what failed, at once. @param fields those whose own words stand beside them. */
export function FaultNotice({ fault, fields }: { fault: Fault | null; fields?: readonly string[] }) {
  const { t } = useLanguage();
  const text = fault ? faultText(fault, t, fields) : '';
  return text === '' ? null : (
    <p className="notice error" role="alert">
      {text}
    </p>
  );
}
