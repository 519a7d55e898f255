// Servers that are measured, each in a process of its own.
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { START_FLAGS } from '../start-flags.mjs';
import { load, withConnections } from './client.mjs';
import { whenDone } from './clean-up.mjs';
import { CONNECTIONS, REQUESTS } from './settings.mjs';

const LOGIN = { emailId: 'root@bench.example', password: 'ordinary giraffes count clouds' };
/** One for the whole run: a service that is started again on a database must open what the first has sealed. */
const MASTER_KEY = randomBytes(32).toString('base64');
const NANOSECONDS = 1e9;

/** A process that listens, and whose CPU time can be read. */
export class Server {
  /** @param announced finds the port in what it says on standard error. */
  static async start(args, { env = {}, announced = /port (\d+)\./ } = {}) {
    const directory = mkdtempSync(join(tmpdir(), 'latchkey-bench-'));
    const child = spawn(process.execPath, [...START_FLAGS, ...args], {
      cwd: directory,
      env: { PATH: process.env.PATH, LATCHKEY_DATA_DIR: directory, ...env },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const server = Object.assign(new Server(), { child, directory });
    whenDone(() => server.stop());
    server.port = await new Promise((done, failed) => {
      let said = '';
      child.stderr.on('data', (text) => {
        said += text;
        const found = announced.exec(said);
        if (found) done(Number(found[1]));
      });
      child.on('exit', () => failed(new Error(`${args[0]} ended: ${said}`)));
    });
    return server;
  }

  stop() {
    this.child.removeAllListeners('exit').kill('SIGKILL');
    rmSync(this.directory, { recursive: true, force: true, maxRetries: 5 });
  }

  /** Seconds of CPU that all threads of the process have used: from the scheduler, which counts nanoseconds and not ticks. */
  get cpu() {
    const threads = `/proc/${this.child.pid}/task`;
    const used = readdirSync(threads).map((id) => readFileSync(`${threads}/${id}/schedstat`, 'utf8'));
    return used.reduce((sum, text) => sum + Number(text.split(' ')[0]), 0) / NANOSECONDS;
  }

  get residentMib() {
    const status = readFileSync(`/proc/${this.child.pid}/status`, 'utf8');
    return Math.round(Number(/VmRSS:\s+(\d+) kB/.exec(status)[1]) / 1024);
  }

  /** @returns requests per CPU second of the server, and the milliseconds that 99 of 100 answers take at most. */
  async measure({ requestAt, status = 200, count = REQUESTS }) {
    return withConnections(this.port, CONNECTIONS, async (connections) => {
      const cpu = this.cpu;
      const taken = await load(connections, { count, requestAt, status });
      return { perCpu: count / (this.cpu - cpu), p99: percentile(taken, 0.99) };
    });
  }
}

/** An empty route on bare Fastify. */
export function startBare() {
  return Server.start([join(import.meta.dirname, 'bare-server.mjs')]);
}

/** The built service as people run it, with a logged-in administrator. */
export class Service extends Server {
  static async start({ databaseUrl, env } = {}) {
    const server = await Server.start([resolve('dist/main.js')], {
      env: {
        PORT: '0',
        LATCHKEY_BOOTSTRAP_ORG: 'bench',
        LATCHKEY_BOOTSTRAP_EMAIL: LOGIN.emailId,
        LATCHKEY_BOOTSTRAP_PASSWORD: LOGIN.password,
        LATCHKEY_MASTER_KEY: MASTER_KEY,
        ...(databaseUrl && { DATABASE_URL: databaseUrl }),
        ...env,
      },
      announced: /Address: +http:\/\/[^:]+:(\d+)/,
    });
    const service = Object.assign(new Service(), server);
    const { Authorization } = await service.ask('POST', '/v1/auth/authenticate', LOGIN);
    return Object.assign(service, { token: Authorization });
  }

  /** @returns the answer to what the administrator asks; undefined when it is empty. */
  async ask(method, path, body) {
    const answer = await fetch(`http://127.0.0.1:${this.port}${path}`, {
      method,
      headers: {
        ...(body && { 'content-type': 'application/json' }),
        ...(this.token && { authorization: this.token }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return text === '' ? undefined : JSON.parse(text);
  }

  async makeKey() {
    const { apiKey } = await this.ask('POST', '/v1/apiKeys', {
      metadata: { name: 'bench' },
      spec: { expiresInDays: 30 },
    });
    return apiKey;
  }
}

export function percentile(values, share) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length * share)];
}

export function median(values) {
  return percentile(values, 0.5);
}
