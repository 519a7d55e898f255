import { isZeroTime, readTime } from './fields.js';

describe('readTime', () => {
  it.each([
    ['2030-01-31T12:00:00Z', '2030-01-31T12:00:00.000Z'],
    ['2026-11-24T03:40:06.052Z', '2026-11-24T03:40:06.052Z'],
    ['2028-02-29T00:00:00Z', '2028-02-29T00:00:00.000Z'],
    ['2000-02-29T23:59:59.999Z', '2000-02-29T23:59:59.999Z'],
    ['2030-01-01T00:00:00.5Z', '2030-01-01T00:00:00.500Z'],
    ['2030-01-01T00:00:00.123456789Z', '2030-01-01T00:00:00.123Z'],
    ['2030-01-01T01:30:00+01:30', '2030-01-01T00:00:00.000Z'],
    ['2029-12-31T10:00:00-14:00', '2030-01-01T00:00:00.000Z'],
    ['2030-01-01T00:00:00-00:00', '2030-01-01T00:00:00.000Z'],
    ['2030-01-01t00:00:00.25z', '2030-01-01T00:00:00.250Z'],
    ['2030-01-01t00:00:00.25+00:00', '2030-01-01T00:00:00.250Z'],
    ['0001-01-01T00:00:00Z', '0001-01-01T00:00:00.000Z'],
    ['0099-12-31T00:00:00Z', '0099-12-31T00:00:00.000Z'],
    ['9999-12-31T23:59:59.999Z', '9999-12-31T23:59:59.999Z'],
  ])('reads %s', (text, time) => {
    expect(readTime(text)?.toISOString()).toBe(time);
  });

  it.each([
    ['a day that no calendar has', '2026-02-30T00:00:00Z'],
    ['29 February of another year', '2027-02-29T00:00:00Z'],
    ['29 February of a century', '1900-02-29T00:00:00Z'],
    ['31 April', '2030-04-31T00:00:00Z'],
    ['day 0', '2030-01-00T00:00:00Z'],
    ['month 0', '2030-00-01T00:00:00Z'],
    ['month 13', '2030-13-01T00:00:00Z'],
    ['24 o’clock', '2030-01-01T24:00:00Z'],
    ['minute 60', '2030-01-01T00:60:00Z'],
    ['a leap second', '2016-12-31T23:59:60Z'],
    ['an offset of a day', '2030-01-01T00:00:00+24:00'],
    ['an offset of 60 minutes', '2030-01-01T00:00:00+00:60'],
    ['an offset without minutes', '2030-01-01T00:00:00+01'],
    ['no zone', '2030-01-01T00:00:00'],
    ['a day alone', '2030-01-01'],
    ['a week date', '2030-W01-1T00:00:00Z'],
    ['an ordinal date', '2030-001T00:00:00Z'],
    ['the basic format', '20300101T000000Z'],
    ['a space for the T', '2030-01-01 00:00:00Z'],
    ['no seconds', '2030-01-01T00:00Z'],
    ['a point without digits', '2030-01-01T00:00:00.Z'],
    ['ten digits of a second', '2030-01-01T00:00:00.1234567890Z'],
    ['a comma', '2030-01-01T00:00:00,5Z'],
    ['six digits of a year', '+275760-09-13T00:00:00Z'],
    ['five digits of a year', '10000-01-01T00:00:00Z'],
    ['a year before the common era', '-000001-01-01T00:00:00Z'],
    ['year 0', '0000-01-01T00:00:00Z'],
    ['an offset that leads out of year 1', '0001-01-01T00:00:00+00:01'],
    ['an offset that leads out of year 9999', '9999-12-31T23:59:59-00:01'],
    ['a number', '1893456000000'],
    ['words', 'Tue, 01 Jan 2030 00:00:00 GMT'],
    ['white space around', ' 2030-01-01T00:00:00Z'],
    ['a line end', '2030-01-01T00:00:00Z\n'],
    ['other digits', '٢٠٣٠-01-01T00:00:00Z'],
    ['nothing', ''],
  ])('refuses %s', (_, text) => {
    expect(readTime(text)).toBeNull();
  });
});

describe('isZeroTime', () => {
  it('knows how Go writes "no time"', () => {
    expect(isZeroTime('0001-01-01T00:00:00.000Z')).toBe(true);
    expect(isZeroTime('0001-01-01T00:00:00Z')).toBe(true);
    expect(isZeroTime('2030-01-01T00:00:00Z')).toBe(false);
  });
});
