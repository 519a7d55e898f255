import type { Credential, Permission, Principal } from '#access';
import type { Transaction } from '#persistence';
import type { ConfigService } from '../config/config.service.js';
import type { TenantSettingsService } from '../tenants/tenant-settings.service.js';
import type { TenantsService } from '../tenants/tenants.service.js';
import type { DirectoryService } from '../users/directory.service.js';
import type { UsersService } from '../users/users.service.js';
import type { ApiKeysRepository } from './api-keys.repository.js';
import { KeyOwners } from './key-owners.service.js';

const TX = {} as Transaction;
const ADA = '01900000-0002-7000-8000-000000000001';
const BOB = '01900000-0002-7000-8000-000000000002';
const ACME = '01900000-0001-7000-8000-000000000001';
const caller = (...permissions: Permission[]) => shownAs('token', ...permissions);
const shownAs = (kind: Credential['kind'], ...permissions: Permission[]) =>
  ({
    credential: { kind },
    userUid: ADA,
    tenantUid: ACME,
    isPlatformAdmin: false,
    permissions: new Set(permissions),
  }) as unknown as Principal;
const PERSON = caller();
const ADMINISTRATOR = caller('apiKey.create', 'user.get');

describe('KeyOwners', () => {
  const settings = { LATCHKEY_MAX_KEYS_PER_USER: 0, LATCHKEY_MAX_KEYS_PER_ORG: 0 };
  const order: string[] = [];
  let isActive: boolean;
  let grants: Pick<Principal, 'isPlatformAdmin' | 'permissions'>;
  let userKeysMakeKeys: boolean;
  let counts: { user: number; organisation: number };
  const grantsOf = vi.fn(() => Promise.resolve(grants));
  const owners = new KeyOwners(
    {
      lock: (_tx: Transaction, tenantUid: string, uid: string) => {
        order.push('user');
        return Promise.resolve({ uid, tenantUid, isActive });
      },
      grantsOf,
    } as unknown as UsersService,
    {
      firstAdministrator: (tenantUid: string) => Promise.resolve({ uid: tenantUid === ACME ? BOB : '' }),
    } as unknown as DirectoryService,
    { lock: () => Promise.resolve(void order.push('tenant')) } as unknown as TenantsService,
    {
      hasAsMany: (_tx: Transaction, { userUid }: { userUid?: string }, most: number) =>
        Promise.resolve((userUid === undefined ? counts.organisation : counts.user) >= most),
    } as unknown as ApiKeysRepository,
    {
      apiKeySettings: (tenantUid: string, tx: Transaction) =>
        Promise.resolve({ userKeysMakeKeys: tenantUid === ACME && tx === TX && userKeysMakeKeys }),
    } as unknown as TenantSettingsService,
    { settings } as unknown as ConfigService,
  );

  beforeEach(() => {
    order.length = 0;
    grantsOf.mockClear();
    isActive = true;
    userKeysMakeKeys = false;
    grants = { isPlatformAdmin: false, permissions: new Set() };
    counts = { user: 0, organisation: 0 };
    Object.assign(settings, { LATCHKEY_MAX_KEYS_PER_USER: 0, LATCHKEY_MAX_KEYS_PER_ORG: 0 });
  });

  describe('uidOf', () => {
    it.each<[string, Principal, string | undefined, string]>([
      ['nobody else is named', PERSON, undefined, ADA],
      ['the caller is named', PERSON, ADA, ADA],
      ['an administrator names somebody', ADMINISTRATOR, BOB, BOB],
      ['an administrator names the tenant, which means its first administrator', ADMINISTRATOR, ACME, BOB],
    ])('when %s', async (_what, who, named, expected) => {
      expect(await owners.uidOf(who, named)).toBe(expected);
    });

    it.each([BOB, ACME, 'x'])('lets nobody else make keys for others (%s)', async (named) => {
      await expect(owners.uidOf(PERSON, named)).rejects.toMatchObject({
        code: 'Forbidden',
        message: 'Only an administrator makes keys for others.',
      });
    });

    it('knows nobody by what is no uid', async () => {
      await expect(owners.uidOf(ADMINISTRATOR, 'x')).rejects.toMatchObject({ code: 'ResourceNotFound' });
    });
  });

  describe('refuseUserKey', () => {
    it.each([
      ['somebody who logged in', PERSON],
      ['an administrator who logged in', ADMINISTRATOR],
      ['the key of an administrator', shownAs('apiKey', 'apiKey.create')],
    ])('lets %s make keys', async (_who, who) => {
      await expect(owners.refuseUserKey(TX, who)).resolves.toBeUndefined();
    });

    it('lets the key of a user where the organisation does, and nowhere else', async () => {
      const key = shownAs('apiKey');
      await expect(owners.refuseUserKey(TX, key)).rejects.toMatchObject({ code: 'Forbidden' });
      userKeysMakeKeys = true;
      await expect(owners.refuseUserKey(TX, key)).resolves.toBeUndefined();
    });
  });

  describe('take', () => {
    it('gives the owner, locked', async () => {
      expect(await owners.take(TX, PERSON, ADA)).toEqual({ uid: ADA, tenantUid: ACME, isActive: true });
      expect(order).toEqual(['user']);
      expect(grantsOf).not.toHaveBeenCalled();
    });

    it('locks the tenant before, where all of its keys count', async () => {
      settings.LATCHKEY_MAX_KEYS_PER_ORG = 1;
      await owners.take(TX, PERSON, ADA);
      expect(order).toEqual(['tenant', 'user']);
    });

    it('refuses a disabled owner', async () => {
      isActive = false;
      await expect(owners.take(TX, ADMINISTRATOR, BOB)).rejects.toMatchObject({
        code: 'InvalidInput',
        details: { 'spec.userUid': 'must be a user who is not disabled' },
      });
    });

    it('refuses an owner who may do more than the caller, and none who may do as much', async () => {
      grants = { isPlatformAdmin: false, permissions: new Set(['user.get'] as const) };
      expect(await owners.take(TX, ADMINISTRATOR, BOB)).toMatchObject({ uid: BOB });
      grants = { isPlatformAdmin: false, permissions: new Set(['user.get', 'tenant.update'] as const) };
      await expect(owners.take(TX, ADMINISTRATOR, BOB)).rejects.toMatchObject({
        code: 'Forbidden',
        message: 'This user may do more than you: a key for them would let you do it too.',
      });
      expect(await owners.take(TX, ADMINISTRATOR, ADA)).toMatchObject({ uid: ADA }); // oneself may
    });

    it.each([
      ['LATCHKEY_MAX_KEYS_PER_USER', 'user', { user: 3, organisation: 0 }],
      ['LATCHKEY_MAX_KEYS_PER_ORG', 'organisation', { user: 0, organisation: 3 }],
    ] as const)('refuses as many as %s says, and says whose', async (setting, whose, there) => {
      counts = there;
      settings[setting] = 4;
      expect(await owners.take(TX, PERSON, ADA)).toMatchObject({ uid: ADA });
      settings[setting] = 3;
      await expect(owners.take(TX, PERSON, ADA)).rejects.toMatchObject({
        code: 'TooMany',
        message: `This ${whose} has as many API keys as there may be (3), revoked and expired ones included; delete one first.`,
      });
    });
  });
});
