import { as } from '../support/caller.js';
import { readContract, resolved, sampleOf } from '../support/contract.js';
import type { ContractOperation, Definition } from '../support/contract.js';
import { Given } from '../support/given.js';
import type { Person } from '../support/given.js';
import { ServedDocument } from '../support/openapi.js';
import type { Operation, Schema } from '../support/openapi.js';
import { TestApp } from '../support/test-app.js';
import { ABSENT } from './world.js';

/** Fields of their answers that ours never have, and why. */
const LEFT_OUT: Record<string, string> = {
  'metadata.deletionTimestamp': 'what is deleted is gone',
  'spec.key': 'the value of a key is shown once',
  'spec.actor.project': 'there are no projects',
  'spec.actor.serviceName': 'there is one service',
  'spec.actor.user.firstName': 'an entry keeps the address alone',
  'spec.actor.user.lastName': 'an entry keeps the address alone',
  'spec.actor.user.org': 'an entry belongs to one organisation',
  'spec.resource.label': 'a thing has its name alone',
  'spec.defaultLoginMode': 'there is one way to log in',
  'spec.planUid': 'there are no plans',
  'status.cleanUpStatus': 'deleting is done when it is answered',
  appEnv: 'there is one environment',
  rootDomain: 'organisations have no domains',
  securityMode: 'there is one mode',
  totalTenants: 'nobody’s business before the login',
};

const contract = readContract();

// the interface is reference data: without it there is nothing to compare with
(contract ? describe : describe.skip)('beside the interface of existing clients, the document', () => {
  let app: TestApp;
  let served: ServedDocument;
  let platform: Person;
  const theirs = contract?.operations ?? [];
  const definitions = contract?.definitions ?? {};

  beforeAll(async () => {
    app = await TestApp.start();
    served = await ServedDocument.of(app);
    platform = await new Given(app).platformAdmin();
  });
  afterAll(() => app.close());

  const shared = () =>
    served.operations.flatMap((ours) => {
      const match = theirs.find(({ route }) => route === `${ours.method} ${ours.path}`);
      return match ? [{ ours, match }] : [];
    });
  const callOf = ({ method, path }: Operation) =>
    as(app, platform)[method.toLowerCase() as 'get'](path.replace(/\{[^}]+\}/, ABSENT));
  const unknownIn = ({ details = {} }: { details?: Record<string, string> }) =>
    Object.keys(details).filter((field) => details[field] === 'is not a known field');

  it('has the same names, successes and headers', () => {
    const ofOurs = ({ method, path, operationId, responses }: Operation) => {
      const [status = '', { headers = {} } = {}] =
        Object.entries(responses).find(([code]) => code < '400') ?? [];
      return [`${method} ${path}`, operationId, Number(status), Object.keys(headers)];
    };
    const ofTheirs = ({ route, operationId, status, headers }: ContractOperation) => [
      route,
      operationId,
      status,
      headers,
    ];
    expect(shared()).toHaveLength(theirs.length);
    expect(shared().map(({ ours }) => ofOurs(ours))).toEqual(shared().map(({ match }) => ofTheirs(match)));
  });

  it('tells of every field of their answers as what it is there, but for those that are left out', () => {
    const left = new Set<string>();
    for (const { ours, match } of shared()) {
      if (!match.answer) continue;
      const { schema } = ours.responses[match.status]?.content?.['application/json'] ?? {};
      const faults = differences(match.answer, schema, '');
      for (const fault of faults) left.add(fault);
    }
    expect([...left].toSorted()).toEqual(Object.keys(LEFT_OUT).toSorted());
  });

  it('tells of a route that knows every field of their bodies', async () => {
    for (const { ours, match } of shared()) {
      if (!match.body) continue;
      const { body } = await callOf(ours).send(sampleOf(match.body, definitions) as object);
      expect([match.route, unknownIn(body as object)]).toEqual([match.route, []]);
    }
  });

  it('tells of a route that knows every parameter of their queries', async () => {
    const unknown: string[] = [];
    for (const { ours, match } of shared()) {
      for (const parameter of match.query) {
        const value = parameter.enum?.[0] ?? String(sampleOf(parameter, definitions));
        const { body } = await callOf(ours).query({ [parameter.name]: value });
        unknown.push(...unknownIn(body as object).map((name) => `${match.operationId} ${name}`));
      }
    }
    expect(unknown.toSorted()).toEqual([]);
  });

  /** @returns the path of every field that theirs has and ours has not, or has as something else. */
  function differences(one: Definition, other: Schema | undefined, path: string): string[] {
    const wanted = resolved(one, definitions);
    if (!other) return [path];
    const found = served.resolved(other);
    const type = wanted.properties ? 'object' : wanted.type;
    const isSame =
      found.type === type || [found.type, type].every((each) => /number|integer/.test(each ?? ''));
    const isTime = wanted.format !== 'date-time' || found.format === 'date-time';
    const isKnown = !wanted.enum || found.enum?.every((value) => wanted.enum?.includes(value));
    if (!isSame || !isTime || !isKnown) return [`${path} differs: ${JSON.stringify(found)}`];
    return [
      ...(wanted.items ? differences(wanted.items, found.items, path === 'items' ? '' : path) : []),
      ...Object.entries(wanted.properties ?? {}).flatMap(([field, property]) =>
        differences(
          property,
          found.properties?.[field] ?? found.additionalProperties,
          path === '' ? field : `${path}.${field}`,
        ),
      ),
    ];
  }
});
