import { askedFor, readUsersSearch } from './users-search.js';

describe('the search for users', () => {
  it('takes from an address what it knows', () => {
    const search = { q: 'grace', sort: '-name', after: 'there', other: 'x' };
    expect(readUsersSearch(search)).toEqual({ q: 'grace', sort: '-name', after: 'there' });
    expect(readUsersSearch({ q: '', sort: 'constructor', after: 7 })).toEqual({});
  });

  it('is for a name, or with an @ for an address', () => {
    expect(askedFor({ q: 'grace' })).toMatchObject({ filter: { name: { contains: 'grace' } } });
    expect(askedFor({ q: 'grace@' })).toMatchObject({ filter: { emailId: { contains: 'grace@' } } });
    expect(askedFor({})).not.toHaveProperty('filter');
  });

  it('sorts as the address says, newest first without', () => {
    expect(askedFor({ sort: 'name' }).sort).toEqual([{ field: 'name', order: 'asc' }]);
    expect(askedFor({ sort: '-name' }).sort).toEqual([{ field: 'name', order: 'desc' }]);
    expect(askedFor({}).sort).toEqual([{ field: 'creationTimestamp', order: 'desc' }]);
  });
});
