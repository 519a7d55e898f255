import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ERRORS } from '#http';
import { readContract } from '../support/contract.js';
import { ServedDocument } from '../support/openapi.js';
import type { Operation } from '../support/openapi.js';
import { ContractChecks, DocumentChecks } from './answer-checks.js';
import { send } from './call.js';
import type { OperationCall } from './call.js';
import { ALL_OPERATIONS, CONTRACT_OPERATIONS, OUR_OPERATIONS } from './operations.js';
import { World } from './world.js';

/** How many operations the contract has; the list here is compared with the file itself where that is. */
const IN_CONTRACT = 54;

const contract = readContract();
const names = (operations: { route: string; operationId?: string }[]) =>
  operations.map(({ route, operationId }) => `${route} ${operationId}`).toSorted();

describe('the contract', () => {
  let world: World;
  let served: ServedDocument;
  let ofDocument: DocumentChecks;
  const ofContract = contract && new ContractChecks(contract);
  /** The operations that were called for real and answered with their success. */
  const called = new Set<string>();

  beforeAll(async () => {
    world = await World.begin();
    served = await ServedDocument.of(world.app);
    ofDocument = new DocumentChecks(served);
  });
  afterAll(() => world.end());

  const routeOf = ({ method, path }: Operation) => `${method} ${path}`;
  const told = ({ route }: OperationCall): Operation => {
    const operation = served.operations.find((each) => routeOf(each) === route);
    if (!operation) throw new Error(`${route} is not in the document`);
    return operation;
  };

  it(`has ${IN_CONTRACT} operations, and the list here has each of them once`, () => {
    expect(new Set(names(CONTRACT_OPERATIONS)).size).toBe(IN_CONTRACT);
    if (contract) expect(names(CONTRACT_OPERATIONS)).toEqual(names(contract.operations));
  });

  it('is served with the same names; whatever else is served is in the list of ours', () => {
    const document = served.operations.map((each) => ({ ...each, route: routeOf(each) }));
    expect(names(document)).toEqual(names(ALL_OPERATIONS));
  });

  it('is in the README as it is, and so is what is ours beside it', () => {
    const [, theirs = '', ours = ''] = readFileSync(join(__dirname, '../../README.md'), 'utf8').split(
      /^## The operations$|^Ours beside them:$/m,
    );
    const rowsOf = (table: string) =>
      [...table.matchAll(/^\| `(\w+)` *\| `(\w+ [^`]+)` *\|/gm)].map(([, operationId, route = '']) => ({
        operationId,
        route,
      }));
    expect(names(rowsOf(theirs))).toEqual(names(CONTRACT_OPERATIONS));
    expect(names(rowsOf(ours))).toEqual(names(OUR_OPERATIONS));
  });

  describe.each(ALL_OPERATIONS.map((operation) => [operation.route, operation] as const))(
    '%s',
    (_route, operation) => {
      const isOurs = !CONTRACT_OPERATIONS.includes(operation);

      it('answers what was promised', async () => {
        const answer = await send(world.app, operation.route, await operation.good(world));
        expect({ status: answer.status, body: answer.body as unknown }).toEqual({
          status: operation.status,
          body: answer.body as unknown,
        });
        if (operation.isBodiless) expect(answer.text).toBe('');
        else expect(ofDocument.success(told(operation), answer)).toEqual([]);
        if (!isOurs) expect(ofContract?.success(operation.operationId, answer) ?? []).toEqual([]);
        called.add(operation.operationId);
      });

      it('refuses as was promised', async () => {
        const [code, making] = operation.bad;
        const answer = await send(world.app, operation.route, await making(world));
        if (operation.isBodiless) {
          expect([answer.status, answer.text]).toEqual([ERRORS[code][0], '']);
          return;
        }
        expect({ status: answer.status, body: answer.body as unknown }).toMatchObject({
          status: ERRORS[code][0],
          body: { code },
        });
        expect(ofDocument.refusal(told(operation), answer)).toEqual([]);
        expect(ofContract?.refusal(answer) ?? []).toEqual([]);
      });
    },
  );

  it('was called as a whole: every operation of the document, and every one of the contract', () => {
    expect([...called].toSorted()).toEqual(
      served.operations.map(({ operationId }) => operationId ?? '').toSorted(),
    );
    const ofContractCalled = CONTRACT_OPERATIONS.filter(({ operationId }) => called.has(operationId));
    expect(ofContractCalled).toHaveLength(IN_CONTRACT);
  });
});
