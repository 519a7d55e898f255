import { useQueryClient } from '@tanstack/react-query';
import type { ApiKey } from '../api/client.js';
import type { Fault } from '../api/fault.js';
import { isolated, useLanguage } from '../text/language.js';
import { useAction } from '../ui/action.js';
import { useAnnounce } from '../ui/announcer.js';
import { eachOf } from '../ui/each-of.js';
import { FaultNotice } from '../ui/fault-notice.js';
import { reactivate } from './activity.js';

/** Takes back what was just revoked, and may be out of sight by now. */
export function UndoRevoke({ keys, onClose }: { keys: ApiKey[]; onClose: () => void }) {
  const { t } = useLanguage();
  const announce = useAnnounce();
  const queries = useQueryClient();
  const { fault, isBusy, run } = useAction();
  const values = { count: keys.length, name: isolated(keys[0]?.metadata.name ?? '') };
  const close = () => {
    onClose();
    // the button goes with what it closes
    document.querySelector<HTMLElement>('h1')?.focus();
  };
  const undo = async () => {
    const faults: Fault[] = [];
    const onOutcome = (outcome: { fault?: Fault }) => void (outcome.fault && faults.push(outcome.fault));
    await eachOf(keys, reactivate, { onOutcome, isStopped: () => false });
    await queries.invalidateQueries({ queryKey: ['keys'] });
    const [first] = faults;
    if (first) throw first;
    announce(t(keys.length === 1 ? 'saidReactivated' : 'saidManyReactivated', values));
  };
  return (
    <div className="notice undo">
      <FaultNotice fault={fault} />
      <p>{t(keys.length === 1 ? 'justRevoked' : 'justRevokedMany', values)}</p>
      <div className="buttons">
        <button
          type="button"
          aria-disabled={isBusy}
          onClick={() => void run(undo).then((isDone) => isDone && close())}
        >
          {t('reactivate')}
        </button>
        <button type="button" onClick={close}>
          {t('close')}
        </button>
      </div>
    </div>
  );
}
