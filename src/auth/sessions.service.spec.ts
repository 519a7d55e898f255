import type { Permission, Principal } from '#access';
import type { Transaction, Transactions } from '#persistence';
import { laterBy, NOW, sessionRow } from '../../test/support/credential-rows.js';
import type { AuditService } from '../audit/audit.service.js';
import type { ConfigService } from '../config/config.service.js';
import type { AccountsService } from '../users/accounts.service.js';
import type { User } from '../users/user.entity.js';
import type { SessionsRepository } from './sessions.repository.js';
import { SessionsService } from './sessions.service.js';

const TX = { is: 'the transaction' } as unknown as Transaction;
const ORIGIN = { ip: '192.0.2.1', requestId: 'r', userAgent: 'a' };
const caller = (...permissions: Permission[]) =>
  ({
    userUid: 'ada',
    tenantUid: 'acme',
    emailId: 'ada@acme.example',
    isPlatformAdmin: false,
    permissions: new Set(permissions),
    credential: { kind: 'token', sessionUid: 'session' },
    origin: ORIGIN,
  }) as unknown as Principal;
const PERSON = caller();
const ADMINISTRATOR = caller('session.list', 'session.delete');
const userOf = (uid: string) =>
  ({ uid, tenantUid: 'acme', sessionEpoch: 7, emailId: `${uid}@acme.example` }) as User;
const sessionOf = (userUid: string, uid = 'session') => sessionRow({ row: { userUid, uid } });

