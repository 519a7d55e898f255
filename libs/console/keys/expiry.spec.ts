import { askedOf, dayOf, endOfDay, faultOf, instantOf, usualExpiry } from './expiry.js';

const NOW = new Date('2030-01-15T12:00:00.000Z');

describe('the expiry of a key', () => {
  it.each([
    [0, 30],
    [30, 30],
    [29, 7],
    [6, 'custom'],
  ])('is thirty days at first, or what an organisation allows that allows %s: %s', (mostDays, choice) => {
    expect(usualExpiry(mostDays)).toEqual({ choice, day: '' });
  });

  it('is the last moment of a day that is chosen', () => {
    const end = endOfDay('2030-02-28');
    expect(end && dayOf(end)).toBe('2030-02-28');
    expect(end && dayOf(new Date(end.getTime() + 1))).toBe('2030-03-01');
    expect(endOfDay('')).toBeUndefined();
  });

  it('is wrong without a day, and on a day that is over', () => {
    const expiry = (day: string) => ({ choice: 'custom' as const, day });
    expect(faultOf(expiry(''), NOW)).toBe('dateNeeded');
    expect(faultOf(expiry('2030-01-13'), NOW)).toBe('datePast');
    expect(faultOf(expiry('2030-01-17'), NOW)).toBeUndefined();
  });

  it('is asked for as it was chosen', () => {
    expect(askedOf({ choice: 60, day: '' })).toEqual({ expiresInDays: 60 });
    expect(askedOf({ choice: 'keep', day: '' })).toEqual({});
    expect(askedOf({ choice: 'custom', day: '2030-02-28' })).toEqual({
      expiry: endOfDay('2030-02-28')?.toISOString(),
    });
    expect(instantOf({ choice: 7, day: '' }, NOW)).toEqual(new Date('2030-01-22T12:00:00.000Z'));
  });
});
