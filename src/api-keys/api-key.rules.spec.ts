import * as fc from 'fast-check';
import type { Principal } from '#access';
import type { ApiError } from '#http';
import {
  EXPIRY_PRESETS,
  expiryFrom,
  foldedName,
  graceEnd,
  isExpiring,
  isFreshLogin,
  isShortLived,
  refuseOutliving,
  reminderHorizon,
  stateOf,
} from './api-key.rules.js';

const NOW = new Date('2030-01-01T00:00:00.000Z');
const DAY = 86_400_000;
const LONGEST = 3653 * DAY;
const after = (milliseconds: number) => new Date(NOW.getTime() + milliseconds);

/** @returns what an error says about the expiry. */
function refusal(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    return [(error as ApiError).code, (error as ApiError).details?.['spec.expiry']];
  }
  return 'accepted';
}

describe('stateOf', () => {
  it.each([
    [true, 1, 'active'],
    [true, 0, 'expired'],
    [true, -1, 'expired'],
    [false, 1, 'inactive'],
    [false, 0, 'expired'],
  ])('isActive %s, %d ms before the expiry: %s', (isActive, left, state) => {
    expect(stateOf({ isActive, expiry: after(left) }, NOW)).toBe(state);
  });
});

describe('expiryFrom', () => {
  it.each(EXPIRY_PRESETS)('counts %d days of 24 hours from now', (expiresInDays) => {
    expect(expiryFrom({ expiresInDays }, NOW)).toEqual(after(expiresInDays * DAY));
  });

  it('returns every instant that is ahead and within ten years, to the millisecond', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: LONGEST }), (ahead) => {
        expect(expiryFrom({ expiry: after(ahead).toISOString() }, NOW)).toEqual(after(ahead));
      }),
    );
  });

  it('refuses every instant that is not ahead', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1000 * 365 * DAY }), (ago) => {
        expect(refusal(() => expiryFrom({ expiry: after(-ago).toISOString() }, NOW))).toEqual([
          'InvalidInput',
          'must be in the future',
        ]);
      }),
    );
  });

  it('refuses this very instant', () => {
    expect(refusal(() => expiryFrom({ expiry: NOW.toISOString() }, NOW))).toEqual([
      'InvalidInput',
      'must be in the future',
    ]);
  });

  it('refuses the first millisecond beyond ten years', () => {
    expect(refusal(() => expiryFrom({ expiry: after(LONGEST).toISOString() }, NOW))).toBe('accepted');
    expect(refusal(() => expiryFrom({ expiry: after(LONGEST + 1).toISOString() }, NOW))).toEqual([
      'InvalidInput',
      'must be at most ten years ahead',
    ]);
  });

  it('refuses to be told twice, but takes the zero time of Go clients for "not told"', () => {
    const both = { expiry: after(DAY).toISOString(), expiresInDays: 7 };
    expect(refusal(() => expiryFrom(both, NOW))).toEqual([
      'InvalidInput',
      'must be left out when spec.expiresInDays is given',
    ]);
    expect(expiryFrom({ ...both, expiry: '0001-01-01T00:00:00Z' }, NOW)).toEqual(after(7 * DAY));
  });

  it('refuses the first millisecond beyond what the organisation allows, for a date and for a number of days', () => {
    const at = (ahead: number) => ({ expiry: after(ahead).toISOString() });
    const text = 'must be at most 30 days ahead, which is the most that the organisation allows';
    expect(refusal(() => expiryFrom(at(30 * DAY), NOW, 30))).toBe('accepted');
    expect(refusal(() => expiryFrom(at(30 * DAY + 1), NOW, 30))).toEqual(['InvalidInput', text]);
    expect(refusal(() => expiryFrom({ expiresInDays: 30 }, NOW, 30))).toBe('accepted');
    expect(refusal(() => expiryFrom({ expiresInDays: 60 }, NOW, 30))).toEqual(['InvalidInput', undefined]);
    expect(refusal(() => expiryFrom(at(LONGEST), NOW, 0))).toBe('accepted');
  });

  it.each([{}, { expiry: '0001-01-01T00:00:00Z' }, { expiry: '0001-01-01T00:00:00.000Z' }])(
    'returns nothing when nothing is asked for: %j',
    (asked) => expect(expiryFrom(asked, NOW)).toBeUndefined(),
  );
});

