import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { accessSync, constants, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { Redis } from 'ioredis';
import { freePort } from './free-port.js';
import { until } from './process.js';

/** Whether a developer's machine has a Redis to start. Where it must (`CI_REDIS`), a missing one fails instead. */
export const hasRedis = isInstalled() || Boolean(process.env['CI_REDIS']);
if (!hasRedis) process.stderr.write('Tests with Redis are left out: there is no redis-server to start.\n');

/** A real Redis of a test's own, which it may hold up and kill. */
export class RedisServer {
  private child: ChildProcess | undefined;
  private readonly directory = mkdtempSync(join(tmpdir(), 'latchkey-redis-'));

  private constructor(
    readonly port: number,
    private readonly options: string[],
    private readonly isSecure: boolean,
  ) {}

  /** @param options as on the command line of redis-server. */
  static async start(options: string[] = [], { isSecure = false } = {}): Promise<RedisServer> {
    const server = new RedisServer(await freePort(), options, isSecure);
    await server.start();
    return server;
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  /** Starts it, the first time or again, on the same port. */
  async start(): Promise<void> {
    const ports = this.isSecure ? ['--port', '0', '--tls-port'] : ['--port'];
    const args = [...ports, `${this.port}`, '--bind', '127.0.0.1', '--save', '', '--dir', this.directory];
    const child = spawn('redis-server', [...args, ...this.options], { stdio: ['ignore', 'pipe', 'inherit'] });
    this.child = child;
    let said = '';
    let fault: Error | undefined;
    child.stdout.setEncoding('utf8').on('data', (text: string) => (said += text));
    child.on('error', (error) => (fault = error));
    await until(() => {
      if (fault || child.exitCode !== null) throw fault ?? new Error(`Redis did not start: ${said}`);
      return said.includes('Ready to accept connections');
    });
  }

  /** Holds it up: it takes connections and answers nothing. */
  hold(): void {
    this.child?.kill('SIGSTOP');
  }

  release(): void {
    this.child?.kill('SIGCONT');
  }

  async kill(): Promise<void> {
    const { child } = this;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((resolve) => child.once('close', resolve));
    child.kill('SIGKILL');
    await ended;
  }

  /** Kills it for good. */
  async remove(): Promise<void> {
    await this.kill();
    rmSync(this.directory, { recursive: true, force: true });
  }

  /** Does something over a connection of its own. */
  async with<T>(work: (client: Redis) => Promise<T>): Promise<T> {
    const client = new Redis(this.port, '127.0.0.1', { retryStrategy: () => null });
    try {
      return await work(client);
    } finally {
      client.disconnect();
    }
  }

  /** @returns the channels that somebody listens to. */
  channels(): Promise<string[]> {
    return this.with(async (client) => (await client.pubsub('CHANNELS', '*')) as string[]);
  }

  /** @returns what is said on all channels while something is done: of each word the channel and the word. */
  async overhear(work: () => Promise<unknown>): Promise<[string, string][]> {
    return this.with(async (client) => {
      const said: [string, string][] = [];
      client.on('pmessage', (_pattern: string, channel: string, word: string) => said.push([channel, word]));
      await client.psubscribe('*');
      await work();
      await client.ping(); // whatever was said before is here
      return said;
    });
  }
}

function isInstalled(): boolean {
  return (process.env['PATH'] ?? '').split(delimiter).some((directory) => {
    try {
      accessSync(join(directory, 'redis-server'), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
