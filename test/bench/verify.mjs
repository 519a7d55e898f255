// What verification costs the server: requests per second of its CPU time, next to an empty route on bare Fastify in a process of its own.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const CONNECTIONS = 32;
const REQUESTS = 20_000;
const WARM_UP = 10_000;
const ROUNDS = 5;
const LOGIN = { emailId: 'root@bench.example', password: 'ordinary giraffes count clouds' };
const TICKS_PER_SECOND = 100; // USER_HZ, the same on all of Linux

const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
const directory = mkdtempSync(join(tmpdir(), 'latchkey-bench-'));

/** A server in a process of its own, whose CPU time can be read. */
class Server {
  static async start(args, env, announced) {
    const child = spawn(process.execPath, args, {
      cwd: directory,
      env: { PATH: process.env.PATH, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    const port = await new Promise((done, fail) => {
      const look = (text) => {
        said += text;
        const found = announced.exec(said);
        if (!found) return;
        for (const stream of [child.stdout, child.stderr]) stream.removeListener('data', look).resume();
        done(Number(found[1]));
      };
      child.stderr.on('data', look);
      child.stdout.on('data', look);
      child.on('exit', () => fail(new Error(said)));
    });
    return Object.assign(new Server(), { child, port });
  }

  call(method, path, headers = {}, body) {
    return new Promise((done, fail) => {
      const call = request({ agent, port: this.port, method, path, headers }, (answer) => {
        let text = '';
        answer
          .on('data', (chunk) => (text += chunk))
          .on('end', () => done({ status: answer.statusCode, text }));
      });
      call.on('error', fail);
      call.end(body && JSON.stringify(body));
    });
  }

  async json(method, path, headers, body) {
    const { text } = await this.call(method, path, { 'content-type': 'application/json', ...headers }, body);
    return JSON.parse(text);
  }

  /** Seconds of CPU that the process has used. */
  get cpu() {
    const fields = readFileSync(`/proc/${this.child.pid}/stat`, 'utf8').split(') ')[1].split(' ');
    return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
  }

  /** @returns requests per CPU second, and the latency in milliseconds that 99 of 100 stay below. */
  async load(path, headers, status, count) {
    const taken = [];
    let left = count;
    const cpu = this.cpu;
    await Promise.all(
      Array.from({ length: CONNECTIONS }, async () => {
        while (left-- > 0) {
          const began = performance.now();
          const answer = await this.call('GET', path, headers);
          taken.push(performance.now() - began);
          if (answer.status !== status) throw new Error(`${path}: ${answer.status} ${answer.text}`);
        }
      }),
    );
    taken.sort((a, b) => a - b);
    return { perCpu: count / (this.cpu - cpu), p99: taken[Math.floor(taken.length * 0.99)] };
  }
}

const bare = await Server.start(
  [
    '--input-type=module',
    '-e',
    `import fastify from ${JSON.stringify(resolve('node_modules/fastify/fastify.js'))};
     const app = fastify({ logger: false }).get('/', (_, reply) => reply.send());
     console.log('port ' + new URL(await app.listen({ port: 0, host: '127.0.0.1' })).port + '.');`,
  ],
  {},
  /port (\d+)\./,
);
const service = await Server.start(
  [resolve('dist/main.js')],
  {
    PORT: '0',
    LATCHKEY_DATA_DIR: directory,
    LATCHKEY_BOOTSTRAP_ORG: 'bench',
    LATCHKEY_BOOTSTRAP_EMAIL: LOGIN.emailId,
    LATCHKEY_BOOTSTRAP_PASSWORD: LOGIN.password,
    LATCHKEY_INVALID_PER_MINUTE: '1000000',
    ...(process.env.LATCHKEY_LOG_LEVEL && { LATCHKEY_LOG_LEVEL: process.env.LATCHKEY_LOG_LEVEL }),
  },
  /Address: +http:\/\/[^:]+:(\d+)/,
);
const { Authorization: token } = await service.json('POST', '/v1/auth/authenticate', {}, LOGIN);
const { apiKey } = await service.json(
  'POST',
  '/v1/apiKeys',
  { authorization: token },
  { metadata: { name: 'bench' }, spec: { expiresInDays: 30 } },
);

const VERIFY = '/v1/auth/verify';
const measures = {
  'an empty route on bare Fastify': [bare, '/', {}, 200],
  'a warm key': [service, VERIFY, { apikey: apiKey }, 200],
  'a warm token': [service, VERIFY, { authorization: token }, 200],
  garbage: [service, VERIFY, { apikey: 'lk_garbage' }, 401],
};
const results = Object.fromEntries(Object.keys(measures).map((name) => [name, []]));
for (const [server, ...what] of Object.values(measures)) await server.load(...what, WARM_UP);
for (let round = 0; round < ROUNDS; round++)
  for (const [name, [server, ...what]] of Object.entries(measures))
    results[name].push(await server.load(...what, REQUESTS));
for (const { child } of [bare, service]) child.removeAllListeners('exit').kill();
rmSync(directory, { recursive: true, force: true });

const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1];
const [base] = Object.values(results);
console.log(
  `\n${CONNECTIONS} connections, ${ROUNDS} rounds of ${REQUESTS} requests taken in turn, medians, SQLite, log level ${process.env.LATCHKEY_LOG_LEVEL ?? 'info'}:`,
);
for (const [name, rounds] of Object.entries(results)) {
  const ratio = median(rounds.map(({ perCpu }, round) => perCpu / base[round].perCpu));
  const p99 = median(rounds.map((each, round) => each.p99 / base[round].p99));
  console.log(
    `  ${name}: ${median(rounds.map(({ perCpu }) => perCpu)).toFixed(0)} requests per CPU second, ${ratio.toFixed(2)} of bare; p99 ${p99.toFixed(2)} times that of bare`,
  );
}
agent.destroy();