describe('isExpiring', () => {
  it.each([
    [true, 7 * DAY, 7, true],
    [true, 7 * DAY + 1, 7, false],
    [true, 1, 7, true],
    [true, 0, 7, false],
    [false, DAY, 7, false],
    [true, 1, 0, false],
    [true, 0, 0, false],
  ])('isActive %s, %d ms left of %d days: %s', (isActive, left, days, expected) => {
    expect(isExpiring({ isActive, expiry: after(left) }, NOW, days)).toBe(expected);
  });
});

describe('isShortLived', () => {
  it('is true for a key that was made for these days, and false for one that was made for a millisecond more', () => {
    expect(isShortLived({ createdAt: NOW, expiry: after(7 * DAY) }, 7)).toBe(true);
    expect(isShortLived({ createdAt: NOW, expiry: after(7 * DAY + 1) }, 7)).toBe(false);
  });
});

describe('reminderHorizon', () => {
  it('lies so many days of 24 hours ahead', () => {
    expect(reminderHorizon(NOW, 7)).toEqual(after(7 * DAY));
  });
});

describe('graceEnd', () => {
  it('comes after so many minutes, or with the end of the key', () => {
    const MINUTE = 60_000;
    expect(graceEnd({ expiry: after(DAY) }, NOW, 60)).toEqual(after(60 * MINUTE));
    expect(graceEnd({ expiry: after(60 * MINUTE - 1) }, NOW, 60)).toEqual(after(60 * MINUTE - 1));
    expect(graceEnd({ expiry: after(DAY) }, NOW, 0)).toEqual(NOW);
  });
});

describe('refuseOutliving', () => {
  const withKey = { credential: { kind: 'apiKey', keyUid: 'k', expiry: after(DAY) } } as Principal;
  const withToken = { credential: { kind: 'token', sessionUid: 's', loggedInAt: NOW } } as Principal;

  it('lets a key do nothing that lasts longer than itself, by one millisecond', () => {
    expect(refusal(() => refuseOutliving(withKey, after(DAY - 1)))).toBe('accepted');
    expect(refusal(() => refuseOutliving(withKey, after(DAY)))).toBe('accepted');
    expect(refusal(() => refuseOutliving(withKey, after(DAY + 1)))).toEqual(['Forbidden', undefined]);
    expect(() => refuseOutliving(withKey, after(DAY + 1))).toThrow(after(DAY).toISOString());
  });

  it('sets no bound to somebody who has logged in', () => {
    expect(refusal(() => refuseOutliving(withToken, after(LONGEST)))).toBe('accepted');
  });
});

describe('isFreshLogin', () => {
  const MINUTES = 5;
  const loggedIn = (loggedInAt: Date) =>
    ({ credential: { kind: 'token', sessionUid: 's', loggedInAt } }) as Principal;

  it('is true for five minutes, to the millisecond', () => {
    expect(isFreshLogin(loggedIn(NOW), NOW)).toBe(true);
    expect(isFreshLogin(loggedIn(NOW), after(MINUTES * 60_000))).toBe(true);
    expect(isFreshLogin(loggedIn(NOW), after(MINUTES * 60_000 + 1))).toBe(false);
  });

  it('is true for a login by an instance whose clock is ahead', () => {
    expect(isFreshLogin(loggedIn(after(500)), NOW)).toBe(true);
  });

  it('is never true for a key', () => {
    const withKey = { credential: { kind: 'apiKey', keyUid: 'k', expiry: after(DAY) } } as Principal;
    expect(isFreshLogin(withKey, NOW)).toBe(false);
  });
});

describe('foldedName', () => {
  it('is the same for every way to write a name', () => {
    for (const name of ['nightly BACKUP', ' Nightly Backup ', 'Ｎｉｇｈｔｌｙ Ｂａｃｋｕｐ'])
      expect(foldedName(name)).toBe('nightly backup');
  });

  it('fits its column whatever the name, and never ends in half a character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 128 }), (name) => {
        expect([...foldedName(name)].length).toBeLessThanOrEqual(256);
        expect(foldedName(name).isWellFormed()).toBe(true);
      }),
    );
    expect([...foldedName('ﷺ'.repeat(128))]).toHaveLength(256);
    expect(foldedName(`x${'𝒜'.repeat(300)}`)).toBe(`x${'a'.repeat(255)}`);
    expect(foldedName('🔑'.repeat(300))).toBe('🔑'.repeat(256));
  });
});
