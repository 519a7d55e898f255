import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useId, useRef, useState } from 'react';
import { answered } from '../api/client.js';
import type { ApiKey } from '../api/client.js';
import { api } from '../session/current.js';
import { isolated, useLanguage } from '../text/language.js';
import { useAction } from '../ui/action.js';
import { useAnnounce } from '../ui/announcer.js';
import { Dialog } from '../ui/dialog.js';
import { FaultNotice } from '../ui/fault-notice.js';
import { KeySecret } from './key-secret.js';
import { overlapEnd, OVERLAPS, USUAL_OVERLAP } from './overlap.js';
import type { Overlap } from './overlap.js';
import { WhatItIsFor } from './what-it-is-for.js';

/** Gives a key another value and shows it, once; the present one goes on for a chosen time. */
export function RotateDialog({ apiKey, onClose }: { apiKey: ApiKey; onClose: () => void }) {
  const { t } = useLanguage();
  const announce = useAnnounce();
  const queries = useQueryClient();
  const { fault, isBusy, run } = useAction();
  const [overlap, setOverlap] = useState<Overlap>(USUAL_OVERLAP);
  const [secret, setSecret] = useState<string>();
  const { uid, name } = apiKey.metadata;
  const expiry = new Date(apiKey.spec.expiry);

  const rotate = (event: React.FormEvent) => {
    event.preventDefault();
    const body = { gracePeriodMinutes: overlap };
    void run(async () => {
      const asking = api.POST('/v1/apiKeys/{uid}/rotate', { params: { path: { uid } }, body });
      setSecret((await answered(asking)).apiKey);
      announce(t('saidRotated', { name: isolated(name) }));
    }).then(() => queries.invalidateQueries({ queryKey: ['keys'] }));
  };

  if (secret !== undefined)
    return (
      <Dialog title={t('keyRotated')}>
        <KeySecret text={t('keyMadeText')} {...{ name, secret, onClose }} />
      </Dialog>
    );
  // once it is asked for, only the answer has the new value
  const leave = isBusy ? undefined : onClose;
  return (
    <Dialog title={t('rotateTitle', { name: isolated(name) })} onEscape={leave}>
      <form className="form" onSubmit={rotate}>
        <FaultNotice fault={fault} />
        {fault?.code === 'Unreachable' && <p>{t('rotateAgain')}</p>}
        <WhatItIsFor apiKey={apiKey} />
        <p>{t('rotateText')}</p>
        <OverlapField value={overlap} onChange={setOverlap} expiry={expiry} />
        <div className="buttons">
          <button type="submit" className="primary" aria-disabled={isBusy}>
            {t('rotateKey')}
          </button>
          <button type="button" aria-disabled={isBusy} onClick={leave}>
            {t('cancel')}
          </button>
        </div>
      </form>
    </Dialog>
  );
}

interface OverlapFieldProps {
  value: Overlap;
  onChange: (overlap: Overlap) => void;
  expiry: Date;
}

function OverlapField({ value, onChange, expiry }: OverlapFieldProps) {
  const { t, times } = useLanguage();
  const id = useId();
  const first = useRef<HTMLInputElement>(null);
  useEffect(() => first.current?.focus(), []);
  const label = (overlap: Overlap) => {
    if (overlap === 0) return t('overlapNone');
    const hours = overlap / 60;
    return hours > 24 ? t('days', { count: hours / 24 }) : t('hours', { count: hours });
  };
  const end = overlapEnd(value, expiry, new Date());
  return (
    <fieldset className="field">
      <legend>{t('overlap')}</legend>
      <div className="radios">
        {OVERLAPS.map((overlap) => (
          <label key={overlap} className="radio">
            <input
              ref={overlap === value ? first : undefined}
              type="radio"
              name={id}
              checked={overlap === value}
              onChange={() => onChange(overlap)}
            />
            {label(overlap)}
          </label>
        ))}
      </div>
      <output className="hint" htmlFor={id}>
        {value === 0 ? t('overlapEnds') : t('overlapUntil', { time: times.full(end) })}
      </output>
    </fieldset>
  );
}
