import type { AuditEntry } from './audit-query.js';
import { CSV_HEADER, csvName, csvOf } from './csv.js';

const entryOf = (name: string, message = 'Something happened.', userMsg?: string): AuditEntry => ({
  metadata: {
    uid: 'e1',
    name: 'apiKey.create',
    annotations: {},
    labels: {},
    creationTimestamp: '2030-01-15T12:00:00.000Z',
    lastModifiedTimestamp: '2030-01-15T12:00:00.000Z',
  },
  spec: {
    actionType: 'create',
    actionMsg: 'apiKey.create',
    contentMsg: message,
    ...(userMsg !== undefined && { userMsg }),
    actor: { actorType: 'system', ip: '' },
    resource: { kind: 'apiKey', uid: 'k1', name },
    requestId: 'req-1',
  },
});
const NAME = CSV_HEADER.trim().split(',').indexOf('resourceName');
/** The name as a spreadsheet reads it, of a line without quotes. */
const nameIn = (csv: string) => csv.split(',')[NAME];

describe('the CSV of the audit log', () => {
  it('has a line for each entry, and as many cells in each as in the first', () => {
    const csv = csvOf([entryOf('one'), entryOf('two')]);
    const [first, second, rest] = csv.split('\r\n');
    expect(rest).toBe('');
    for (const line of [first, second]) expect(line?.split(',')).toHaveLength(CSV_HEADER.split(',').length);
    expect(first).toBe(
      '2030-01-15T12:00:00.000Z,Something happened.,apiKey.create,create,system,,,,,,apiKey,one,k1,,req-1,e1',
    );
    expect(CSV_HEADER.endsWith(',uid\r\n')).toBe(true);
  });

  it.each([
    ['a comma', 'a,b', '"a,b"'],
    ['a quote', 'say "no"', '"say ""no"""'],
    ['a line end', 'a\nb', '"a\nb"'],
    ['a carriage return', 'a\rb', '"a\rb"'],
    ['none of them', 'a b;c', 'a b;c'],
  ])('quotes a cell with %s as RFC 4180 says', (_, message, cell) => {
    expect(csvOf([entryOf('x', message)])).toContain(`Z,${cell},apiKey.create`);
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1'])('makes %j harmless', (name) => {
    expect(nameIn(csvOf([entryOf(name)]))).toBe(`'${name}`);
  });

  it('makes a formula harmless that needs quotes, or begins with a carriage return', () => {
    expect(csvOf([entryOf('=HYPERLINK("http://x","y")')])).toContain(`,"'=HYPERLINK(""http://x"",""y"")",`);
    expect(csvOf([entryOf('\r=1')])).toContain(`,"'\r=1",`);
  });

  it.each(['a=1', '1-1', "'quoted", ''])('leaves %j as it is', (name) => {
    expect(nameIn(csvOf([entryOf(name)]))).toBe(name);
  });

  it('has what people wrote beside an entry', () => {
    expect(csvOf([entryOf('x', 'm', '=cmd')])).toContain(",'=cmd,req-1,");
  });

  it('is named by the days that it tells of', () => {
    const now = new Date(2030, 0, 15, 12);
    const [from, to] = [new Date(2030, 0, 10), new Date(2030, 0, 13)];
    expect(csvName({ from, to }, now)).toBe('audit-log_2030-01-10_until_2030-01-12.csv');
    expect(csvName({ from, to: undefined }, now)).toBe('audit-log_2030-01-10_until_2030-01-15.csv');
    expect(csvName({ from: undefined, to: undefined }, now)).toBe('audit-log_until_2030-01-15.csv');
  });
});
