import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';

/** The first page that is shown leaves the focus where browsers put it. */
let isFirst = true;

/** A page with its heading, which gets the focus when somebody goes there: screen readers then say where they are. */
export function Page({ title, children }: { title: string; children: ReactNode }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} · Latchkey`;
  }, [title]);
  useEffect(() => {
    // a form that wants the focus itself keeps it
    const isFree = document.activeElement === document.body || !document.activeElement?.closest('form');
    if (!isFirst && isFree) heading.current?.focus();
    isFirst = false;
  }, []);
  return (
    <>
      <h1 ref={heading} tabIndex={-1}>
        {title}
      </h1>
      {children}
    </>
  );
}
