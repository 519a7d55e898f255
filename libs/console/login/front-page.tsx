import type { ReactNode } from 'react';
import { useLanguage } from '../text/language.js';
import { Page } from '../ui/page.js';

/** A page for people who are not signed in. */
export function FrontPage({ title, children }: { title: string; children: ReactNode }) {
  const { t } = useLanguage();
  return (
    <main className="front">
      <p className="brand">Latchkey</p>
      <Page title={title}>{children}</Page>
      {!window.isSecureContext && <p className="notice">{t('insecure')}</p>}
    </main>
  );
}
