import { newUid, Transactions } from '#persistence';
import { makeApiKey } from '#secrets';
import { ApiKey } from '../../src/api-keys/api-key.entity.js';
import type { TestApp } from './test-app.js';

/**
 * Many keys at once, written beside a key that was made through the API and equal to it but for `change`: making hundreds one by
 * one would take longer than what is tested.
 * @returns their uids, in the order of making.
 */
export async function copiesOf(
  app: TestApp,
  uid: string,
  count: number,
  change: (index: number) => Partial<ApiKey> = () => ({}),
): Promise<string[]> {
  return app.get(Transactions).run(async (tx) => {
    const original = await tx.findOneByOrFail(ApiKey, { uid });
    const rows = Array.from({ length: count }, (_, index) => {
      const { digest, start, lastFour } = makeApiKey();
      return { ...original, uid: newUid(), digest, start, lastFour, ...change(index) };
    });
    for (let at = 0; at < count; at += 500) await tx.insert(ApiKey, rows.slice(at, at + 500));
    return rows.map((row) => row.uid);
  });
}
