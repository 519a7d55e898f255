import type { AuditPage, readAudits } from './audit-query.js';
import { CSV_HEADER } from './csv.js';
import { exported, MOST_ROWS } from './export.js';

/** A service with so many entries, which counts what it is asked. */
function serviceOf(entries: number) {
  const asked: Parameters<typeof readAudits>[0][] = [];
  const read = (query: Parameters<typeof readAudits>[0]): Promise<AuditPage> => {
    asked.push(query);
    const begin = Number(query.continue ?? 0);
    const end = Math.min(begin + (query.limit ?? 0), entries);
    const items = Array.from({ length: end - begin }, (_, index) => ({
      metadata: { uid: `e${begin + index}` },
      spec: { actor: {}, resource: {} },
    }));
    const page = { items, listmeta: { continue: end < entries ? String(end) : '' } };
    return Promise.resolve(page as unknown as AuditPage);
  };
  return { asked, read };
}
const uidsOf = (parts: string[]) =>
  parts
    .join('')
    .trimEnd()
    .split('\r\n')
    .slice(1)
    .map((line) => line.split(',').at(-1));

describe('the export of the audit log', () => {
  it('has the entries of all pages, once and in their order', async () => {
    const { asked, read } = serviceOf(2500);
    const counts: number[] = [];
    const { parts, count, isCut } = await exported({ actionType: 'update' }, read, (one) => counts.push(one));
    expect(uidsOf(parts)).toEqual(Array.from({ length: 2500 }, (_, index) => `e${index}`));
    expect([count, isCut, counts]).toEqual([2500, false, [1000, 2000, 2500]]);
    expect(asked.map(({ actionType }) => actionType)).toEqual(['update', 'update', 'update']);
  });

  it.each([
    [MOST_ROWS, false],
    [MOST_ROWS + 1, true],
  ])('of %s entries ends at the most that there are in a file: cut is %s', async (entries, isCut) => {
    const { asked, read } = serviceOf(entries);
    const found = await exported({}, read, () => undefined);
    expect([found.count, uidsOf(found.parts).length, found.isCut]).toEqual([MOST_ROWS, MOST_ROWS, isCut]);
    expect(asked).toHaveLength(10);
  });

  it('of nothing is a first line', async () => {
    const { read } = serviceOf(0);
    expect((await exported({}, read, () => undefined)).parts.join('')).toBe(CSV_HEADER);
  });

  it('fails as a whole when a page cannot be read', async () => {
    const { read } = serviceOf(2500);
    const failing: typeof read = (query) =>
      query.continue === undefined ? read(query) : Promise.reject(new Error('gone'));
    await expect(exported({}, failing, () => undefined)).rejects.toThrow('gone');
  });
});
