import { judgeApiKey } from './api-key.rules.js';

const NOW = new Date('2030-01-01T00:00:00.000Z');
const until = (expiry: Date) => ({ expiry, expirySecond: Math.trunc(expiry.getTime() / 1000) });
const good = {
  isActive: true,
  ...until(new Date(NOW.getTime() + 1)),
  isOwnerActive: true,
  isTenantActive: true,
};
const expired = until(NOW);
const revoked = { isActive: false };
const disabled = { isOwnerActive: false };
const suspended = { isTenantActive: false };

describe('judgeApiKey', () => {
  it.each([
    ['VALID', good],
    ['VALID', { ...good, ...until(new Date(NOW.getTime() + 1000)) }],
    ['EXPIRED', { ...good, ...expired }],
    ['EXPIRED', { ...good, ...until(new Date(NOW.getTime() - 1)) }],
    ['INACTIVE', { ...good, ...expired, ...revoked }],
    ['OWNER_INACTIVE', { ...good, ...expired, ...revoked, ...disabled }],
    ['TENANT_SUSPENDED', { ...good, ...expired, ...revoked, ...disabled, ...suspended }],
    ['TENANT_SUSPENDED', { ...good, ...suspended }],
    ['VALID', { ...good, replaced: { validUntil: good.expiry } }],
    ['EXPIRED', { ...good, ...expired, replaced: { validUntil: good.expiry } }],
    ['NOT_FOUND', { ...good, replaced: { validUntil: NOW } }],
    ['NOT_FOUND', { ...good, ...suspended, replaced: { validUntil: NOW } }],
    ['NOT_FOUND', null],
  ])('%s: of several reasons the one that reaches furthest', (code, key) => {
    expect(judgeApiKey(key, NOW)).toBe(code);
  });
});
