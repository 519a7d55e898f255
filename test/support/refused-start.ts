import { ServiceProcess } from './process.js';

/** What a start that cannot succeed left behind. */
export interface Refusal {
  /** Everything that it said, but for the two lines that every start begins with. */
  lines: string[];
  /** Both outputs, to look for what must not be in them. */
  output: string;
}

const OPENING = /^(Latchkey \S+ is starting \.\.\.| {2}database: .*)$/;

type Options = Parameters<typeof ServiceProcess.spawn>[0];

const TRIES = 3;

/**
 * Starts a service that must refuse: with exit code 1, soon, and without a stack.
 * @param within how many milliseconds the whole process may take.
 */
export async function refusedStart(options: Options, within = 5000): Promise<Refusal> {
  const { service, code, signal, ms } = await quickest(options, within);
  expect({ code, signal }).toEqual({ code: 1, signal: null });
  expect(ms).toBeLessThan(within);
  expect(service.stderr).not.toMatch(/^\s+at /m);
  expect(service.stdout).not.toContain('"stack"');
  expect(service.log.every((line) => typeof line['level'] === 'string')).toBe(true);
  const lines = service.stderr
    .trimEnd()
    .split('\n')
    .filter((line) => !OPENING.test(line));
  return { lines, output: service.stdout + service.stderr };
}

/** Once more after one that took too long: other tests may have had all processors. What the service itself takes, it takes each time. */
async function quickest(options: Options, within: number) {
  for (let tries = 1; ; tries++) {
    const service = ServiceProcess.spawn(options);
    const ending = await service.ending;
    if (ending.ms < within || tries === TRIES) return { service, ...ending };
  }
}
