import { useQuery } from '@tanstack/react-query';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { session } from './current.js';
import { readSessions } from './own-sessions.js';

/** So long before the end people are told of it, or a little earlier. */
const TOLD_MS = 120_000;
const PAUSE_MS = 10_000;

/** @returns when the session ends, whatever is renewed, once that is near: by the clock of this machine, which people look at. */
export function useNearEnd(): Date | undefined {
  const logins = useSyncExternalStore(session.subscribe, () => session.logins);
  const { data: endsAt = Infinity } = useQuery({
    queryKey: ['sessionEnd', logins],
    queryFn: readEnd,
    staleTime: Infinity,
  });
  const [end, setEnd] = useState<Date>();
  useEffect(() => {
    const look = () => {
      const left = endsAt - (session.serviceTime ?? Infinity);
      const isNear = left > 0 && left <= TOLD_MS + PAUSE_MS;
      setEnd((known) => (isNear ? (known ?? new Date(Date.now() + left)) : undefined));
    };
    look();
    const timer = setInterval(look, PAUSE_MS);
    return () => clearInterval(timer);
  }, [endsAt]);
  return end;
}

/** @returns the end of the present session by the clock of the service. */
async function readEnd(): Promise<number> {
  const own = (await readSessions()).find(({ isCurrent }) => isCurrent);
  return own ? Date.parse(own.endsAt) : Infinity;
}
