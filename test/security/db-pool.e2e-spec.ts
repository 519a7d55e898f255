import { DataSource } from 'typeorm';
import type { QueryRunner } from 'typeorm';
import { DatabaseActivity } from '../../src/database/database-activity.service.js';
import { errorBody } from '../support/answers.js';
import { as } from '../support/caller.js';
import { Given } from '../support/given.js';
import type { IssuedKey } from '../support/given.js';
import { TestApp } from '../support/test-app.js';
import { isServer } from '../support/test-database.js';

/** One of eleven is the change feed's. */
const CONNECTIONS = 10;
const LONGEST_MS = 1000;
/** What the answer takes besides. */
const REST_MS = 500;

// the embedded database has one that writes, whose turns have a limit of their own, and one that never waits
(isServer ? describe : describe.skip)('while all connections are in use', () => {
  let app: TestApp;
  let key: IssuedKey;
  const held: QueryRunner[] = [];

  beforeAll(async () => {
    app = await TestApp.start();
    const given = new Given(app);
    key = await given.apiKey(await given.tenant());
    await as(app, key).get('/v1/users/info').expect(200);
  });
  afterAll(() => app.close());

  const info = () => as(app, key).get('/v1/users/info');

  it('DB-07 nobody waits for one longer than a second, and all are served when they are back', async () => {
    while (held.length < CONNECTIONS) {
      const runner = app.get(DataSource).createQueryRunner();
      await runner.startTransaction();
      held.push(runner);
    }
    const began = performance.now();
    const answers = await Promise.all(Array.from({ length: 20 }, info));
    const took = performance.now() - began;
    for (const { status, body, headers } of answers)
      expect({
        status,
        body: body as object,
        retryAfter: (headers as Record<string, string>)['retry-after'],
      }).toEqual({
        status: 503,
        body: errorBody('ServiceUnavailable'),
        retryAfter: '1',
      });
    expect(took).toBeLessThan(LONGEST_MS + REST_MS);
    // whoever waits when one comes back has it
    const waiting = info();
    const waited = waiting.then(({ status }) => status);
    await held.pop()?.release();
    expect(await waited).toBe(200);
    for (const runner of held.splice(0)) {
      await runner.rollbackTransaction();
      await runner.release();
    }
    for (const { status } of await Promise.all(Array.from({ length: 30 }, info))) expect(status).toBe(200);
    expect(app.get(DatabaseActivity).connections).toMatchObject({ inUse: 1, waiting: 0 });
  });
});
