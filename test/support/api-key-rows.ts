import { makeApiKey } from '#secrets';
import { ApiKey } from '../../src/api-keys/api-key.entity.js';
import { copiesOfRow } from './rows.js';
import type { TestApp } from './test-app.js';

/** Many keys, equal to one that was made through the API but for their values and `change`. @returns their uids, in the order of making. */
export async function copiesOf(
  app: TestApp,
  uid: string,
  count: number,
  change: (index: number) => Partial<ApiKey> = () => ({}),
): Promise<string[]> {
  return copiesOfRow(app, ApiKey, uid, count, (index) => {
    const { digest, start, lastFour } = makeApiKey();
    return { digest, start, lastFour, ...change(index) };
  });
}
