import { DataSource, QueryFailedError } from 'typeorm';
import { PasswordHasher } from '#secrets';
import { Transactions } from '#persistence';
import { as } from '../support/caller.js';
import { gate } from '../support/gate.js';
import { Given } from '../support/given.js';
import type { Person } from '../support/given.js';
import { until } from '../support/process.js';
import { METRICS_ENV, Scrape } from '../support/scrape.js';
import { TestApp } from '../support/test-app.js';
import { isServer } from '../support/test-database.js';

const DURATION = 'latchkey_database_statement_duration_seconds';

describe('what is counted of scarce things', () => {
  let app: TestApp;
  let admin: Person;

  beforeAll(async () => {
    app = await TestApp.start({ env: METRICS_ENV });
    admin = await new Given(app).tenant();
  });
  afterAll(() => app.close());

  /** @returns how many statements of each kind there were, without those of the feed. */
  async function statements(work: () => PromiseLike<unknown>): Promise<Record<string, number>> {
    const before = await Scrape.of(app);
    await work();
    const risen = (await Scrape.of(app)).risenSince(before, `${DURATION}_count`);
    delete risen[`${DURATION}_count{kind="feed"}`];
    return risen;
  }
  const count = (kind: string) => `${DURATION}_count{kind="${kind}"}`;

  it('statements by kind: as many as the database got', async () => {
    const reading = () => as(app, admin).get('/v1/users/info').expect(200);
    expect(await statements(reading)).toEqual({ [count('read')]: await app.countQueries(reading) });
    const body = { metadata: { name: 'counted' }, spec: { expiresInDays: 30 } };
    const writing = () => as(app, admin).post('/v1/apiKeys').send(body).expect(201);
    let got = 0;
    const risen = await statements(async () => {
      got = await app.countQueries(writing);
    });
    expect(risen).toMatchObject({ [count('commit')]: 1, [count('other')]: 1 });
    expect(risen[count('write')]).toBeGreaterThanOrEqual(2);
    expect(Object.values(risen).reduce((sum, each) => sum + each, 0)).toBe(got);
  });

  it('a statement that fails, which is refused as if nobody timed it', async () => {
    const failing = async () => {
      await expect(app.get(DataSource).query('SELECT nothing FROM nowhere')).rejects.toThrow(
        QueryFailedError,
      );
    };
    expect(await statements(failing)).toEqual({ [count('read')]: 1 });
  });

  (isServer ? it : it.skip)('statements of the feed are apart: they go on when nothing happens', async () => {
    const before = await Scrape.of(app);
    await until(async () => (await Scrape.of(app)).value(count('feed')) >= before.value(count('feed')) + 3);
    expect((await Scrape.of(app)).risenSince(before, `${DURATION}_count{kind="read"}`)).toEqual({});
  });

  it('connections in use, and who waits for one', async () => {
    const [all, end] = [isServer ? 10 : 1, gate()]; // on a server one is the feed's
    let begun = 0;
    const transactions = Array.from({ length: all + 2 }, () =>
      app.get(Transactions).run(() => {
        begun++;
        return end.opened;
      }),
    );
    await until(() => begun === all);
    const full = await Scrape.of(app);
    expect(full.value('latchkey_database_connections{state="in_use"}')).toBe(all + (isServer ? 1 : 0));
    expect(full.value('latchkey_database_connections{state="idle"}')).toBe(0);
    expect(full.value('latchkey_database_waiting')).toBe(2);
    end.open();
    await Promise.all(transactions);
    const free = await Scrape.of(app);
    expect(free.value('latchkey_database_connections{state="in_use"}')).toBe(isServer ? 1 : 0);
    expect(free.value('latchkey_database_connections{state="idle"}')).toBe(all);
    expect(free.value('latchkey_database_waiting')).toBe(0);
  });

  it('passwords: being hashed, waiting, refused', async () => {
    const hasher = app.get(PasswordHasher);
    const crowd: Promise<PromiseSettledResult<boolean>[]>[] = [];
    let full = await Scrape.of(app);
    // a crowd keeps coming: between two hashes nothing runs for a moment, the longer the busier this machine is
    await until(async () => {
      const more = Array.from({ length: 200 }, async () => hasher.verify(null, 'a password'));
      crowd.push(Promise.allSettled(more));
      full = await Scrape.of(app);
      const [running, waiting] = ['running', 'waiting'].map((state) =>
        full.value(`latchkey_password_hashes{state="${state}"}`),
      );
      return Math.min(running, waiting) > 0;
    });
    expect(full.value('latchkey_password_hashes_refused_total')).toBeGreaterThan(0);
    const refused = (await Promise.all(crowd)).flat().filter(({ status }) => status === 'rejected').length;
    const free = await Scrape.of(app);
    expect(free.value('latchkey_password_hashes_refused_total')).toBe(refused);
    expect(free.value('latchkey_password_hashes{state="running"}')).toBe(0);
    expect(free.value('latchkey_password_hashes{state="waiting"}')).toBe(0);
  });
});
