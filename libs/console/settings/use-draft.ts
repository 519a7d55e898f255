import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { differing, draftOf, rebased, settingsOf } from './draft.js';
import type { Field, Settings } from './draft.js';
import type { SettingsGroup } from './groups.js';

/** What somebody else has set a field to. */
export interface Change {
  field: Field;
  value: string | boolean;
}

/** What is entered, beside what the service has. */
export function useDraft(
  { fields, read, write, alsoRead }: SettingsGroup,
  tenantUid: string,
  saved: Settings,
) {
  const queries = useQueryClient();
  const [base, setBase] = useState(() => draftOf(fields, saved));
  const [draft, setDraft] = useState(base);
  const [theirs, setTheirs] = useState<Change[]>([]);
  const readNow = async () => draftOf(fields, await read(tenantUid));
  // what is entered while the service is asked stays too
  const show = (next: typeof draft) => setDraft((current) => (current === draft ? next : current));

  /** The service keeps whatever comes last; so we look first. @returns false when somebody else was faster: then people decide. */
  const save = async (): Promise<boolean> => {
    const now = await readNow();
    const { draft: next, conflicts } = rebased(fields, { base, draft, now });
    setBase(now);
    setTheirs(conflicts.map((field) => ({ field, value: now[field.name] ?? '' })));
    if (conflicts.length > 0) {
      show(next);
      return false;
    }
    await write(tenantUid, settingsOf(fields, next, now));
    const kept = await readNow().catch(() => next); // trimmed, for example
    setBase(kept);
    show(kept);
    for (const name of alsoRead) await queries.invalidateQueries({ queryKey: [name] });
    return true;
  };
  return {
    base,
    draft,
    theirs,
    save,
    isDirty: differing(fields, base, draft).length > 0,
    enter: (name: string, value: string | boolean) => setDraft((before) => ({ ...before, [name]: value })),
    discard: () => {
      setDraft(base);
      setTheirs([]);
    },
  };
}
