import { useNavigate } from '@tanstack/react-router';
import { useCallback, useEffect, useState } from 'react';
import type { ApiKey } from '../api/client.js';
import { ChangeDialog } from '../keys/change-dialog.js';
import type { FinderOption } from '../keys/finder-options.js';
import { KeyFinder } from '../keys/key-finder.js';
import type { Me } from '../session/me.js';
import { useLanguage } from '../text/language.js';

/** Finds a key from every page, by a button or by Ctrl+K: a leaked one is revoked by pasting it and pressing Enter twice. */
export function Palette({ me }: { me: Me }) {
  const { t } = useLanguage();
  const navigate = useNavigate();
  const [isOpen, setOpen] = useState(false);
  const [revoked, setRevoked] = useState<ApiKey>();
  useShortcut(useCallback(() => setOpen(true), []));
  const choose = useCallback(
    ({ action, apiKey }: FinderOption) => {
      const { uid } = apiKey.metadata;
      setOpen(false);
      if (action === 'revoke') setRevoked(apiKey);
      else void navigate({ to: me.isAdministrator ? '/keys/$uid' : '/me/keys/$uid', params: { uid } });
    },
    [me.isAdministrator, navigate],
  );
  return (
    <>
      <button
        type="button"
        className="palette-button"
        aria-keyshortcuts="Control+K Meta+K"
        onClick={() => setOpen(true)}
      >
        <span aria-hidden="true">⌕</span> <span className="palette-text">{t('findKey')}</span>{' '}
        <kbd aria-hidden="true">{t('findKeyShortcut')}</kbd>
      </button>
      {isOpen && <KeyFinder me={me} onChoose={choose} onClose={() => setOpen(false)} />}
      {revoked && (
        <ChangeDialog change="revoke" apiKey={revoked} isDecided onClose={() => setRevoked(undefined)} />
      )}
    </>
  );
}

/** Calls back for Ctrl+K, or ⌘K. While a dialog is open it does nothing, and the browser neither: what is pasted then must reach no search engine. */
function useShortcut(open: () => void): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const isMeant = (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey;
      if (!isMeant || event.key.toLowerCase() !== 'k') return;
      event.preventDefault();
      if (!document.querySelector('dialog[open]')) open();
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, [open]);
}
