import { newUid, Transactions } from '#persistence';
import { ChangeFeed } from '../../src/changes/change-feed.service.js';
import { ChangeLog } from '../../src/changes/change-log.service.js';
import { until } from './process.js';
import type { TestApp } from './test-app.js';
import { isServer } from './test-database.js';

/** Waits until the feed has told everything that was changed before: on a server it tells an instance's own changes once more. */
export async function everythingTold(app: TestApp): Promise<void> {
  const subject = `apiKey:${newUid()}` as const;
  let told = 0;
  app.get(ChangeFeed).listen((each) => void (each === subject && told++));
  await app.get(Transactions).run(async (tx) => {
    app.get(ChangeLog).note(tx, subject);
    return Promise.resolve();
  });
  await until(() => told === (isServer ? 2 : 1));
}
