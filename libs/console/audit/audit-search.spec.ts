import { dayOf } from '../keys/expiry.js';
import { filterOf, isFiltered, readAuditSearch, spanOf } from './audit-search.js';

const NOW = new Date('2030-01-15T12:00:00.000Z');

describe('the address of the audit log', () => {
  it('counts where it says what there is', () => {
    const search = { user: 'u', action: 'update', kind: 'apiKey', thing: 't', time: '7d', after: 'c' };
    expect(readAuditSearch(search)).toEqual(search);
  });

  it('does not count where anybody has written anything else', () => {
    expect(
      readAuditSearch({
        action: 'deploy',
        kind: ['user'],
        time: '2h',
        since: 'soon',
        from: '2030-01-01',
        q: 'x',
      }),
    ).toEqual({});
    expect(readAuditSearch({ time: 'custom', from: '2030-01-01', to: 'later' })).toEqual({
      time: 'custom',
      from: '2030-01-01',
    });
  });

  it('is no filter by the place of a page', () => {
    expect(isFiltered({ after: 'c', since: NOW.toISOString() })).toBe(false);
    expect(isFiltered({ thing: 't' })).toBe(true);
  });
});

describe('the time of the audit log', () => {
  it.each([
    ['1h', '2030-01-15T11:00:00.000Z'],
    ['24h', '2030-01-14T12:00:00.000Z'],
    ['7d', '2030-01-08T12:00:00.000Z'],
    ['30d', '2029-12-16T12:00:00.000Z'],
  ] as const)('of %s begins at %s and has no end', (time, from) => {
    expect(spanOf({ time }, NOW)).toEqual({ from: new Date(from), to: undefined });
  });

  it('stays where it began while somebody reads further', () => {
    const since = '2030-01-15T10:00:00.000Z';
    expect(filterOf({ time: '1h', since }, NOW)).toEqual({ startTime: since });
    expect(filterOf({ since }, NOW)).toEqual({});
  });

  it('of one’s own has the whole of its first and its last day', () => {
    const { from, to } = spanOf({ time: 'custom', from: '2030-01-10', to: '2030-01-12' }, NOW);
    expect(from && [dayOf(from), from.getHours(), from.getMilliseconds()]).toEqual(['2030-01-10', 0, 0]);
    expect(to && [dayOf(to), to.getHours(), to.getMilliseconds()]).toEqual(['2030-01-13', 0, 0]);
    expect(spanOf({ time: 'custom' }, NOW)).toEqual({ from: undefined, to: undefined });
  });
});