describe('SessionsService', () => {
  const sessions = {
    insert: vi.fn(),
    live: vi.fn(),
    find: vi.fn(),
    end: vi.fn(),
    update: vi.fn(),
    deletePast: vi.fn(),
  };
  const accounts = { lock: vi.fn(), endSessions: vi.fn() };
  const record = vi.fn();
  const run = vi.fn((work: (tx: Transaction) => Promise<unknown>) => work(TX));
  const service = new SessionsService(
    sessions as unknown as SessionsRepository,
    accounts as unknown as AccountsService,
    { run } as unknown as Transactions,
    { record } as unknown as AuditService,
    { settings: { LATCHKEY_SESSION_MAX_MINUTES: 60 } } as unknown as ConfigService,
    { now: () => NOW },
  );
  const recorded = () => record.mock.calls.map(([tx, { action, resource }]) => [tx, action, resource.uid]);

  beforeEach(() => {
    vi.clearAllMocks();
    sessions.end.mockResolvedValue(true);
    sessions.find.mockImplementation((_tenantUid: string, uid: string) =>
      Promise.resolve({ mine: sessionOf('ada', 'mine'), theirs: sessionOf('bob', 'theirs') }[uid] ?? null),
    );
    sessions.live.mockResolvedValue([sessionOf('ada')]);
    accounts.lock.mockImplementation((_tx: unknown, _tenantUid: string, uid: string) =>
      Promise.resolve(userOf(uid)),
    );
  });

  it('begins a session of the epoch that the user was read in, with an end', async () => {
    const session = await service.begin(TX, userOf('ada'), ORIGIN);
    expect(session).toEqual({
      uid: expect.stringMatching(/^[\da-f-]{36}$/),
      tenantUid: 'acme',
      userUid: 'ada',
      epoch: 7,
      generation: 0,
      startedAt: NOW,
      endsAt: laterBy(3_600_000),
      refreshedAt: NOW,
      endedAt: null,
      ip: '192.0.2.1',
      userAgent: 'a',
    });
    expect(sessions.insert).toHaveBeenCalledWith(TX, session);
  });

  it.each([
    ['their own', PERSON, 'ada'],
    ["another's, with the right", ADMINISTRATOR, 'bob'],
  ])('lists to somebody %s', async (_what, who, uid) => {
    expect(await service.list(who, userOf(uid))).toEqual([sessionOf('ada')]);
    expect(sessions.live).toHaveBeenCalledWith('acme', uid, 7, NOW);
  });

  it("lists to nobody another's without the right", async () => {
    await expect(service.list(PERSON, userOf('bob'))).rejects.toMatchObject({ code: 'Forbidden' });
    await expect(service.list(caller('session.delete'), userOf('bob'))).rejects.toMatchObject({
      code: 'Forbidden',
    });
  });

  describe('end', () => {
    it.each([
      ['their own', PERSON, 'mine'],
      ["another's, with the right", ADMINISTRATOR, 'theirs'],
    ])('ends for somebody %s, and writes that down with it', async (_what, who, uid) => {
      await service.end(who, uid);
      expect(sessions.end).toHaveBeenCalledWith(TX, 'acme', uid, NOW);
      expect(recorded()).toEqual([[TX, 'session.end', uid]]);
    });

    it('writes nothing when it had ended before', async () => {
      sessions.end.mockResolvedValue(false);
      await service.end(PERSON, 'mine');
      expect(record).not.toHaveBeenCalled();
    });

    it.each([
      ["another's, without the right", PERSON, 'theirs', 'Forbidden'],
      ["another's, with another right", caller('session.list'), 'theirs', 'Forbidden'],
      ['one that is not there', ADMINISTRATOR, 'other', 'ResourceNotFound'],
    ])('does not end %s', async (_what, who, uid, code) => {
      await expect(service.end(who, uid)).rejects.toMatchObject({ code });
      expect(sessions.end).not.toHaveBeenCalled();
    });
  });

  describe('endAll', () => {
    it('ends each of them once, in the order of their uids, and passes over what the caller may not end', async () => {
      await service.endAll(ADMINISTRATOR, ['theirs', 'other', 'mine', 'theirs']);
      expect(recorded()).toEqual([
        [TX, 'session.revoke', 'mine'],
        [TX, 'session.revoke', 'theirs'],
      ]);
      expect(sessions.find).toHaveBeenCalledWith('acme', 'mine', TX);
      record.mockClear();
      await service.endAll(PERSON, ['theirs', 'mine']);
      expect(recorded()).toEqual([[TX, 'session.revoke', 'mine']]);
    });
  });

  describe('endAllOf', () => {
    it.each([
      ['their own', PERSON, 'ada'],
      ["another's, with the right", ADMINISTRATOR, 'bob'],
    ])(
      'ends for somebody %s, after the user is locked, and writes that down once',
      async (_what, who, uid) => {
        await service.endAllOf(who, uid);
        expect(accounts.lock).toHaveBeenCalledWith(TX, 'acme', uid);
        expect(sessions.live).toHaveBeenCalledWith('acme', uid, 7, NOW, TX);
        expect(accounts.endSessions).toHaveBeenCalledWith(TX, userOf(uid));
        expect(recorded()).toEqual([[TX, 'session.endAll', uid]]);
      },
    );

    it('changes nothing when there is none', async () => {
      sessions.live.mockResolvedValue([]);
      await service.endAllOf(PERSON, 'ada');
      expect(accounts.endSessions).not.toHaveBeenCalled();
      expect(record).not.toHaveBeenCalled();
    });

    it('knows nobody who is not there', async () => {
      accounts.lock.mockResolvedValue(null);
      await expect(service.endAllOf(ADMINISTRATOR, 'bob')).rejects.toMatchObject({
        code: 'ResourceNotFound',
      });
    });

    it("ends nobody else's without the right, and locks nothing", async () => {
      await expect(service.endAllOf(PERSON, 'bob')).rejects.toMatchObject({ code: 'Forbidden' });
      expect(run).not.toHaveBeenCalled();
    });
  });

  it('lets one session go on in a new epoch', async () => {
    await service.carryOver(TX, 'acme', 'session', 8);
    expect(sessions.update).toHaveBeenCalledWith(TX, 'acme', { uid: 'session' }, { epoch: 8 });
  });

  it('sweeps until there is no more', async () => {
    sessions.deletePast.mockResolvedValueOnce(500).mockResolvedValueOnce(500).mockResolvedValueOnce(3);
    expect(await service.sweep(NOW)).toBe(1003);
    expect(sessions.deletePast.mock.calls).toEqual(Array.from({ length: 3 }, () => [NOW, 500]));
    sessions.deletePast.mockResolvedValueOnce(0);
    expect(await service.sweep(NOW)).toBe(0);
  });
});
