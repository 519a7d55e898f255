// The same question, put to a well-known library in a Fastify route.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { request } from './client.mjs';
import { inTurn, ratio, told, verification } from './rounds.mjs';
import { Server, Service } from './server.mjs';
import { REQUESTS, WARM_UP } from './settings.mjs';

const PACKAGES = ['better-auth', '@better-auth/api-key'];
/** It is that much slower, about. */
const SLOWER = 20;

export async function measureBetterAuth() {
  const directory = install();
  if (!directory) return { values: { peer: 'not measured: better-auth cannot be installed (no network?)' } };
  const peer = await Server.start([join(import.meta.dirname, 'better-auth-server.mjs'), directory], {
    env: { NODE_ENV: 'production' },
    announced: /port (\d+)\./,
  });
  const theirKey = readFileSync(join(peer.directory, 'key'), 'utf8');
  const service = await Service.start();
  const ours = verification({ ApiKey: await service.makeKey() });
  const theirs = request('/', { 'x-api-key': theirKey });
  const versions = PACKAGES.map((name) => `${name} ${versionOf(directory, name)}`).join(', ');
  const name = `${versions}, its rate limit switched off, SQLite with journal_mode=WAL and synchronous=NORMAL`;
  const results = await inTurn({
    'a warm key': { server: service, requestAt: () => ours },
    [name]: {
      server: peer,
      requestAt: () => theirs,
      count: REQUESTS / SLOWER,
      warmUp: WARM_UP / SLOWER,
    },
  });
  for (const server of [peer, service]) server.stop();
  const [own, other] = Object.values(results);
  return { values: { peer: ratio(own, other, 'perCpu') }, details: [told(name, other)] };
}

/** Installs the newest beside the project, which does not depend on it. @returns where; undefined when that is not possible. */
function install() {
  const directory = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'latchkey-bench');
  mkdirSync(directory, { recursive: true });
  writeFileSync(join(directory, 'package.json'), '{ "private": true, "type": "module" }');
  try {
    // legacy-peer-deps: newest versions of the two ask for different versions of their common helpers
    const args = [
      'install',
      '--ignore-scripts',
      '--legacy-peer-deps',
      '--no-audit',
      '--no-fund',
      '--no-save',
    ];
    execFileSync('npm', [...args, ...PACKAGES.map((name) => `${name}@latest`)], {
      cwd: directory,
      stdio: 'ignore',
    });
  } catch {
    // without a network what was installed before will do
  }
  return PACKAGES.every((name) => versionOf(directory, name)) ? directory : undefined;
}

function versionOf(directory, name) {
  try {
    return JSON.parse(readFileSync(join(directory, 'node_modules', name, 'package.json'), 'utf8')).version;
  } catch {
    return undefined;
  }
}
