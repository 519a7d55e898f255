import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import type { ApiKey } from '../api/client.js';
import type { Me } from '../session/me.js';
import { optionsFor } from './finder-options.js';
import type { FinderOption } from './finder-options.js';
import { fragmentOfWhole } from './key-fragment.js';
import { listKeys } from './keys-query.js';

/** How long after the last letter the service is asked. */
const PAUSE_MS = 150;
const MOST_SHOWN = 8;
const NONE: ApiKey[] = [];

/** What is typed or pasted, and what is found for it. @param onChoose called when the only key was asked for before it was found. */
export function useFinding(me: Me, onChoose: (option: FinderOption) => void) {
  const [text, setText] = useState('');
  /** What was kept of a whole key. */
  const [kept, setKept] = useState<string>();
  /** The text for which Enter was pressed before its answer came: the only key that will be found was meant, or none. */
  const [awaited, setAwaited] = useState<string>();
  const found = useFound(text.trim(), me);
  const { items, isPending } = found;
  const options = useMemo(() => optionsFor(items), [items]);
  const only = items.length === 1 ? options[0] : undefined;
  useEffect(() => {
    if (awaited === text && only) onChoose(only);
  }, [awaited, text, only, onChoose]);
  return {
    ...found,
    options,
    text,
    kept,
    enter: (entered: string) => {
      const part = fragmentOfWhole(entered);
      setKept(part);
      setText(part ?? entered);
      setAwaited(undefined);
    },
    press: () => setAwaited(isPending ? text : undefined),
  };
}

/** The keys that are found for a text, and never those for the text before it: the wrong one could be chosen. */
function useFound(text: string, me: Me) {
  const [asked, setAsked] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setAsked(text), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  const query = { q: asked, userUid: me.isAdministrator ? undefined : me.uid, limit: MOST_SHOWN };
  const { data, error, refetch } = useQuery({
    queryKey: ['keys', 'found', query],
    enabled: asked !== '',
    // what is offered for a key depends on its state, so an old answer is none
    gcTime: 0,
    // nor may another one take its place while somebody looks at it
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
    queryFn: () => listKeys(query),
  });
  const isCurrent = text !== '' && asked === text && data !== undefined;
  return {
    items: isCurrent ? data.items : NONE,
    count: isCurrent ? data.listmeta.count : 0,
    error: asked === text ? error : null,
    retry: () => void refetch(),
    isPending: text !== '' && !isCurrent,
  };
}
