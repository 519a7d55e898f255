import { DataSource } from 'typeorm';
import { KeyUses } from '../../src/key-uses/key-uses.service.js';
import { Given } from '../support/given.js';
import type { IssuedKey, Person } from '../support/given.js';
import { keyUser, shownUse, useRows, writeUses } from '../support/key-uses.js';
import { TestApp } from '../support/test-app.js';
import { SECOND, TestClock } from '../support/test-clock.js';
import { createTestDatabase } from '../support/test-database.js';
import type { TestDatabase } from '../support/test-database.js';

describe('uses of API keys that were not yet written', () => {
  const clock = new TestClock();
  let database: TestDatabase;
  let app: TestApp;
  let admin: Person;
  let key: IssuedKey;
  let other: IssuedKey;

  beforeEach(async () => {
    database = await createTestDatabase();
    app = await TestApp.start({ database, clock });
    const given = new Given(app);
    admin = await given.tenant();
    [key, other] = [await given.apiKey(admin), await given.apiKey(admin)];
  });
  afterEach(async () => {
    await app.close();
    await database.drop();
  });

  const use = ({ value }: IssuedKey) => app.http.get('/v1/auth/verify').set('ApiKey', value).expect(200);
  const rename = (from: string, to: string) =>
    app.get(DataSource).query(`ALTER TABLE ${from} RENAME TO ${to}`);
  const warnings = () =>
    app.logs
      .map((line) => JSON.parse(line) as { level: string; msg: string })
      .filter(({ level }) => level === 'warn');

  it('are kept while the database does not take them, which the log says once, and written later', async () => {
    await use(key);
    const first = clock.now();
    await rename('api_key_uses', 'out_of_reach');
    await writeUses(app);
    clock.advance(SECOND);
    await use(other);
    await writeUses(app);
    expect(warnings().map(({ msg }) => msg)).toEqual(['uses of API keys cannot be written; they are kept']);
    await rename('out_of_reach', 'api_key_uses');
    await writeUses(app);
    expect(await useRows(app, [key.uid, other.uid])).toMatchObject([
      { usedAt: first },
      { usedAt: clock.now() },
    ]);
    expect(await app.countQueries(() => writeUses(app))).toBe(0);
  });

  it('give way to what was noted later', async () => {
    await use(key);
    await rename('api_key_uses', 'out_of_reach');
    const writing = writeUses(app);
    clock.advance(SECOND);
    await use(key);
    await writing;
    await rename('out_of_reach', 'api_key_uses');
    await writeUses(app);
    expect(await shownUse(app, admin, key)).toMatchObject({ time: clock.now().toISOString() });
  });

  it('are written when the service stops, up to the last request that it answers', async () => {
    await app.app.listen(0, '127.0.0.1');
    await use(key);
    const uses = app.get(KeyUses);
    app.app.getHttpServer().once('close', () => uses.note(keyUser(other.uid), 'query'));
    await app.close();
    app = await TestApp.start({ database, clock });
    expect(await useRows(app, [key.uid, other.uid])).toMatchObject([{ way: 'header' }, { way: 'query' }]);
  });

  it('do not keep the service from stopping when they cannot be written', async () => {
    await use(key);
    await app.get(DataSource).destroy();
    await app.close();
    expect(warnings().map(({ msg }) => msg)).toEqual([
      'uses of API keys cannot be written; they are kept',
      'the last uses of API keys could not be written',
    ]);
    app = await TestApp.start({ database, clock });
  });
});
