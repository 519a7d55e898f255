import type { Transaction } from '#persistence';
import { claimsOf, laterBy, NOW, sessionRow } from '../../test/support/credential-rows.js';
import type { ConfigService } from '../config/config.service.js';
import type { CredentialsRepository } from './credentials.repository.js';
import { RefreshService } from './refresh.service.js';
import type { RefusedRefreshes } from './refused-refreshes.service.js';
import type { SessionsRepository } from './sessions.repository.js';

const TX = {} as Transaction;
const ORIGIN = { ip: '192.0.2.1', requestId: 'r', userAgent: 'a' };
/** Of the session that {@link sessionRow} gives: the newest of its tokens. */
const NEWEST = 3;

describe('RefreshService', () => {
  const order: string[] = [];
  const sessions = {
    findLocked: vi.fn(() => Promise.resolve(void order.push('locked'))),
    update: vi.fn(() => Promise.resolve()),
    end: vi.fn(() => Promise.resolve(true)),
  };
  const sessionByUid = vi.fn();
  const write = vi.fn(() => Promise.resolve());
  const settings = { LATCHKEY_REFRESH_STRICT: false };
  const service = new RefreshService(
    sessions as unknown as SessionsRepository,
    { sessionByUid } as unknown as CredentialsRepository,
    { write } as unknown as RefusedRefreshes,
    { settings } as unknown as ConfigService,
    { now: () => NOW },
  );
  const found = (session: ReturnType<typeof sessionRow> | null) =>
    sessionByUid.mockImplementation(() => Promise.resolve((order.push('read'), session)));
  const exchange = (gen: number) => service.exchange(TX, claimsOf({ gen }), ORIGIN);
  const unchanged = () => {
    expect(sessions.update).not.toHaveBeenCalled();
    expect(sessions.end).not.toHaveBeenCalled();
    expect(write).not.toHaveBeenCalled();
  };

  beforeEach(() => {
    vi.clearAllMocks();
    order.length = 0;
    settings.LATCHKEY_REFRESH_STRICT = false;
    found(sessionRow());
  });

  it('reads the session after it is locked, in the same transaction', async () => {
    await exchange(NEWEST);
    expect(order).toEqual(['locked', 'read']);
    expect(sessions.findLocked).toHaveBeenCalledWith(TX, 'acme', 'session');
    expect(sessionByUid).toHaveBeenCalledWith('session', TX);
  });

  it.each([false, true])('moves the session on for its newest token (strict: %s)', async (strict) => {
    settings.LATCHKEY_REFRESH_STRICT = strict;
    expect(await exchange(NEWEST)).toEqual({ session: sessionRow(), generation: NEWEST + 1 });
    expect(sessions.update).toHaveBeenCalledWith(
      TX,
      'acme',
      { uid: 'session' },
      { generation: NEWEST + 1, refreshedAt: NOW },
    );
    expect(sessions.end).not.toHaveBeenCalled();
  });

  it('gives the token before it one of the present generation, and leaves the session where it is', async () => {
    expect(await exchange(NEWEST - 1)).toEqual({ session: sessionRow(), generation: NEWEST });
    unchanged();
  });

  it('refuses an older one', async () => {
    expect(await exchange(NEWEST - 2)).toBe('refused');
    unchanged();
  });

  it('when it is strict, ends the session that a replaced token was kept of, and writes that down', async () => {
    settings.LATCHKEY_REFRESH_STRICT = true;
    found(sessionRow({ row: { refreshedAt: laterBy(-10_001) } }));
    expect(await exchange(NEWEST - 1)).toBe('refused and ended');
    expect(sessions.end).toHaveBeenCalledWith(TX, 'acme', 'session', NOW);
    const user = { tenantUid: 'acme', userUid: 'ada', emailId: 'ada@acme.example' };
    const said =
      'A token that had been replaced was used for a refresh, and was refused; the session was ended.';
    expect(write).toHaveBeenCalledWith(TX, user, 'session', ORIGIN, said);
  });

  it.each([
    ['is not there', null],
    ['has ended', sessionRow({ row: { endedAt: NOW } })],
    ["is somebody else's", sessionRow({ row: { userUid: 'bob' } })],
    ['is of a suspended tenant', sessionRow({ tenant: { isActive: false } })],
  ])('refuses when the session %s', async (_what, session) => {
    settings.LATCHKEY_REFRESH_STRICT = true;
    found(session);
    expect(await exchange(NEWEST)).toBe('refused');
    unchanged();
  });
});
