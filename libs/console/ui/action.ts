import { useState } from 'react';
import { flushSync } from 'react-dom';
import { Fault } from '../api/fault.js';

/**
 * Something that a person sets going and that may fail. TanStack's mutations keep what they sent and got for minutes; passwords and keys
 * must not stay that long.
 */
export function useAction() {
  const [fault, setFault] = useState<Fault | null>(null);
  const [isBusy, setBusy] = useState(false);

  /** @returns true when it worked. While it runs, it is not begun again. */
  const run = async (work: () => Promise<void>): Promise<boolean> => {
    if (isBusy) return false;
    setBusy(true);
    setFault(null);
    try {
      await work();
      return true;
    } catch (error) {
      // whoever moves the focus to what is wrong finds it on the screen already
      flushSync(() => setFault(Fault.of(error)));
      return false;
    } finally {
      setBusy(false);
    }
  };
  return { fault, isBusy, run, forget: () => setFault(null) };
}
