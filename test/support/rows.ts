import type { EntityTarget, ObjectLiteral } from 'typeorm';
import { newUid, Transactions } from '#persistence';
import type { TestApp } from './test-app.js';

const AT_ONCE = 500;

/**
 * Many rows at once, equal to one that was made through the API but for their uids and `change`: making thousands one by one would take
 * longer than what is tested.
 * @returns their uids, in the order of making.
 */
export async function copiesOfRow<Row extends ObjectLiteral & { uid: string }>(
  app: TestApp,
  entity: EntityTarget<Row>,
  uid: string,
  count: number,
  change: (index: number) => Partial<Row> = () => ({}),
): Promise<string[]> {
  return app.get(Transactions).run(async (tx) => {
    const original = await tx.findOneByOrFail(entity, { uid } as Row);
    const rows = Array.from({ length: count }, (_, index) => ({
      ...original,
      uid: newUid(),
      ...change(index),
    }));
    for (let at = 0; at < count; at += AT_ONCE) await tx.insert(entity, rows.slice(at, at + AT_ONCE));
    return rows.map((row) => row.uid);
  });
}
