import { fragmentOfWhole } from './key-fragment.js';

const KEY = 'lk_3fGhQ2mVx8TzRb1YcWk5NdPs7LjAe0Uq4H9aZq';

describe('fragmentOfWhole', () => {
  it.each([KEY, ` ${KEY}\n`, `ApiKey: ${KEY}`])('keeps of %j what lists show', (text) => {
    expect(fragmentOfWhole(text)).toBe('lk_3fGh...9aZq');
  });

  it.each(['', 'backup', 'lk_3fGh', 'lk_3fGh...9aZq', KEY.slice(0, -1)])(
    'finds no whole key in %j',
    (text) => {
      expect(fragmentOfWhole(text)).toBeUndefined();
    },
  );
});
