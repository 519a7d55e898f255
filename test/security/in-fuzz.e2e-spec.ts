import * as fc from 'fast-check';
import { DocumentChecks } from '../contract/answer-checks.js';
import { ALL_OPERATIONS } from '../contract/operations.js';
import { KeepAliveConnection } from '../support/keep-alive-connection.js';
import { ServedDocument } from '../support/openapi.js';
import type { Operation } from '../support/openapi.js';
import type { RawAnswer } from '../support/raw-bytes.js';
import { NO_LIMITS } from '../support/no-limits.js';
import { TestApp } from '../support/test-app.js';
import { isServer } from '../support/test-database.js';
import { faultsOfAnswer, repeatedSecrets } from './fuzz/answer-faults.js';
import { committedWrites } from './fuzz/committed-writes.js';
import { Population } from './fuzz/population.js';
import { bytesOf, curlOf, filledIn } from './fuzz/request.js';
import type { FuzzedRequest } from './fuzz/request.js';
import { requestsFor } from './fuzz/requests.js';
import { SAVED } from './fuzz/saved.js';

/** With the same seed the same requests are drawn. */
const SEED = Number(process.env['FUZZ_SEED'] ?? 20_300_101);
const RUNS = Number(process.env['FUZZ_RUNS'] ?? (isServer ? 4000 : 20_000));

/** Each call of these can cost the hash of a password: they are called less often. */
const HASHING = /password|authenticate|setup/;
const weightOf = (route: string) => (HASHING.test(route) ? 1 : 4);
const ALL_WEIGHTS = ALL_OPERATIONS.reduce((sum, { route }) => sum + weightOf(route), 0);
const runsOf = (route: string) => Math.ceil((RUNS * weightOf(route)) / ALL_WEIGHTS);

describe(`${RUNS} requests drawn from the document with the seed ${SEED} (IN-13)`, () => {
  let app: TestApp;
  let connection: KeepAliveConnection;
  let population: Population;
  let served: ServedDocument;
  let checks: DocumentChecks;
  let sent = 0;

  beforeAll(async () => {
    // anything is drawn as a credential, also names and words out of the log
    app = await TestApp.start({ env: NO_LIMITS, showsSecrets: false });
    connection = new KeepAliveConnection(app);
    population = await Population.of(app);
    served = await ServedDocument.of(app);
    checks = new DocumentChecks(served);
  });
  afterAll(async () => {
    connection.close();
    await app.close();
  });

  const operationOf = (route: string): Operation => {
    const operation = served.operations.find(({ method, path }) => `${method} ${path}` === route);
    if (!operation) throw new Error(`${route} is not in the document`);
    return operation;
  };

  /** @throws with the request as a command line when the answer is not what was promised. */
  async function expectPromised(operation: Operation, drawn: FuzzedRequest): Promise<void> {
    const { values } = population;
    const request = filledIn(drawn, values);
    const answers: RawAnswer[] = [];
    const statements = await app.recordQueries(async () =>
      answers.push(await connection.send(bytesOf(request))),
    );
    sent++;
    const writes = committedWrites(statements);
    const faults = answers.flatMap((answer) => [
      ...faultsOfAnswer(checks, operation, request.target, answer),
      ...repeatedSecrets(drawn, values, answer),
      ...(answer.status >= 400 ? writes.map((sql) => `was refused and did ${sql}`) : []),
    ]);
    if (writes.length > 0) await population.restore(drawn);
    const told = answers.map(({ status, text }) => `${status} ${text.slice(0, 2000)}`);
    if (faults.length > 0) throw new Error([...faults, curlOf(request), ...told].join('\n\n'));
  }

  it.each(ALL_OPERATIONS.map(({ route }) => [route, runsOf(route)] as const))(
    'IN-13 %s: %i answers as the document says, and nothing done that was refused',
    async (route, numRuns) => {
      const operation = operationOf(route);
      await fc.assert(
        fc.asyncProperty(requestsFor(served, operation), (request) => expectPromised(operation, request)),
        {
          seed: SEED + ALL_OPERATIONS.findIndex((each) => each.route === route),
          numRuns,
          examples: (SAVED[route] ?? []).map((request): [FuzzedRequest] => [request]),
        },
      );
    },
    120_000,
  );

  it('IN-13 was asked for what there is: every saved request has an operation', () => {
    expect(Object.keys(SAVED).map((route) => operationOf(route).method)).toHaveLength(
      Object.keys(SAVED).length,
    );
  });

  it('IN-13 made as many requests as were asked for, and the service is as good as before', async () => {
    expect(sent).toBeGreaterThanOrEqual(RUNS);
    await app.http.get('/health/ready').expect(200);
    await population.restore({ target: '', body: null });
  });
});
