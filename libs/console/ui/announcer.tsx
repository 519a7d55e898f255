import { createContext, useCallback, useContext, useRef, useState } from 'react';
import type { ReactNode } from 'react';

const SHOWN_MS = 8000;
const Announce = createContext<(text: string) => void>(() => undefined);

/** @returns what tells everybody that something was done: it is seen for a while, and read out. Nothing can be done in it. */
export const useAnnounce = () => useContext(Announce);

/** Where announcements are shown; the element is there before its text, or no screen reader would notice. */
export function Announcer({ children }: { children: ReactNode }) {
  const [text, setText] = useState('');
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const announce = useCallback((said: string) => {
    clearTimeout(timer.current);
    setText(said);
    timer.current = setTimeout(() => setText(''), SHOWN_MS);
  }, []);
  return (
    <Announce value={announce}>
      {children}
      <p className="announcement" role="status">
        {text}
      </p>
    </Announce>
  );
}
