import * as fc from 'fast-check';
import { isServer } from '../support/test-database.js';
import type { KeyModel, ModelKey } from './model/key-model.js';
import { KeyService } from './model/key-service.js';

/** Seeds that found something are added here, and stay. `FUZZ_SEED` repeats a single one. */
const SAVED_SEEDS = [20_300_101, 42, 1789, 271_828];
const SEEDS = process.env['FUZZ_SEED'] ? [Number(process.env['FUZZ_SEED'])] : SAVED_SEEDS;
const RUNS = Number(process.env['MODEL_RUNS'] ?? (isServer ? 40 : 100));
const MOST_COMMANDS = 40;
const MOST_KEYS = 6;

/** Changes the model, and says what status is due; then asks the service for the same. */
interface Step {
  model: (model: KeyModel) => number;
  service: (service: KeyService, model: KeyModel) => Promise<number>;
}

/** One thing that is done to the model and to the service, after which every door must say what the model says. */
class Command implements fc.AsyncCommand<KeyModel, KeyService> {
  constructor(
    private readonly name: string,
    private readonly step: Step,
    readonly check: (model: Readonly<KeyModel>) => boolean = () => true,
  ) {}

  async run(model: KeyModel, service: KeyService): Promise<void> {
    const due = this.step.model(model);
    expect(await this.step.service(service, model)).toBe(due);
    const values = model.values();
    expect(await service.doors(values.map(({ value }) => value))).toEqual(
      values.map(({ code }) => doorsOf(model, code)),
    );
  }

  toString(): string {
    return this.name;
  }
}

/** Nobody of a suspended organisation can ask about its keys. */
function doorsOf(model: KeyModel, code: string) {
  const status = code === 'VALID' ? 200 : 401;
  return { info: status, forwardAuth: status, verify: model.isTenantActive ? code : 401 };
}

const DONE = 0;
const minutes = fc.constantFrom(1, 2, 5, 30);
const flag = fc.boolean();
const anyKey = fc.nat(MOST_KEYS - 1);
const keyAt = ({ keys }: KeyModel, at: number) => keys[at % keys.length];

/** A command about one of the keys, counted through those that there are; they are still asked about when they are deleted. */
const onKey = (
  name: string,
  at: number,
  model: (model: KeyModel, key: ModelKey) => number,
  service: (service: KeyService, key: ModelKey) => Promise<number>,
) =>
  new Command(
    `${name} key ${at}`,
    {
      model: (state) => model(state, keyAt(state, at)),
      service: (real, state) => service(real, keyAt(state, at)),
    },
    ({ keys }) => keys.length > 0,
  );

const COMMANDS = [
  minutes.map(
    (time) =>
      new Command(
        `create for ${time} min`,
        {
          model: (model) => model.create(time),
          service: (service, { keys }) =>
            service.create(
              time,
              keys.find(({ uid }) => uid === ''),
            ),
        },
        ({ keys }) => keys.length < MOST_KEYS,
      ),
  ),
  anyKey.map((at) =>
    onKey(
      'rename',
      at,
      (model, key) => model.rename(key),
      (real, key) => real.rename(key),
    ),
  ),
  fc.tuple(anyKey, minutes).map(([at, time]) =>
    onKey(
      `give ${time} min to`,
      at,
      (model, key) => model.changeExpiry(key, time),
      (real, key) => real.changeExpiry(key, time),
    ),
  ),
  fc.tuple(anyKey, flag).map(([at, isActive]) =>
    onKey(
      isActive ? 're-activate' : 'revoke',
      at,
      (model, key) => model.setState(key, isActive),
      (real, key) => real.setState(key, isActive),
    ),
  ),
  fc.tuple(anyKey, fc.constantFrom(0, 1, 5, 30)).map(([at, grace]) =>
    onKey(
      `rotate with ${grace} min`,
      at,
      (model, key) => model.rotate(key, grace),
      (real, key) => real.rotate(key, grace),
    ),
  ),
  anyKey.map((at) =>
    onKey(
      'delete',
      at,
      (model, key) => model.delete(key),
      (real, key) => real.delete(key),
    ),
  ),
  flag.map(
    (isActive) =>
      new Command(`${isActive ? 'enable' : 'disable'} the owner`, {
        model: (model) => model.setOwner(isActive),
        service: (service) => service.setOwner(isActive),
      }),
  ),
  flag.map(
    (isActive) =>
      new Command(`${isActive ? 'resume' : 'suspend'} the organisation`, {
        model: (model) => model.setTenant(isActive),
        service: (service) => service.setTenant(isActive),
      }),
  ),
  minutes.map(
    (time) =>
      new Command(`${time} min pass`, {
        model: (model) => (model.advance(time), DONE),
        service: async (service) => (service.advance(time), DONE),
      }),
  ),
  fc.constant(
    new Command('drop the copies', {
      model: () => DONE,
      service: async (service) => (service.dropCopies(), DONE),
    }),
  ),
];

describe('keys, whatever is done to them', () => {
  let service: KeyService;

  beforeAll(async () => {
    service = await KeyService.start();
  });
  afterAll(() => service.stop());

  it.each(SEEDS)(
    'AK-05 AK-06 AK-08 AK-11 TK-09 count at every door exactly when they should, at once (seed %i)',
    async (seed) => {
      const commands = fc.commands(COMMANDS, { maxCommands: MOST_COMMANDS, size: 'max' });
      await fc.assert(
        fc.asyncProperty(commands, async (steps) => {
          const model = await service.begin();
          await fc.asyncModelRun(() => ({ model, real: service }), steps);
        }),
        { seed, numRuns: Math.ceil(RUNS / SEEDS.length) },
      );
    },
    120_000,
  );
});
