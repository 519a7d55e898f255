import { createTestDatabase, isServer } from '../support/test-database.js';
import type { TestDatabase } from '../support/test-database.js';
import { BOOTSTRAP_ENV, ServiceProcess } from '../support/process.js';
import { TcpProxy } from '../support/tcp-proxy.js';
import type { Break } from '../support/tcp-proxy.js';

/** The whole packet, five bytes of head before it: no text of a client's looks like it. */
const COMMIT = /^.{5}COMMIT$/s;

describe('when the connection to the database is lost in the middle of a change', () => {
  let database: TestDatabase;
  let proxy: TcpProxy | undefined;
  let service: ServiceProcess;
  let token: string;

  beforeAll(async () => {
    database = await createTestDatabase();
    const url = database.env['DATABASE_URL'];
    proxy = url === undefined ? undefined : await TcpProxy.before(url);
    service = await ServiceProcess.start({
      env: { ...database.env, ...BOOTSTRAP_ENV, ...(proxy && { DATABASE_URL: proxy.url }) },
    });
    token = await service.logIn();
  });
  afterAll(async () => {
    await ServiceProcess.killAll();
    await proxy?.close();
    await database.drop();
  });

  const makeKey = (name: string, headers = {}) =>
    service.http
      .post('/v1/apiKeys')
      .set('Authorization', token)
      .set(headers)
      .send({ metadata: { name }, spec: { expiresInDays: 30 } });
  async function keysOf(name: string): Promise<{ uid: string }[]> {
    const { body } = await service.http.get(`/v1/apiKeys?q=${name}`).set('Authorization', token).expect(200);
    return (body as { items: { metadata: { uid: string } }[] }).items.map(({ metadata }) => metadata);
  }
  /** @returns how many keys and how many audit entries there are of this name. */
  async function traces(name: string): Promise<{ keys: number; entries: number }> {
    const audits = await service.http.get('/v1/audits?limit=0').set('Authorization', token).expect(200);
    const entries = audits.body as { items: { spec: { resource: { name: string } } }[] };
    return {
      keys: (await keysOf(name)).length,
      entries: entries.items.filter(({ spec }) => spec.resource.name === name).length,
    };
  }

  // the embedded database has no connection that could be lost: its commit returns or the process is gone
  it('leaves nothing of a name that nobody used, so that what follows counts what it means to', async () => {
    expect(await traces('never')).toEqual({ keys: 0, entries: 0 });
    await makeKey('made').expect(201);
    expect(await traces('made')).toEqual({ keys: 1, entries: 1 });
  });

  if (isServer) {
    const broken = async (pattern: RegExp, at: Break, name: string, headers = {}) => {
      proxy?.breakAt(pattern, at);
      const answer = await makeKey(name, headers);
      expect(proxy?.isTrapSet).toBe(false);
      return answer;
    };
    const unknown = {
      code: 'OutcomeUnknown',
      message:
        'The connection to the database was lost while the change was being written: look whether it was done before you repeat it.',
      ref: expect.any(String) as string,
    };

    it.each([
      ['before the server gets the COMMIT', 'before', 0],
      ['after the server has committed', 'after', 1],
    ] as const)(
      '%s: says that it does not know, never that nothing was done (DB-06)',
      async (_, at, there) => {
        const name = `commit-${at}`;
        const { status, headers, body } = await broken(COMMIT, at, name);
        expect({ status, body: body as object }).toEqual({ status: 500, body: unknown });
        expect(headers).not.toHaveProperty('retry-after');
        expect(await traces(name)).toEqual({ keys: there, entries: there });
      },
    );

    it.each([
      ['before the server gets the COMMIT', 'before', 201],
      ['after the server has committed', 'after', 409],
    ] as const)(
      '%s: a repeat with the same Idempotency-Key finds out, and there is one key (DB-06, AK-10)',
      async (_, at, repeated) => {
        const name = `keyed-${at}`;
        const headers = { 'Idempotency-Key': name };
        expect((await broken(COMMIT, at, name, headers)).body).toEqual(unknown);
        const { body } = await makeKey(name, headers).expect(repeated);
        expect(await traces(name)).toEqual({ keys: 1, entries: 1 });
        const [key] = await keysOf(name);
        expect(body).toMatchObject(
          repeated === 201 ? { uid: key?.uid } : { code: 'AlreadyDone', details: { uid: key?.uid } },
        );
        await makeKey(name, headers).expect(409);
        expect(await traces(name)).toEqual({ keys: 1, entries: 1 });
      },
    );

    it('a user whose making was committed unheard is named by the repeat, with its audit entry', async () => {
      const emailId = 'unheard@platform.example';
      const makeUser = () =>
        service.http
          .post('/v1/users')
          .set({ Authorization: token, 'Idempotency-Key': 'unheard' })
          .send({ spec: { emailId } });
      proxy?.breakAt(COMMIT, 'after');
      expect((await makeUser()).body).toEqual(unknown);
      const { body, headers } = await makeUser().expect(201);
      const { uid } = body as { uid: string };
      const read = await service.http.get(`/v1/users/${uid}`).set('Authorization', token).expect(200);
      expect(read.body).toMatchObject({ spec: { emailId } });
      const entry = await service.http
        .get(`/v1/audits/${headers['audituid']}`)
        .set('Authorization', token)
        .expect(200);
      expect(entry.body).toMatchObject({ spec: { actionMsg: 'user.create', resource: { uid } } });
    });

    it.each([
      ['at the start of the transaction', /START TRANSACTION/, 'before'],
      ['while the header is remembered', /INSERT INTO `idempotency_keys`/, 'after'],
      ['while the key is written', /INSERT INTO `api_keys`/, 'before'],
      ['when the key is written and not committed', /INSERT INTO `api_keys`/, 'after'],
      ['while the audit entry is written', /INSERT INTO `audit_entries`/, 'after'],
      ['while it is noted what was made', /UPDATE `idempotency_keys`/, 'after'],
    ] as const)('%s: says that nothing was done, and nothing was (AK-10)', async (when, pattern, at) => {
      const name = when.replaceAll(' ', '-');
      const key = { 'Idempotency-Key': name };
      const { status, headers, body } = await broken(pattern, at, name, key);
      expect({ status, retryAfter: headers['retry-after'], body: body as object }).toMatchObject({
        status: 503,
        retryAfter: '1',
        body: { code: 'ServiceUnavailable' },
      });
      expect(await traces(name)).toEqual({ keys: 0, entries: 0 });
      await makeKey(name, key).expect(201); // the repeat that a 503 invites
      expect(await traces(name)).toEqual({ keys: 1, entries: 1 });
    });
  }
});
