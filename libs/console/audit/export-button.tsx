import { useId, useState } from 'react';
import { useLanguage } from '../text/language.js';
import { useAction } from '../ui/action.js';
import { useAnnounce } from '../ui/announcer.js';
import { FaultNotice } from '../ui/fault-notice.js';
import { filterOf, spanOf } from './audit-search.js';
import type { AuditSearch } from './audit-search.js';
import { readAudits } from './audit-query.js';
import { csvName } from './csv.js';
import { exported, MOST_ROWS, saveFile } from './export.js';

/** Makes a file of what the filters find, here in the browser. */
export function ExportButton({ search }: { search: AuditSearch }) {
  const { t } = useLanguage();
  const id = useId();
  const announce = useAnnounce();
  const { fault, isBusy, run } = useAction();
  const [count, setCount] = useState(0);
  const save = () => {
    setCount(0);
    void run(async () => {
      const now = new Date();
      const found = await exported(filterOf(search, now), readAudits, setCount);
      saveFile(csvName(spanOf(search, now), now), found.parts);
      announce(t(found.isCut ? 'exportCut' : 'exported', { count: found.count }));
    });
  };
  return (
    <>
      <div className="buttons export">
        <button type="button" aria-disabled={isBusy} aria-describedby={id} onClick={save}>
          {t('exportCsv')}
        </button>
        <span id={id} className="hint">
          {isBusy ? t('exporting', { count }) : t('exportHint', { most: MOST_ROWS })}
        </span>
      </div>
      <FaultNotice fault={fault} />
    </>
  );
}
