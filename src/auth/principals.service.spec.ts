import { makeApiKey, sha256 } from '#secrets';
import {
  claimsOf,
  formerValue,
  keyRow,
  laterBy,
  NOW,
  sessionRow,
} from '../../test/support/credential-rows.js';
import type { HeldRolesService } from '../roles/held-roles.service.js';
import type { CredentialsRepository, FoundApiKey } from './credentials.repository.js';
import { principalOf } from './known-records.js';
import type { LateKeyUses } from './late-key-uses.service.js';
import { PrincipalsService } from './principals.service.js';

describe('PrincipalsService', () => {
  const { value, digest } = makeApiKey();
  const apiKeysByDigest = vi.fn<(digests: string[]) => Promise<FoundApiKey[]>>();
  const apiKeyByUid = vi.fn();
  const sessionsByUid = vi.fn();
  const note = vi.fn();
  const permissions = new Set(['apiKey.list', 'user.get']);
  const credentials = { apiKeysByDigest, apiKeyByUid, sessionsByUid };
  const service = new PrincipalsService(
    credentials as unknown as CredentialsRepository,
    {
      summaryOf: ({ length }: object[]) => ({
        permissions: new Set(length === 0 ? permissions : ['user.get']),
      }),
    } as unknown as HeldRolesService,
    { note } as unknown as LateKeyUses,
    { now: () => NOW },
  );
  const origin = { ip: '', requestId: '', userAgent: '' };
  const found = (...keys: FoundApiKey[]) => apiKeysByDigest.mockResolvedValue(keys);

  beforeEach(() => vi.resetAllMocks());

  describe('byApiKey', () => {
    it('knows the holder of a key that counts', async () => {
      const expiry = laterBy(1);
      found(keyRow({ row: { digest, expiry } }));
      const holder = await service.byApiKey(value);
      expect(apiKeysByDigest.mock.calls).toEqual([[[sha256(value)]]]);
      expect(holder && principalOf(holder, origin)).toEqual({
        tenantUid: 'acme',
        orgName: 'Acme',
        userUid: 'ada',
        emailId: 'ada@acme.example',
        isPlatformAdmin: false,
        permissions,
        credential: { kind: 'apiKey', keyUid: 'key', expiry },
        origin,
      });
      expect(holder?.allowsQueryApiKeys).toBe(true);
    });

    it('asks the database for nothing that cannot be a key', async () => {
      expect(await service.byApiKey(`${value.slice(0, -1)}!`)).toBeNull();
      expect(apiKeysByDigest).not.toHaveBeenCalled();
    });

    it.each<[string, FoundApiKey[]]>([
      ['is not there', []],
      ['has another value', [keyRow()]],
      ['was revoked', [keyRow({ row: { digest, isActive: false } })]],
      ['has expired', [keyRow({ row: { digest, expiry: NOW } })]],
      ['is of a disabled user', [keyRow({ row: { digest }, user: { isActive: false } })]],
      ['is of a suspended tenant', [keyRow({ row: { digest }, tenant: { isActive: false } })]],
    ])('knows nobody when the key %s', async (_what, keys) => {
      found(...keys);
      expect(await service.byApiKey(value)).toBeNull();
    });
  });

  describe('a value that a key had before', () => {
    it('counts to its own end, and says so', async () => {
      const validUntil = laterBy(1);
      found(keyRow({ row: { predecessors: [formerValue({ digest, validUntil })] } }));
      const holder = await service.byApiKey(value);
      expect(holder?.credential).toEqual({ kind: 'apiKey', keyUid: 'key', expiry: validUntil });
      expect(note).not.toHaveBeenCalled();
    });

    it('ends with its key when that is sooner', async () => {
      const expiry = laterBy(1);
      const row = { expiry, predecessors: [formerValue({ digest, validUntil: laterBy(2) })] };
      found(keyRow({ row }));
      expect((await service.byApiKey(value))?.credential).toMatchObject({ expiry });
      found(keyRow({ row: { ...row, expiry: NOW } }));
      expect(await service.byApiKey(value)).toBeNull();
    });

    it.each([
      [null, false],
      [NOW, true],
    ])('does not count after its end, which is noted (before: %j)', async (usedAfterAt, isUsedAfter) => {
      const former = formerValue({ digest, validUntil: NOW, usedAfterAt });
      found(keyRow({ row: { predecessors: [former] } }));
      expect(await service.byApiKey(value)).toBeNull();
      expect(note).toHaveBeenCalledWith({ digest, validUntil: NOW, isUsedAfter });
    });

    it('says nothing of the value that the key has now', async () => {
      found(keyRow({ row: { digest, predecessors: [formerValue({ validUntil: laterBy(-1) })] } }));
      expect(await service.byApiKey(value)).not.toBeNull();
      expect(note).not.toHaveBeenCalled();
    });
  });

  describe('apiKeys', () => {
    it('gives each by each of its values', async () => {
      found(
        keyRow({ row: { digest: 'one', predecessors: [formerValue({ digest: 'before' })] } }),
        keyRow({ row: { digest: 'two', uid: 'other' } }),
      );
      const keys = await service.apiKeys(['one', 'before', 'two']);
      expect([...keys].map(([name, { keyUid }]) => [name, keyUid])).toEqual([
        ['one', 'key'],
        ['before', 'key'],
        ['two', 'other'],
      ]);
      expect(keys.get('one')?.replaced).toBeUndefined();
      expect(keys.get('before')?.replaced).toEqual({
        digest: 'before',
        validUntil: laterBy(3_600_000),
        isUsedAfter: false,
      });
    });

    it('gives the same set to all who may the same, and another to everybody else', async () => {
      const less = { digest: 'three', assignments: [{ roleUid: 'less' }] as never };
      found(keyRow({ row: { digest: 'one' } }), keyRow({ row: { digest: 'two' } }), { ...keyRow(), ...less });
      const keys = await service.apiKeys(['one', 'two', 'three']);
      expect(keys.get('one')?.permissions).toEqual(permissions);
      expect(keys.get('one')?.permissions).toBe(keys.get('two')?.permissions);
      expect(keys.get('three')?.permissions).toEqual(new Set(['user.get']));
    });

    it('knows nothing yet of their use', async () => {
      found(keyRow({ row: { digest: 'one' } }));
      const key = (await service.apiKeys(['one'])).get('one');
      expect(key).toMatchObject({ isNoted: false, isUnwritten: false, isAsked: false });
    });
  });

  describe('apiKeyByUid', () => {
    it('leaves of what its owner may what is in the scope, and nothing that its owner may not', async () => {
      apiKeyByUid.mockResolvedValue(keyRow());
      const key = await service.apiKeyByUid('key', new Set(['user.get', 'tenant.update']));
      expect([...(key?.permissions ?? [])]).toEqual(['user.get']);
      expect(apiKeyByUid).toHaveBeenCalledWith('key');
    });

    it('knows nobody when it is not there', async () => {
      apiKeyByUid.mockResolvedValue(null);
      expect(await service.apiKeyByUid('key', new Set())).toBeNull();
    });
  });

  describe('byClaims', () => {
    it('knows the holder of a session that counts', async () => {
      sessionsByUid.mockResolvedValue([sessionRow()]);
      const holder = await service.byClaims(claimsOf());
      expect(sessionsByUid).toHaveBeenCalledWith(['session']);
      expect(holder && principalOf(holder, origin)).toMatchObject({
        userUid: 'ada',
        permissions,
        credential: { kind: 'token', sessionUid: 'session', loggedInAt: laterBy(-60_000) },
      });
    });

    it.each([
      ['is not there', []],
      ['is another', [sessionRow({ row: { uid: 'other' } })]],
      ['was ended', [sessionRow({ row: { endedAt: NOW } })]],
      ['is past its end', [sessionRow({ row: { endsAt: NOW } })]],
      ['began before the password was changed', [sessionRow({ row: { epoch: 6 } })]],
      ["is somebody else's", [sessionRow({ user: { uid: 'bob' } })]],
      ['is of another tenant', [sessionRow({ tenant: { uid: 'other' } })]],
      ['is of a disabled user', [sessionRow({ user: { isActive: false } })]],
      ['is of a suspended tenant', [sessionRow({ tenant: { isActive: false } })]],
    ])('knows nobody when the session %s', async (_what, sessions) => {
      sessionsByUid.mockResolvedValue(sessions);
      expect(await service.byClaims(claimsOf())).toBeNull();
    });
  });
});
