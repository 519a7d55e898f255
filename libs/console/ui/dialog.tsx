import { useId, useLayoutEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import { findLostFocus } from './focus.js';

interface DialogProps {
  title: ReactNode;
  children: ReactNode;
  /** Called for Escape; absent: nothing but its own buttons closes it, so that no stray key loses what is in it. */
  onEscape?: (() => void) | undefined;
  isAlert?: boolean;
}

/**
 * A modal dialog of the browser's own: what is behind it can be neither reached nor read. It is there while it is rendered, and gives the
 * focus back to where it came from.
 */
export function Dialog({ title, children, onEscape, isAlert = false }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useLayoutEffect(() => {
    const shown = dialog.current;
    const opener = document.activeElement;
    shown?.showModal();
    return () => {
      shown?.close();
      if (opener instanceof HTMLElement) opener.focus();
      findLostFocus();
    };
  }, []);
  return (
    <dialog
      ref={dialog}
      role={isAlert ? 'alertdialog' : undefined}
      aria-labelledby={titleId}
      // cancelling the event is not enough: the third Escape closes it anyway
      {...{ closedby: onEscape ? 'closerequest' : 'none' }}
      onCancel={(event) => {
        if (event.target !== event.currentTarget) return; // a file or date picker inside
        event.preventDefault();
        onEscape?.();
      }}
    >
      <h2 id={titleId}>{title}</h2>
      {children}
    </dialog>
  );
}
