import { Times } from './times.js';

const TIME = new Date('2026-12-22T22:59:59.999Z');

describe('a time', () => {
  const english = new Times('en-GB', 'Europe/Berlin');
  const german = new Times('de', 'Europe/Berlin');

  it('is told with its zone', () => {
    expect(english.instant(TIME)).toBe('22 Dec 2026, 23:59 (Europe/Berlin)');
    expect(german.instant(TIME)).toBe('22.12.2026, 23:59 (Europe/Berlin)');
  });

  it('is told in UTC, with the day where it is another one', () => {
    expect(english.utc(TIME)).toBe('22:59 UTC');
    expect(new Times('en-GB', 'Pacific/Kiritimati').utc(TIME)).toBe('22 Dec 2026, 22:59 UTC');
  });

  it('of the day is told without its zone only where people live', () => {
    expect(english.clock(TIME)).toBe('23:59');
    expect(new Times('en-GB', 'UTC').clock(TIME)).toBe('22:59 UTC');
  });

  it.each([
    [30 * 86_400, 'in 30 days', 'in 30 Tagen'],
    [90 * 86_400 - 5, 'in 90 days', 'in 90 Tagen'],
    [-120, '2 minutes ago', 'vor 2 Minuten'],
    [0, 'now', 'jetzt'],
    [3650 * 86_400, 'in 10 years', 'in 10 Jahren'],
  ])('that is %s seconds away is %s, %s', (seconds, inEnglish, inGerman) => {
    const now = new Date(TIME.getTime() - seconds * 1000);
    expect([english.relative(TIME, now), german.relative(TIME, now)]).toEqual([inEnglish, inGerman]);
  });
});
