import { execFileSync, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { createConnection } from 'mysql2/promise';
import { freePort } from './free-port.js';
import { until } from './process.js';

const PROGRAM = '/usr/sbin/mariadbd';
const PATIENCE_MS = 60_000;

/** Whether there is a MariaDB to start; where the suite runs on a server there is one. */
export const hasMariaDb = existsSync(PROGRAM);
if (!hasMariaDb)
  process.stderr.write('Tests with a MariaDB of their own are left out: there is none to start.\n');

/** A MariaDB of a test's own, with an empty database `latchkey` that `root` may use without a password. */
export class MariaDbServer {
  private constructor(
    readonly port: number,
    readonly directory: string,
    private readonly child: ChildProcess,
  ) {}

  /** @param files written beside the data. @param options as on the command line, given the directory of those files. */
  static async start(
    files: Record<string, string> = {},
    options: (directory: string) => string[] = () => [],
  ): Promise<MariaDbServer> {
    const directory = mkdtempSync(join(tmpdir(), 'latchkey-mariadb-'));
    for (const [name, text] of Object.entries(files))
      writeFileSync(join(directory, name), text, { mode: 0o600 });
    const shared = ['--no-defaults', `--user=${userInfo().username}`, `--datadir=${join(directory, 'data')}`];
    execFileSync(
      'mariadb-install-db',
      [...shared, '--auth-root-authentication-method=normal', '--skip-test-db'],
      { stdio: 'ignore' },
    );
    const port = await freePort();
    const child = spawn(
      PROGRAM,
      [
        ...shared,
        '--bind-address=127.0.0.1',
        `--port=${port}`,
        `--socket=${join(directory, 'socket')}`,
        `--tmpdir=${directory}`,
        ...options(directory),
      ],
      { stdio: 'ignore' },
    );
    const server = new MariaDbServer(port, directory, child);
    await until(() => server.makeDatabase(), PATIENCE_MS, 100);
    return server;
  }

  /** For one with an empty database. */
  get url(): string {
    return `mysql://root@127.0.0.1:${this.port}/latchkey`;
  }

  /** Stops it in whatever it does, with all its connections open. */
  freeze(): void {
    this.child.kill('SIGSTOP');
  }

  /** Lets it go on. */
  thaw(): void {
    this.child.kill('SIGCONT');
  }

  /** Kills it and removes what it wrote. */
  async remove(): Promise<void> {
    const ended = new Promise((resolve) => this.child.once('close', resolve));
    this.child.kill('SIGKILL');
    await ended;
    rmSync(this.directory, { recursive: true, force: true });
  }

  /** Sends a statement over a connection of its own. */
  async query(statement: string, ssl?: { rejectUnauthorized: boolean }): Promise<void> {
    const connection = await createConnection({
      host: '127.0.0.1',
      port: this.port,
      user: 'root',
      ...(ssl && { ssl }),
    });
    try {
      await connection.query(statement);
    } finally {
      await connection.end();
    }
  }

  private async makeDatabase(): Promise<boolean> {
    if (this.child.exitCode !== null) throw new Error('MariaDB did not start');
    try {
      await this.query('CREATE DATABASE IF NOT EXISTS latchkey CHARACTER SET utf8mb4');
      return true;
    } catch {
      return false;
    }
  }
}
