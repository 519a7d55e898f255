import { Autocomplete } from '@base-ui/react/autocomplete';
import { useId } from 'react';
import type { Me } from '../session/me.js';
import { isolated, useLanguage } from '../text/language.js';
import { personName } from '../text/person.js';
import { Dialog } from '../ui/dialog.js';
import { LoadFailure } from '../ui/load-failure.js';
import { StatusBadge } from '../ui/status-badge.js';
import { useFinding } from './finding.js';
import type { FinderOption } from './finder-options.js';

interface KeyFinderProps {
  me: Me;
  onChoose: (option: FinderOption) => void;
  onClose: () => void;
}

/** Finds a key by its name or a part of it, from anywhere. Of a whole key only what lists show of it is kept. */
export function KeyFinder({ me, onChoose, onClose }: KeyFinderProps) {
  const { t } = useLanguage();
  const id = useId();
  const finding = useFinding(me, onChoose);
  const { text, kept, error, retry, options, enter, press } = finding;
  return (
    <Dialog title={t('findKey')} onEscape={onClose}>
      <Autocomplete.Root
        inline
        open
        mode="none"
        autoHighlight="always"
        items={options}
        value={text}
        onValueChange={(entered, { reason }) => reason === 'input-change' && enter(entered)}
        itemToStringValue={({ apiKey }) => apiKey.metadata.name}
      >
        <Autocomplete.Input
          aria-label={t('search')}
          aria-describedby={id}
          onKeyDown={(event) => event.key === 'Enter' && !event.repeat && press()}
        />
        {kept !== undefined && <p className="hint">{t('keyDiscarded', { fragment: kept })}</p>}
        <p id={id} role="status" className="hint">
          <Found {...finding} />
        </p>
        {error && <LoadFailure error={error} onRetry={retry} />}
        <Autocomplete.List className="finder-list" aria-label={t('keysTable')}>
          {(option: FinderOption) => (
            <Autocomplete.Item
              key={`${option.action} ${option.apiKey.metadata.uid}`}
              value={option}
              className={option.action === 'revoke' ? 'item dangerous' : 'item'}
              onClick={() => onChoose(option)}
            >
              <OptionText {...option} />
            </Autocomplete.Item>
          )}
        </Autocomplete.List>
      </Autocomplete.Root>
      <div className="buttons">
        <button type="button" onClick={onClose}>
          {t('close')}
        </button>
      </div>
    </Dialog>
  );
}

/** How many there are, in words. */
function Found({ text, kept, error, isPending, count, items }: ReturnType<typeof useFinding>) {
  const { t } = useLanguage();
  if (text.trim() === '') return t('searchHint');
  if (isPending) return error ? '' : t('loading');
  if (count === 0) return t(kept === undefined ? 'noneMatch' : 'noneHasValue');
  return t(count > items.length ? 'foundFirst' : 'keysFound', { count, shown: items.length });
}

function OptionText({ action, apiKey: { metadata, spec, status } }: FinderOption) {
  const { t } = useLanguage();
  const name = isolated(metadata.name);
  return (
    <>
      <span>
        {t(action === 'revoke' ? 'revokeNamed' : 'openNamed', { name })}
        <span className="quiet block">
          {spec.keyFragment.replace('...', '…')} · {isolated(personName(spec.user))}
        </span>
      </span>
      <StatusBadge status={status.isExpiring ? 'expiring' : status.state} />
    </>
  );
}
