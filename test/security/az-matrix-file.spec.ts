import { ACTORS, parseMatrix } from '../support/matrix.js';

const parse = (row: string) => parseMatrix(`pages: {}\noperations:\n  GET /x: ${row}`).operations;

describe('the file of the matrix', () => {
  it('AZ-04 gives each actor the status of the narrowest word for them', () => {
    const [row] = parse('{ everybody: 404, known: 403, admin: 200, adminKey: 401 }');
    expect(row).toMatchObject({ route: 'GET /x', about: '' });
    expect(Object.keys(row?.statuses ?? {})).toEqual(ACTORS);
    expect(row?.statuses).toMatchObject({
      nobody: 404,
      expiredKey: 404,
      userToken: 403,
      userKey: 403,
      adminToken: 200,
      adminKey: 401,
    });
  });

  it('AZ-04 has a row for each thing that a request can be about', () => {
    const rows = parse('\n    this: { everybody: 200 }\n    that: { everybody: 404 }');
    expect(rows.map(({ route, about, statuses }) => [route, about, statuses.nobody])).toEqual([
      ['GET /x', 'this', 200],
      ['GET /x', 'that', 404],
    ]);
  });

  it.each([
    ['an actor without a status', '{ known: 200 }', 'no status for nobody'],
    ['an actor that there is not', '{ everybody: 200, queen: 200 }', 'who is queen?'],
    ['a route without statuses', '{}', 'no status for nobody'],
  ])('AZ-04 fails at %s', (_what, row, message) => {
    expect(() => parse(row)).toThrow(message);
  });

  it('AZ-04 fails at a row that is there twice', () => {
    expect(() => parse('{ everybody: 200 }\n  GET /x: { everybody: 404 }')).toThrow(/duplicat/);
  });
});
