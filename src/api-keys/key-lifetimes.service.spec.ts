import type { Transaction } from '#persistence';
import type { TenantSettingsService } from '../tenants/tenant-settings.service.js';
import type { ApiKey } from './api-key.entity.js';
import { KeyLifetimes } from './key-lifetimes.service.js';

const NOW = new Date('2030-01-01T12:00:00.000Z');
const daysAhead = (days: number) => new Date(NOW.getTime() + days * 86_400_000);
const TX = {} as Transaction;

describe('KeyLifetimes', () => {
  const settings = {
    maxLifetimeInDays: 0,
    defaultLifetimeInDays: 0,
    recoverableKeys: false,
    userKeysMakeKeys: false,
  };
  const apiKeySettings = vi.fn((_tenantUid: string, _tx: Transaction) => Promise.resolve(settings));
  const lifetimes = new KeyLifetimes({ apiKeySettings } as unknown as TenantSettingsService);
  const keyUntil = (expiry: Date) => ({ tenantUid: 'acme', expiry }) as ApiKey;

  beforeEach(() => {
    apiKeySettings.mockClear();
    Object.assign(settings, { maxLifetimeInDays: 0, defaultLifetimeInDays: 0 });
  });
  afterEach(() => expect(apiKeySettings.mock.calls).toEqual([['acme', TX]]));

  it('gives a new key the life that is asked for', async () => {
    Object.assign(settings, { maxLifetimeInDays: 30, defaultLifetimeInDays: 7 });
    expect(await lifetimes.ofNew(TX, 'acme', { expiresInDays: 30 }, NOW)).toEqual(daysAhead(30));
  });

  it('gives it the usual one when none is asked for', async () => {
    settings.defaultLifetimeInDays = 7;
    expect(await lifetimes.ofNew(TX, 'acme', {}, NOW)).toEqual(daysAhead(7));
  });

  it('says what is needed when none is asked for and none is usual', async () => {
    const refused = {
      code: 'InvalidInput',
      details: { 'spec.expiry': 'is needed: give spec.expiry or spec.expiresInDays' },
    };
    await expect(lifetimes.ofNew(TX, 'acme', {}, NOW)).rejects.toMatchObject(refused);
  });

  it.each(['ofNew', 'ofChanged'] as const)('%s refuses a longer life than is allowed', async (what) => {
    settings.maxLifetimeInDays = 30;
    const asked = { expiresInDays: 31 };
    const judging =
      what === 'ofNew'
        ? lifetimes.ofNew(TX, 'acme', asked, NOW)
        : lifetimes.ofChanged(TX, keyUntil(NOW), asked, NOW);
    await expect(judging).rejects.toMatchObject({ code: 'InvalidInput' });
  });

  it('leaves the expiry of a key as it is when no other is asked for', async () => {
    expect(await lifetimes.ofChanged(TX, keyUntil(NOW), {}, NOW)).toBeUndefined();
  });

  it('gives a key the expiry that is asked for', async () => {
    expect(await lifetimes.ofChanged(TX, keyUntil(NOW), { expiresInDays: 2 }, NOW)).toEqual(daysAhead(2));
  });

  it('takes back a key that ends when the longest of today would', async () => {
    settings.maxLifetimeInDays = 30;
    await expect(lifetimes.refuseTooLong(TX, keyUntil(daysAhead(30)), NOW)).resolves.toBeUndefined();
  });

  it('takes back none that ends later, and says what to do', async () => {
    settings.maxLifetimeInDays = 30;
    await expect(
      lifetimes.refuseTooLong(TX, keyUntil(new Date(daysAhead(30).getTime() + 1)), NOW),
    ).rejects.toMatchObject({
      code: 'LifetimeTooLong',
      message:
        'The API key expires later than in 30 days, which is the most that the organisation allows; give it an earlier expiry first.',
    });
  });
});
