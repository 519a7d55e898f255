import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import request from 'supertest';
import { ensureBuilt, ROOT } from './build.js';
import { noting } from './canaries/calls.js';
import { canaries } from './canaries/canaries.js';
import { noteSettings } from './canaries/installation.js';
import { leaksOfProcess, refuseLeaks } from './canaries/sweep.js';
import { BOOTSTRAP } from './test-app.js';

// when a file is loaded, before the clock of its first test runs: after a fresh clone the build takes longer than a test may
ensureBuilt();

const LONGEST_START_MS = 20_000;
const LONGEST_WAIT_MS = 20_000;

/** Lets the service make the first administrator from its environment. */
export const BOOTSTRAP_ENV = {
  LATCHKEY_BOOTSTRAP_ORG: BOOTSTRAP.orgName,
  LATCHKEY_BOOTSTRAP_EMAIL: BOOTSTRAP.emailId,
  LATCHKEY_BOOTSTRAP_PASSWORD: BOOTSTRAP.password,
};

export interface Ending {
  code: number | null;
  signal: NodeJS.Signals | null;
  /** How long the process lived. */
  ms: number;
}

interface SpawnOptions {
  /** The whole environment, apart from PATH and `PORT=0`. */
  env?: Record<string, string>;
  /** Where it is started; absent: an empty directory of its own. */
  cwd?: string;
  /** Which of the built programs. */
  program?: string;
  nodeOptions?: string[];
  /** Behind the name of the program. */
  args?: string[];
  /** The file that it logs to; absent: a pipe that is read. */
  stdout?: number;
}

const running = new Set<ServiceProcess>();
/** Where secrets were found in what those wrote that have ended. */
const leaks: string[] = [];

/** The service as its users run it: the built program in a process of its own, on a port that the system chose. */
export class ServiceProcess {
  stdout = '';
  stderr = '';
  readonly ending: Promise<Ending>;
  private endedAs: Ending | undefined;

  private constructor(
    private readonly child: ChildProcess,
    scratch: string,
    place: { env: Record<string, string>; cwd: string },
  ) {
    noteSettings(canaries, place.env);
    const began = performance.now();
    child.stdout?.setEncoding('utf8').on('data', (text: string) => (this.stdout += text));
    child.stderr?.setEncoding('utf8').on('data', (text: string) => (this.stderr += text));
    this.ending = new Promise((resolve) => {
      // 'close' comes after all output was read
      child.on('close', (code, signal) => {
        running.delete(this);
        leaks.push(...leaksOfProcess({ ...this, ...place }));
        rmSync(scratch, { recursive: true, force: true });
        resolve((this.endedAs = { code, signal, ms: performance.now() - began }));
      });
    });
    running.add(this);
  }

  /** Starts it and does not wait for anything. */
  static spawn({
    env = {},
    cwd,
    program = 'dist/main.js',
    nodeOptions = [],
    args = [],
    stdout,
  }: SpawnOptions = {}): ServiceProcess {
    const scratch = mkdtempSync(join(tmpdir(), 'latchkey-cwd-'));
    const place = { env, cwd: cwd ?? scratch };
    const child = spawn(process.execPath, [...nodeOptions, join(ROOT, program), ...args], {
      cwd: place.cwd,
      env: { PATH: process.env['PATH'], PORT: '0', ...env },
      stdio: ['ignore', stdout ?? 'pipe', 'pipe'],
    });
    return new ServiceProcess(child, scratch, place);
  }

  /** Starts it and waits until it says that it is ready. */
  static async start(options: SpawnOptions = {}): Promise<ServiceProcess> {
    const service = ServiceProcess.spawn(options);
    await service.says('Latchkey is ready.', LONGEST_START_MS);
    return service;
  }

  /** Ends whatever a test left running; for afterAll. @throws when a secret lies in what any process of this file wrote. */
  static async killAll(): Promise<void> {
    await Promise.all([...running].map((service) => service.kill()));
    refuseLeaks(leaks);
  }

  /** Where it listens, out of its start block. */
  get address(): string {
    const [, address] = /^Address: +(http:\S+)$/m.exec(this.stderr) ?? [];
    if (!address) throw new Error(`no address in: ${this.stderr}`);
    return address;
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  /**
   * For how long its main thread could have run and others had the processors: the neighbours of a test, whose time is not its own. 0 where the
   * system does not tell (Linux does).
   */
  get waitedForProcessorMs(): number {
    const file = `/proc/${this.pid}/schedstat`;
    return existsSync(file) ? Number(readFileSync(file, 'utf8').split(' ')[1]) / 1e6 : 0;
  }

  /** Sends a request without a credential. */
  get http() {
    return noting(canaries, request(this.address));
  }

  /** What it logged, each line parsed. */
  get log(): Record<string, unknown>[] {
    return this.stdout
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  }

  /** Waits until standard error holds this text. */
  async says(text: string, patience = LONGEST_WAIT_MS): Promise<void> {
    await until(() => {
      if (!this.stderr.includes(text) && this.endedAs)
        throw new Error(
          `it ended (${JSON.stringify(this.endedAs)}) before it said "${text}": ${this.stderr}`,
        );
      return this.stderr.includes(text);
    }, patience);
  }

  signal(name: NodeJS.Signals): void {
    this.child.kill(name);
  }

  /** Takes away the reader of its output, as a closed terminal does. */
  stopReading(): void {
    this.child.stdout?.destroy();
    this.child.stderr?.destroy();
  }

  /** As a power cut ends it. */
  async kill(): Promise<Ending> {
    this.child.kill('SIGKILL');
    return this.ending;
  }

  /** Logs the bootstrap administrator in. @returns the token. */
  async logIn(): Promise<string> {
    const { emailId, password } = BOOTSTRAP;
    const { body } = await this.http.post('/v1/auth/authenticate').send({ emailId, password }).expect(200);
    return (body as { Authorization: string }).Authorization;
  }
}

/** Asks again and again until the answer is yes. @throws when it is not within so many milliseconds. */
export async function until(
  check: () => boolean | Promise<boolean>,
  patience = LONGEST_WAIT_MS,
  pauseMs = 10,
): Promise<void> {
  for (const end = performance.now() + patience; !(await check());) {
    if (performance.now() > end) throw new Error(`not within ${patience} ms: ${check.toString()}`);
    await pause(pauseMs);
  }
}
