import { ALL_OPERATIONS } from '../contract/operations.js';
import { databaseTables } from '../support/database-dump.js';
import { KeepAliveConnection } from '../support/keep-alive-connection.js';
import { ServedDocument } from '../support/openapi.js';
import type { RawAnswer } from '../support/raw-bytes.js';
import { NO_LIMITS } from '../support/no-limits.js';
import { TestApp } from '../support/test-app.js';
import { Population } from './fuzz/population.js';
import { asBytes, bytesOf, curlOf, filledIn } from './fuzz/request.js';
import { injectionsInto, VECTORS } from './injection/vectors.js';
import type { Injection } from './injection/vectors.js';

/** What only the platform's administrator may do; all else is asked by an organisation's. */
const FOR_PLATFORM =
  /^(\w+ \/v1\/(tenants|system\/.*)|DELETE \/v1\/tenants\/.*|PUT \/v1\/tenants\/.*\/state)$/;
/** Records of what was refused, and marks of use. */
const WRITTEN_BESIDE = /^(audit_|api_key_uses$|api_key_predecessors$|login_failures$)/;
/** What comes out of a database and never out of us. */
const LEAKS = /\$argon2|SQLITE_|sql syntax|ER_[A-Z]|QueryFailed/i;
/** The vectors that take time take five seconds. */
const TOO_LONG_MS = 4000;

describe('SQL in every field, query, path and header of every operation (IN-05)', () => {
  let app: TestApp;
  let connection: KeepAliveConnection;
  let population: Population;
  let served: ServedDocument;
  let stranger: { tenantUid: string; marks: string[]; rows: string[] };

  beforeAll(async () => {
    // the same texts are sent as passwords, and as names, which are kept
    app = await TestApp.start({ env: NO_LIMITS, showsSecrets: false });
    connection = new KeepAliveConnection(app);
    population = await Population.of(app);
    served = await ServedDocument.of(app);
    const { values } = population;
    const marks = ['uid', 'tenantUid', 'emailId', 'orgName'].map((what) => values[`stranger.${what}`] ?? '');
    const tenantUid = values['stranger.tenantUid'] ?? '';
    stranger = { tenantUid, marks, rows: await rowsOf(tenantUid) };
    expect(stranger.rows.length).toBeGreaterThan(3);
  });
  afterAll(async () => {
    connection.close();
    await app.close();
  });

  const tables = async () => (await databaseTables(app)).filter(([name]) => !WRITTEN_BESIDE.test(name));
  const dump = async () => JSON.stringify(await tables());
  const rowsOf = async (tenantUid: string) =>
    (await tables())
      .flatMap(([name, rows]) => rows.map((row) => `${name} ${JSON.stringify(row)}`))
      .filter((row) => row.includes(tenantUid));

  function faultsOf(
    { mustBeRefused }: Injection,
    { status, text }: RawAnswer,
    isPlatform: boolean,
  ): string[] {
    return [
      ...(status >= 500 ? [`status ${status}`] : []),
      ...(mustBeRefused && status < 400 ? ['was not refused'] : []),
      ...(LEAKS.test(text) ? ['tells something of the database'] : []),
      ...(isPlatform
        ? []
        : stranger.marks.filter((mark) => text.includes(mark)).map((mark) => `tells ${mark}`)),
    ];
  }

  it.each(ALL_OPERATIONS.map(({ route }) => route))(
    'IN-05 %s: text is text, and what is refused changes nothing',
    async (route) => {
      const operation = served.operations.find(({ method, path }) => `${method} ${path}` === route);
      if (!operation) throw new Error(`${route} is not in the document`);
      const isPlatform = FOR_PLATFORM.test(route);
      const credential = isPlatform ? '{{platform.token}}' : '{{admin.token}}';
      // a token in the path is refreshed by reading
      const isReading = operation.method === 'GET' && operation.operationId !== 'v1AuthRefresh';
      let before = await dump();
      for (const injection of injectionsInto(served, operation, credential)) {
        const request = filledIn(injection.request, population.values);
        const began = performance.now();
        const answer = await connection.send(bytesOf(request));
        const faults = faultsOf(injection, answer, isPlatform);
        if (performance.now() - began > TOO_LONG_MS) faults.push('took too long');
        const isRefused = answer.status >= 400;
        if (isRefused && !isReading && (await dump()) !== before)
          faults.push('was refused and changed something');
        expect({ at: injection.place, curl: curlOf(request), answer, faults }).toMatchObject({ faults: [] });
        if (isRefused || isReading) continue;
        await population.restore(injection.request);
        before = await dump();
      }
      if (isReading) expect(await dump()).toBe(before);
    },
    60_000,
  );

  it.each(['/v1/users/info', '/v1/auth/verify'])('IN-05 %s: no credential is SQL', async (target) => {
    for (const vector of VECTORS.map(asBytes))
      for (const name of ['ApiKey', 'Authorization']) {
        const request = {
          method: 'GET',
          target,
          headers: [[name, vector]] as [string, string][],
          body: null,
        };
        expect((await connection.send(bytesOf(request))).status).toBe(401);
        const inQuery = { ...request, target: `${target}?ApiKey=${encodeURIComponent(vector)}`, headers: [] };
        expect((await connection.send(bytesOf(inQuery))).status).toBe(401);
      }
  });

  it('IN-05 left everything of the other organisation as it was', async () => {
    expect(await rowsOf(stranger.tenantUid)).toEqual(stranger.rows);
  });
});
