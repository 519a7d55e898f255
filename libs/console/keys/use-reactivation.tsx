import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ApiKey } from '../api/client.js';
import { Fault } from '../api/fault.js';
import { isolated, useLanguage } from '../text/language.js';
import { useAnnounce } from '../ui/announcer.js';
import { Dialog } from '../ui/dialog.js';
import { FaultNotice } from '../ui/fault-notice.js';
import { findLostFocus } from '../ui/focus.js';
import { reactivate } from './activity.js';

/** @returns what re-activates a key at once, since it can be revoked as quickly; and the dialog that says when it did not work. */
export function useReactivation() {
  const { t } = useLanguage();
  const announce = useAnnounce();
  const queries = useQueryClient();
  const [failed, setFailed] = useState<{ apiKey: ApiKey; fault: Fault }>();
  const run = async (apiKey: ApiKey) => {
    const { name } = apiKey.metadata;
    setFailed(undefined);
    try {
      await reactivate(apiKey);
      announce(t('saidReactivated', { name: isolated(name) }));
    } catch (error) {
      setFailed({ apiKey, fault: Fault.of(error) });
    }
    await queries.invalidateQueries({ queryKey: ['keys'] });
    findLostFocus(); // with a filter, the row may have left the list
  };
  const failure = failed && (
    <Failure {...failed} onRetry={() => void run(failed.apiKey)} onClose={() => setFailed(undefined)} />
  );
  return { reactivate: run, failure };
}

interface FailureProps {
  apiKey: ApiKey;
  fault: Fault;
  onRetry: () => void;
  onClose: () => void;
}

function Failure({ apiKey: { metadata }, fault, onRetry, onClose }: FailureProps) {
  const { t } = useLanguage();
  return (
    <Dialog title={t('reactivateFailed', { name: isolated(metadata.name) })} onEscape={onClose} isAlert>
      <FaultNotice fault={fault} />
      <div className="buttons">
        <button type="button" className="primary" onClick={onRetry}>
          {t('retry')}
        </button>
        <button type="button" onClick={onClose}>
          {t('close')}
        </button>
      </div>
    </Dialog>
  );
}
