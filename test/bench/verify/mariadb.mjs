// A database server for the benchmark alone.
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir, totalmem, userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { createConnection } from 'mysql2/promise';
import { whenDone } from './clean-up.mjs';

const PROGRAM = '/usr/sbin/mariadbd';
const STARTS_WITHIN_MS = 60_000;
const MIB = 2 ** 20;

/** Starts one, in a temporary directory that goes away with this process. @returns its address; undefined when there is none to start. */
export async function startMariaDb() {
  if (!existsSync(PROGRAM)) return undefined;
  const directory = mkdtempSync(join(tmpdir(), 'latchkey-bench-mariadb-'));
  whenDone(() => rmSync(directory, { recursive: true, force: true, maxRetries: 5 }));
  const data = join(directory, 'data');
  const shared = ['--no-defaults', `--user=${userInfo().username}`, `--datadir=${data}`];
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
      `--innodb-buffer-pool-size=${Math.round(totalmem() / 4 / MIB)}M`,
      '--innodb-log-file-size=1G',
      '--innodb-flush-log-at-trx-commit=2',
      '--innodb-sort-buffer-size=64M', // indices of the big table are made when its rows are there
    ],
    { stdio: 'ignore' },
  );
  whenDone(() => child.kill('SIGKILL'));
  const url = `mysql://root@127.0.0.1:${port}/latchkey`;
  await answering(url, child);
  return url;
}

/** @returns a connection to the server, in none of its databases. */
export function connectTo(url, options = {}) {
  return createConnection({ uri: Object.assign(new URL(url), { pathname: '' }).toString(), ...options });
}

async function answering(url, child) {
  const began = performance.now();
  for (;;) {
    try {
      return await (await connectTo(url)).end();
    } catch (fault) {
      if (child.exitCode !== null || performance.now() - began > STARTS_WITHIN_MS) throw fault;
      await pause(100);
    }
  }
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((done) => server.once('listening', done));
  const { port } = server.address();
  await new Promise((done) => server.close(done));
  return port;
}
