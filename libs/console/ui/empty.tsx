import type { ReactNode } from 'react';

/** In place of a list that has nothing in it: why that is so, and what to do. */
export function Empty({ title, text, children }: { title: string; text: string; children?: ReactNode }) {
  return (
    <section className="empty">
      <h2>{title}</h2>
      <p>{text}</p>
      {children && <div className="buttons">{children}</div>}
    </section>
  );
}
