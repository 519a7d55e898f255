import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { ApiKey } from '../api/client.js';
import { useLanguage } from '../text/language.js';
import { useAnnounce } from '../ui/announcer.js';
import { eachOf } from '../ui/each-of.js';
import type { Outcome } from '../ui/each-of.js';
import { revoke } from './activity.js';

/**
 * Revokes many keys. What the list shows is read anew when the service has answered for all.
 * @param onRevoked told which were revoked, also where others were not.
 * @param onDone called when nothing that was begun failed.
 */
export function useRevocation(keys: ApiKey[], onRevoked: (keys: ApiKey[]) => void, onDone: () => void) {
  const { t } = useLanguage();
  const announce = useAnnounce();
  const queries = useQueryClient();
  const [outcomes, setOutcomes] = useState<Outcome<ApiKey>[]>([]);
  const [isBusy, setBusy] = useState(false);
  const isStopped = useRef(false);

  /** Begins, or begins again with those that are left. */
  const run = async () => {
    if (isBusy) return;
    let known = outcomes.filter(isGood);
    const left = keys.filter((key) => !known.some(({ item }) => item === key));
    isStopped.current = false;
    setBusy(true);
    setOutcomes(known);
    const onOutcome = (outcome: Outcome<ApiKey>) => setOutcomes((known = [...known, outcome]));
    await eachOf(left, revoke, { onOutcome, isStopped: () => isStopped.current });
    await queries.invalidateQueries({ queryKey: ['keys'] });
    setBusy(false);
    const revoked = known.filter(isGood).map(({ item }) => item);
    const count = revoked.length;
    onRevoked(revoked);
    announce(t(count === keys.length ? 'saidManyRevoked' : 'saidSomeRevoked', { count, all: keys.length }));
    if (known.every(isGood)) onDone();
  };
  const stop = () => {
    isStopped.current = true;
  };
  return { outcomes, failed: outcomes.filter((outcome) => !isGood(outcome)), isBusy, run, stop };
}

function isGood({ fault }: Outcome<ApiKey>): boolean {
  return fault === undefined;
}
