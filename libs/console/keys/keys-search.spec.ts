import { hidesInactive, isFiltered, readKeysSearch } from './keys-search.js';

describe('the address of a list of keys', () => {
  it.each([
    [{}, true],
    [{ status: 'active' }, true],
    [{ status: 'inactive' }, false],
    [{ status: 'expired' }, false],
    [{ status: 'any' }, false],
    [{ status: 'nonsense' }, true],
  ])('%j hides what does not work any more: %s', (address, hides) => {
    expect(hidesInactive(readKeysSearch(address))).toBe(hides);
  });

  it.each([
    [{}, false],
    [{ status: 'active' }, false],
    [{ status: 'any', sort: 'name' }, false],
    [{ status: 'expired' }, true],
    [{ q: 'backup' }, true],
    [{ user: 'somebody' }, true],
    [{ expires: '7d' }, true],
  ])('%j narrows the list: %s', (address, narrows) => {
    expect(isFiltered(readKeysSearch(address))).toBe(narrows);
  });
});
