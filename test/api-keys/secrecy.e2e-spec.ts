import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { as } from '../support/caller.js';
import { databaseDump } from '../support/database-dump.js';
import { Given } from '../support/given.js';
import type { IssuedKey } from '../support/given.js';
import { TestApp } from '../support/test-app.js';
import { DAY } from '../support/test-clock.js';

/** No longer piece of a key than what is displayed of it. */
const WINDOW = 12;

function leaks(text: string, { value }: IssuedKey): string[] {
  const pieces = Array.from({ length: value.length - WINDOW + 1 }, (_, at) => value.slice(at, at + WINDOW));
  return pieces.filter((piece) => text.includes(piece));
}

describe('the value of an API key (AK-02)', () => {
  let app: TestApp;
  let given: Given;

  beforeAll(async () => {
    app = await TestApp.start();
    given = new Given(app);
  });
  afterAll(() => app.close());

  /** A key that everything has been done with, rightly and wrongly. @returns all answers but that of its making. */
  async function wholeLife(): Promise<{ key: IssuedKey; answers: string }> {
    const admin = await given.tenant();
    const key = await given.apiKey(admin, { expiresInDays: 7 });
    const path = `/v1/apiKeys/${key.uid}`;
    const me = as(app, admin);
    const texts: string[] = [];
    const note = async (call: PromiseLike<{ text: string; headers: unknown }>) => {
      const { text, headers } = await call;
      texts.push(text, JSON.stringify(headers));
    };
    await note(me.put(path).send({ metadata: { name: 'renamed' }, spec: { expiresInDays: 7 } }));
    await note(me.patch(path).send({ isActive: false }));
    await note(me.put(`${path}/state`).send({ isActive: true }));
    await note(me.get(path));
    await note(me.get('/v1/apiKeys'));
    await note(as(app, key).get('/v1/users/info'));
    await note(app.http.get(`/v1/users/info?ApiKey=${key.value}`));
    await note(app.http.get(`/v1/apiKeys?ApiKey=${key.value}&limit=x`));
    await note(app.http.get(`/v1/nowhere?ApiKey=${key.value}`));
    await note(as(app, key).get(`/v1/users/info?ApiKey=${key.value}`));
    await note(
      as(app, key)
        .put(path)
        .send({ spec: { expiresInDays: 90 } }),
    );
    await note(app.http.get(`/v1/users/info?ApiKey=${key.value}x`));
    app.clock.advance(7 * DAY);
    await note(as(app, key).get('/v1/users/info'));
    app.clock.advance(-7 * DAY);
    await note(me.get('/v1/audits?limit=0'));
    return { key, answers: texts.join('\n') };
  }

  it('is in no answer but the one to its making', async () => {
    const { key, answers } = await wholeLife();
    expect(answers).toContain(key.uid);
    expect(leaks(answers, key)).toEqual([]);
  });

  it('is in no line of the log, not even when it came in the address', async () => {
    const { key } = await wholeLife();
    const log = app.logs.join('\n');
    expect(log).toContain(key.uid);
    expect(leaks(log, key)).toEqual([]);
  });

  it('is nowhere in the database: only its SHA-256 is (CR-03)', async () => {
    const { key } = await wholeLife();
    const dump = await databaseDump(app);
    expect(dump).toContain(createHash('sha256').update(key.value).digest('hex'));
    expect(leaks(dump, key)).toEqual([]);
  });

  it('is in no file of the data directory', async () => {
    const { key } = await wholeLife();
    const { directory } = app.database;
    const files = readdirSync(directory, { recursive: true, withFileTypes: true }).filter((file) =>
      file.isFile(),
    );
    const bytes = files.map((file) => readFileSync(join(file.parentPath, file.name), 'latin1')).join('\n');
    expect(leaks(bytes, key)).toEqual([]);
  });
});
