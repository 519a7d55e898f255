import type { Response } from 'supertest';
import { QueryFailedError } from 'typeorm';
import { FaultInjection } from '../support/fault-injection.js';
import type { Habit } from '../support/fault-injection.js';
import { NO_LIMITS } from '../support/no-limits.js';
import { TestApp } from '../support/test-app.js';
import {
  castOf,
  ISSUING_DOORS,
  OPEN_DOORS,
  SHUT_DOORS,
  startAgain,
  valuesThatCount,
} from './faults/doors.js';
import type { Cast, Door } from './faults/doors.js';
import { givesAway } from './faults/given-away.js';
import {
  ALL_DECIDERS,
  dependenciesOf,
  FOLLOWS_THE_COMMIT,
  IS_NO_DECISION,
  isUnheard,
  THROWS_SOMETHING,
} from './faults/dependencies.js';

/** Longer than this no request takes, whatever happens. */
const LONGEST_MS = 5000;

const driverFault = () =>
  Object.assign(new Error('gone'), { code: 'PROTOCOL_CONNECTION_LOST', errcode: 10, fatal: true });
/** What is thrown, with the least that is answered: 503 says that the database is at fault, and that trying again may help. */
const FAULTS: [what: string, fault: () => unknown, least: 500 | 503][] = [
  ['a TypeError', () => new TypeError('injected'), 500],
  ['a fault of the driver', driverFault, 503],
  ['a failed query', () => new QueryFailedError('SELECT', [], driverFault()), 503],
  ['nothing', () => undefined, 500],
];

interface Case {
  name: string;
  /** The least status that is honest; undefined when only a lie was told, which a refusal may follow. */
  least?: 500 | 503;
  happen: () => unknown;
}

/** Everything that something like this can do instead of what it should. */
function casesFor(at: string, { isAsync, tells }: Habit): Case[] {
  const possible = FAULTS.filter(([what]) => what !== 'nothing' || !THROWS_SOMETHING.test(at));
  const thrown = possible.flatMap(([what, fault, least]): Case[] => {
    const throws = (): never => {
      throw fault();
    };
    const rejects = async () => throws();
    return [
      { name: `throws ${what}`, least, happen: throws },
      ...(isAsync ? [{ name: `rejects with ${what}`, least, happen: rejects }] : []),
    ];
  });
  const answers = { nothing: [], yes: [undefined, null], something: [undefined, null, {}] }[tells];
  return [
    ...thrown,
    ...answers.map((value) => ({
      name: `answers ${JSON.stringify(value)}`,
      happen: () => (isAsync ? Promise.resolve(value) : value),
    })),
  ];
}

describe('whatever a decision depends on fails', () => {
  let app: TestApp;
  let injection: FaultInjection;
  let cast: Cast;
  const asked = new Set<string>();
  const lost: unknown[] = [];
  const lose = (fault: unknown) => lost.push(fault);

  beforeAll(async () => {
    process.on('unhandledRejection', lose);
    app = await TestApp.start({ env: { ...NO_LIMITS, LATCHKEY_REFRESH_BY_GET: 'true' } });
    cast = await castOf(app);
    await app.app.listen(0, '127.0.0.1');
    injection = FaultInjection.into(app);
  });
  afterAll(async () => {
    process.off('unhandledRejection', lose);
    injection.leave();
    await app.close();
  });

  /** @returns what went wrong with each fault at everything that this door asks. */
  async function violations(door: Door, isWarm: boolean, isWrong: (answer: Response, one: Case) => boolean) {
    const send = () => door.send(app, cast).timeout(LONGEST_MS);
    const found: string[] = [];
    const setUp = async () => {
      await startAgain(app, door);
      if (isWarm) await send();
    };
    await setUp();
    const { calls } = await injection.record(send);
    for (const [at, habit] of calls) {
      if (IS_NO_DECISION.test(at)) continue;
      asked.add(at);
      const isHeard = !isUnheard(at, door.name);
      const cases = casesFor(at, habit).filter(({ least }) => least !== undefined || isHeard);
      for (const one of cases) {
        await setUp();
        const answer = await injection.inject({ at, happen: one.happen }, send);
        if (isWrong(answer, one) || givesAway(answer) || lost.length > 0)
          found.push(`${at} ${one.name}: ${answer.status} ${answer.text} ${lost.splice(0).join()}`);
      }
    }
    await setUp();
    return { found, count: calls.size, answer: await send() };
  }
  const temperatures = ({ keepsCopies }: Door) => (keepsCopies ? [false, true] : [false]);

  it.each(OPEN_DOORS)(
    'CF-06 DB-03 $name: nobody is let in, and no credential is blamed',
    async (door) => {
      for (const isWarm of temperatures(door)) {
        const { found, count, answer } = await violations(
          door,
          isWarm,
          (wrong, { least = 0 }) => door.lets(wrong) || wrong.status < least,
        );
        expect(found).toEqual([]);
        expect(count).toBeGreaterThan(5);
        expect({ text: answer.text, isIn: door.lets(answer) }).toMatchObject({ isIn: true });
      }
    },
    120_000,
  );

  it.each(SHUT_DOORS)(
    'CF-06 $name: nobody is let in',
    async (door) => {
      for (const isWarm of temperatures(door)) {
        const { found, count, answer } = await violations(door, isWarm, (wrong) => door.lets(wrong));
        expect(found).toEqual([]);
        expect(count).toBeGreaterThan(5);
        expect({ status: answer.status, isIn: door.lets(answer) }).toMatchObject({ isIn: false });
        expect(answer.status).toBeLessThan(500);
      }
    },
    120_000,
  );

  it.each(ISSUING_DOORS)(
    'CF-06 $name: whoever is told of a fault has made no value that counts',
    async (door) => {
      const send = () => door.send(app, cast).timeout(LONGEST_MS);
      await startAgain(app, door);
      const { calls } = await injection.record(send);
      const found: string[] = [];
      let before = await valuesThatCount(app);
      for (const [at, habit] of calls) {
        if (IS_NO_DECISION.test(at) || FOLLOWS_THE_COMMIT.test(at)) continue;
        for (const one of casesFor(at, habit).filter(({ least }) => least !== undefined)) {
          const answer = await injection.inject({ at, happen: one.happen }, send);
          const after = await valuesThatCount(app);
          const isSame = JSON.stringify(before) === JSON.stringify(after);
          before = after;
          if ((answer.status >= 400 && !isSame) || givesAway(answer) || lost.length > 0)
            found.push(`${at} ${one.name}: ${answer.status} ${answer.text} ${lost.splice(0).join()}`);
        }
      }
      expect(found).toEqual([]);
      expect(calls.size).toBeGreaterThan(5);
      expect(door.lets(await send())).toBe(true);
    },
    120_000,
  );

  it('CF-06 everything that is given to who decides was made to fail', () => {
    const dependencies = ALL_DECIDERS.flatMap(dependenciesOf);
    expect(dependencies.length).toBeGreaterThan(40);
    const failed = new Set([...asked].map((name) => name.split('.')[0]));
    expect(dependencies.filter((name) => !failed.has(name))).toEqual([]);
  });
});
