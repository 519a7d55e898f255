// How long the built service takes from `npm start`'s `node` to ready on an existing database, and what it weighs when idle.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { START_FLAGS } from './start-flags.mjs';

const ROUNDS = 7;
const IDLE_MS = 5000;
const main = resolve(import.meta.dirname, '../../dist/main.js');
const directory = mkdtempSync(join(tmpdir(), 'latchkey-bench-'));

/** Starts it once. @returns milliseconds until ready, and resident MiB after a while of doing nothing (when asked). */
async function once({ idle = false } = {}) {
  const began = performance.now();
  const child = spawn(process.execPath, [...START_FLAGS, main], {
    cwd: directory,
    env: { PATH: process.env.PATH, PORT: '0', LATCHKEY_DATA_DIR: directory },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const ms = await new Promise((done, fail) => {
    let said = '';
    child.stderr.on('data', (text) => {
      said += text;
      if (said.includes('Latchkey is ready.')) done(performance.now() - began);
    });
    child.on('exit', () => fail(new Error(said)));
  });
  if (idle) await pause(IDLE_MS);
  const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
  const mib = Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) / 1024;
  child.removeAllListeners('exit');
  child.kill('SIGKILL');
  await new Promise((done) => child.on('close', done));
  return { ms, mib };
}

await once(); // makes the database
const starts = [];
for (let round = 0; round < ROUNDS; round++) starts.push((await once()).ms);
starts.sort((a, b) => a - b);
const { mib } = await once({ idle: true });
rmSync(directory, { recursive: true, force: true });

console.log(
  `ready after, ms: min ${starts[0].toFixed(0)}, median ${starts[ROUNDS >> 1].toFixed(0)}, max ${starts.at(-1).toFixed(0)} (${ROUNDS} starts; bar 3000)`,
);
console.log(`idle, MiB resident after ${IDLE_MS / 1000} s: ${mib.toFixed(0)} (bar 150)`);
