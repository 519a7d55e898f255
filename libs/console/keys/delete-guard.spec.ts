import type { ApiKey } from '../api/client.js';
import { isSameName, wasUsedLately } from './delete-guard.js';

const NOW = new Date('2030-01-15T12:00:00.000Z');

describe('a key that is about to be deleted', () => {
  it.each([
    [undefined, false],
    ['2030-01-15T11:59:00.000Z', true],
    ['2030-01-08T12:00:00.000Z', true],
    ['2030-01-08T11:59:59.999Z', false],
  ])('last used at %s, may be needed still: %s', (time, isNeeded) => {
    const lastUsed = time === undefined ? {} : { lastUsed: { time, way: 'header' } };
    const status = { isActive: true, state: 'active', isExpiring: false, ...lastUsed };
    expect(wasUsedLately({ status } as Pick<ApiKey, 'status'>, NOW)).toBe(isNeeded);
  });

  it.each([
    ['CI deploy', 'CI deploy', true],
    ['  CI  deploy ', 'CI deploy', true],
    ['gnp.exe', '\u202Egnp.exe', true],
    ['Bu\u0308ro', 'B\u00FCro', true],
    ['ci deploy', 'CI deploy', false],
    ['CI deplo', 'CI deploy', false],
    ['', 'CI deploy', false],
  ])('takes %j for the name %j: %s', (typed, name, isSame) => {
    expect(isSameName(typed, name)).toBe(isSame);
  });
});
