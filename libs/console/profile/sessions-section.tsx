import { useState } from 'react';
import { Time } from '../ui/time.js';
import type { OwnSession } from '../session/own-sessions.js';
import { isolated, useLanguage } from '../text/language.js';
import type { Translate } from '../text/language.js';
import { LoadFailure } from '../ui/load-failure.js';
import { Section } from '../ui/section.js';
import { browserNameOf } from './browser-name.js';
import { EndDialog } from './end-dialog.js';
import { useSessions } from './profile-query.js';

/** Where one is signed in, and the end of that. */
export function SessionsSection() {
  const { t } = useLanguage();
  const { data, error, refetch } = useSessions();
  const [ending, setEnding] = useState<OwnSession | 'others'>();
  return (
    <Section title={t('sessions')}>
      <p>{t('sessionsText')}</p>
      {error && <LoadFailure error={error} onRetry={() => void refetch()} />}
      {!data && !error && <p role="status">{t('loading')}</p>}
      {data && <SessionsTable items={data} onEnd={setEnding} />}
      {data?.some(({ isCurrent }) => !isCurrent) && (
        <div className="buttons">
          <button type="button" onClick={() => setEnding('others')}>
            {t('endOthers')}
          </button>
        </div>
      )}
      {ending && (
        <EndDialog
          session={ending === 'others' ? undefined : ending}
          name={ending === 'others' ? '' : browserText(ending, t)}
          onClose={() => setEnding(undefined)}
        />
      )}
    </Section>
  );
}

function SessionsTable({ items, onEnd }: { items: OwnSession[]; onEnd: (session: OwnSession) => void }) {
  const { t } = useLanguage();
  return (
    <table className="cards">
      <caption className="hidden">{t('sessions')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('browser')}</th>
          <th scope="col">{t('started')}</th>
          <th scope="col">{t('lastUsed')}</th>
          <th scope="col">{t('address')}</th>
          <th scope="col">
            <span className="hidden">{t('actions')}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {items.map((session) => (
          <SessionRow key={session.uid} session={session} onEnd={() => onEnd(session)} />
        ))}
      </tbody>
    </table>
  );
}

function SessionRow({ session, onEnd }: { session: OwnSession; onEnd: () => void }) {
  const { t } = useLanguage();
  const { startedAt, refreshedAt, ip, userAgent, isCurrent } = session;
  const browser = browserText(session, t);
  return (
    <tr>
      <th scope="row" title={userAgent}>
        <bdi>{browser}</bdi> {isCurrent && <span className="badge active">{t('thisSession')}</span>}
      </th>
      <td data-label={t('started')}>
        <Time iso={startedAt} />
      </td>
      <td data-label={t('lastUsed')}>
        <Time iso={refreshedAt} />
      </td>
      <td data-label={t('address')}>
        <bdi>{ip}</bdi>
      </td>
      <td className="actions">
        {!isCurrent && (
          <button
            type="button"
            aria-label={t('endSessionOf', { browser: isolated(browser), address: isolated(ip) })}
            onClick={onEnd}
          >
            {t('endSession')}
          </button>
        )}
      </td>
    </tr>
  );
}

function browserText({ userAgent }: OwnSession, t: Translate): string {
  const name = browserNameOf(userAgent);
  if (!name) return t('unknownBrowser');
  const { browser, system } = name;
  return system === undefined ? browser : t('browserOn', { browser, system });
}
