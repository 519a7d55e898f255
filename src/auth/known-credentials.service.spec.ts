import { makeApiKey, makeSigningKeyPair, sha256, signToken } from '#secrets';
import type { TokenClaims } from '#secrets';
import { claimsOf, found, keyRow, NOW, sessionRow } from '../../test/support/credential-rows.js';
import type { Change } from '../../test/support/credential-rows.js';
import type { ChangeFeed, ChangeListener } from '../changes/change-feed.service.js';
import type { ConfigService } from '../config/config.service.js';
import { judgeApiKey } from './api-key.rules.js';
import type { FoundApiKey } from './credentials.repository.js';
import { KnownCredentials } from './known-credentials.service.js';
import { KnownApiKey, KnownSession } from './known-records.js';
import type { PrincipalsService } from './principals.service.js';
import type { Session } from './session.entity.js';
import type { TokenIssuer } from './token-issuer.service.js';

const PERMISSIONS = new Set(['user.get'] as const);
const NOT_FOUND = { code: 'NOT_FOUND', holder: null, expiry: null };
// digests and UUIDs are what copies are kept by
const SID = '01900000-0001-7000-8000-000000000001';
const CLAIMS = claimsOf({ sid: SID });

describe('KnownCredentials', () => {
  const { value } = makeApiKey();
  const pair = makeSigningKeyPair();
  const token = signToken(CLAIMS, pair);
  const settings = { LATCHKEY_CACHE_ENTRIES: 100, LATCHKEY_QUERY_API_KEYS: true };
  let isCurrent: boolean;
  let now: Date;
  let keys: Map<string, Change<FoundApiKey>>;
  let sessions: Map<string, Change<Session>>;
  let change: ChangeListener;
  let known: KnownCredentials;
  const read = { apiKeys: vi.fn(), sessions: vi.fn() };
  const tokens = {
    verify: vi.fn<(text: string) => TokenClaims | null>(),
    check: vi.fn<(claims: TokenClaims) => TokenClaims | null>(),
    knows: vi.fn<(text: string) => boolean>(),
  };

  beforeEach(() => {
    vi.resetAllMocks();
    isCurrent = true;
    now = NOW;
    settings.LATCHKEY_QUERY_API_KEYS = true;
    keys = new Map([[sha256(value), {}]]);
    sessions = new Map([[SID, {}]]);
    read.apiKeys.mockImplementation(async (digests: string[]) => {
      await Promise.resolve();
      return found(digests, keys, (_digest, is) => new KnownApiKey(keyRow(is), PERMISSIONS));
    });
    read.sessions.mockImplementation(async (uids: string[]) => {
      await Promise.resolve();
      const row = (uid: string, is: Change<Session>) => sessionRow({ ...is, row: { uid, ...is.row } });
      return found(uids, sessions, (uid, is) => new KnownSession(row(uid, is), PERMISSIONS));
    });
    tokens.verify.mockImplementation((text) => (text === token ? CLAIMS : null));
    tokens.check.mockImplementation((claims) => claims);
    tokens.knows.mockImplementation((kid) => kid === pair.kid);
    const principals = { ...read, judge: (key: KnownApiKey) => judgeApiKey(key, now) };
    const feed = { isCurrent: () => isCurrent, listen: (listener: ChangeListener) => (change = listener) };
    known = new KnownCredentials(
      principals as unknown as PrincipalsService,
      tokens as unknown as TokenIssuer,
      feed as unknown as ChangeFeed,
      { now: () => now },
      { settings } as unknown as ConfigService,
    );
  });

  describe('of a key', () => {
    it('reads it once, and judges it each time', async () => {
      expect(await known.apiKey(value)).toMatchObject({ code: 'VALID', expiry: keyRow().expiry });
      const again = known.apiKey(value); // at once, without a promise
      expect(again).toMatchObject({ code: 'VALID', holder: { userUid: 'ada', permissions: PERMISSIONS } });
      now = keyRow().expiry;
      expect(known.apiKey(value)).toMatchObject({ code: 'EXPIRED', holder: { userUid: 'ada' } });
      expect(read.apiKeys).toHaveBeenCalledTimes(1);
      expect(known.counts.apiKeys).toEqual({ hits: 2, misses: 1, size: 1 });
    });

    it.each(['INACTIVE', 'OWNER_INACTIVE', 'TENANT_SUSPENDED'] as const)(
      'tells whose it is when it is %s',
      async (code) => {
        const isOff = { isActive: false };
        const changes = {
          INACTIVE: { row: isOff },
          OWNER_INACTIVE: { user: isOff },
          TENANT_SUSPENDED: { tenant: isOff },
        };
        keys.set(sha256(value), changes[code]);
        expect(await known.apiKey(value)).toMatchObject({ code, holder: { userUid: 'ada' } });
      },
    );

    it('tells nothing when there is none, and remembers that', async () => {
      keys.clear();
      expect(await known.apiKey(value)).toEqual(NOT_FOUND);
      expect(known.apiKey(value)).toEqual(NOT_FOUND);
      expect(read.apiKeys).toHaveBeenCalledTimes(1);
    });

    it('tells nothing of a value whose end has come', async () => {
      const row = keyRow();
      const former = { digest: sha256(value), validUntil: NOW, usedAfterAt: null } as never;
      read.apiKeys.mockResolvedValue(new Map([[sha256(value), new KnownApiKey(row, PERMISSIONS, former)]]));
      expect(await known.apiKey(value)).toEqual(NOT_FOUND);
    });

    it.each([
      ['empty', ''],
      ['a character shorter', value.slice(1)],
      ['a character longer', `${value}a`],
      ['mistyped', `${value.slice(0, -1)}${value.endsWith('a') ? 'b' : 'a'}`],
    ])('reads nothing for one that is %s', async (_what, text) => {
      expect(await known.apiKey(text)).toEqual(NOT_FOUND);
      expect(read.apiKeys).not.toHaveBeenCalled();
    });

    it.each(['apiKey:key', 'user:ada', 'tenant:acme', 'everything'] as const)(
      'reads it anew after a change of %s, and only then',
      async (subject) => {
        await known.apiKey(value);
        change('apiKey:other');
        change('session:key');
        await known.apiKey(value);
        expect(read.apiKeys).toHaveBeenCalledTimes(1);
        keys.set(sha256(value), { row: { isActive: false } });
        change(subject);
        expect(await known.apiKey(value)).toMatchObject({ code: 'INACTIVE' });
        expect(read.apiKeys).toHaveBeenCalledTimes(2);
      },
    );

    it('takes nothing from memory, and keeps nothing there, while changes cannot be heard', async () => {
      await known.apiKey(value);
      isCurrent = false;
      keys.set(sha256(value), { row: { isActive: false } });
      expect(await known.apiKey(value)).toMatchObject({ code: 'INACTIVE' });
      keys.clear();
      expect(await known.apiKey(value)).toEqual(NOT_FOUND);
      expect(read.apiKeys).toHaveBeenCalledTimes(3);
      expect(known.counts.apiKeys.size).toBe(1);
    });
  });

  describe('of a token', () => {
    it('checks the signature once, reads its session once, and judges it each time', async () => {
      const verdict = { code: 'VALID', expiry: new Date(CLAIMS.exp * 1000), claims: { sid: SID } };
      expect(await known.token(token)).toMatchObject(verdict);
      expect(known.token(token)).toMatchObject({ ...verdict, holder: { userUid: 'ada' } });
      expect([tokens.verify.mock.calls.length, tokens.check.mock.calls.length]).toEqual([1, 1]);
      now = sessionRow().endsAt;
      expect(known.token(token)).toEqual(NOT_FOUND);
      expect(read.sessions).toHaveBeenCalledTimes(1);
      expect(known.counts.sessions).toEqual({ hits: 2, misses: 1, size: 1 });
    });

    it('judges the claims each time, and checks the signature anew when its key is none any more', async () => {
      await known.token(token);
      tokens.check.mockReturnValueOnce(null);
      expect(known.token(token)).toEqual(NOT_FOUND);
      tokens.knows.mockReturnValue(false);
      tokens.verify.mockReturnValue(null);
      expect(known.token(token)).toEqual(NOT_FOUND);
      expect(tokens.knows).toHaveBeenCalledWith(pair.kid);
    });

    it('reads nothing for what was not signed, and remembers nothing of it', async () => {
      expect(await known.token('text')).toEqual(NOT_FOUND);
      expect(await known.token('text')).toEqual(NOT_FOUND);
      expect(tokens.verify).toHaveBeenCalledTimes(2);
      expect(read.sessions).not.toHaveBeenCalled();
    });

    it('does not even look at one of more than 4096 characters', async () => {
      tokens.verify.mockReturnValue(CLAIMS);
      expect(await known.token('x'.repeat(4097))).toEqual(NOT_FOUND);
      expect(tokens.verify).not.toHaveBeenCalled();
      expect(await known.token('x'.repeat(4096))).toMatchObject({ code: 'VALID' });
    });

    it.each<[string, Change<Session> | undefined]>([
      ['is not there', undefined],
      ['has ended', { row: { endedAt: NOW } }],
      ["is somebody else's", { user: { uid: 'bob' } }],
      ['is of a disabled user', { user: { isActive: false } }],
    ])('tells nothing when its session %s', async (_what, session) => {
      sessions.clear();
      if (session) sessions.set(SID, session);
      expect(await known.token(token)).toEqual(NOT_FOUND);
      expect(known.token(token)).toEqual(NOT_FOUND);
      expect(read.sessions).toHaveBeenCalledTimes(1);
    });

    it.each([`session:${SID}`, 'user:ada', 'tenant:acme', 'everything'] as const)(
      'reads its session anew after a change of %s, and only then',
      async (subject) => {
        await known.token(token);
        change('session:other');
        change(`apiKey:${SID}`);
        await known.token(token);
        expect(read.sessions).toHaveBeenCalledTimes(1);
        sessions.set(SID, { row: { endedAt: NOW } });
        change(subject);
        expect(await known.token(token)).toEqual(NOT_FOUND);
        expect(read.sessions).toHaveBeenCalledTimes(2);
      },
    );

    it('keeps nothing in memory while changes cannot be heard', async () => {
      isCurrent = false;
      for (let at = 0; at < 2; at++) await known.token(token);
      expect([read.sessions.mock.calls.length, known.counts.sessions.size]).toEqual([2, 0]);
    });
  });

  describe('of what a request shows', () => {
    const shown = (isInQuery: boolean) => known.judge({ kind: 'apiKey', value, isInQuery });

    it('takes a key for a key and a token for a token', async () => {
      expect(await shown(false)).toMatchObject({ holder: { credential: { kind: 'apiKey' } } });
      expect(await known.judge({ kind: 'token', value: token, isInQuery: false })).toMatchObject({
        holder: { credential: { kind: 'token' } },
      });
      expect(await known.judge({ kind: 'token', value, isInQuery: false })).toEqual(NOT_FOUND);
      expect(await known.judge({ kind: 'apiKey', value: token, isInQuery: false })).toEqual(NOT_FOUND);
    });

    it('takes a key out of an address', async () => {
      expect(await shown(true)).toMatchObject({ code: 'VALID' });
      expect(shown(true)).toMatchObject({ code: 'VALID' });
    });

    it('knows no key in an address where the installation forbids it, read or not', async () => {
      settings.LATCHKEY_QUERY_API_KEYS = false;
      expect(await shown(true)).toEqual(NOT_FOUND);
      expect(shown(true)).toEqual(NOT_FOUND);
      expect(shown(false)).toMatchObject({ code: 'VALID' });
    });

    it('knows no key in an address where its organisation forbids it, read or not', async () => {
      keys.set(sha256(value), { tenant: { allowsQueryApiKeys: false } });
      expect(await shown(true)).toEqual(NOT_FOUND);
      expect(shown(true)).toEqual(NOT_FOUND);
      expect(shown(false)).toMatchObject({ code: 'VALID' });
      keys.clear();
      change('everything');
      expect(await shown(true)).toEqual(NOT_FOUND);
    });
  });
});
