import type { BetterSqlite3Driver } from 'typeorm/driver/better-sqlite3/BetterSqlite3Driver.js';
import { bindNumbers } from './bound-numbers.js';

describe('bindNumbers', () => {
  it('keeps whole numbers from those who would write them into the text, and gives them back as they were', () => {
    const escape = vi.fn((sql: string, parameters: object): [string, unknown[]] => [
      sql,
      Object.values(parameters),
    ]);
    const driver = { escapeQueryWithParameters: escape } as unknown as BetterSqlite3Driver;
    bindNumbers(driver);
    const values = { count: 4, share: 1.5, name: 'four', isOn: true, none: null };

    expect(driver.escapeQueryWithParameters('text', values)).toEqual(['text', Object.values(values)]);
    expect(escape).toHaveBeenCalledWith('text', { ...values, count: 4n });
  });
});
