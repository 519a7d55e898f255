import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import type { Dirent } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import type { DataSource } from 'typeorm';
import type { Canaries, Leak } from './canaries.js';

/** Files that are a secret, by their name in the data directory, and which one. */
const SECRET_FILES: Record<string, string> = {
  'master.key': 'master key', // an installation that was given none makes its own
  'setup-token': 'setup token', // for whoever sets the installation up
};

/** Fields that tell which line it is. */
const NAMES_OF_LINE = new Set(['level', 'msg', 'method', 'route', 'context']);

/** @returns each table and column that holds a secret. */
export async function leaksInDatabase(canaries: Canaries, source: DataSource): Promise<string[]> {
  const leaks: string[] = [];
  for (const table of await tablesOf(source)) {
    const rows = await source.query<Record<string, unknown>[]>(`SELECT * FROM ${table}`);
    if (!canaries.leakIn(bytesOf(rows.flatMap(Object.values)))) continue;
    for (const column of Object.keys(rows[0] ?? {})) {
      const leak = canaries.leakIn(bytesOf(rows.map((row) => row[column])));
      if (leak) leaks.push(told(leak, `the column ${table}.${column}`));
    }
  }
  return leaks;
}

/** @returns each file in this directory and below that holds a secret which is not its own; the database's have what was deleted, too. */
export function leaksInFiles(canaries: Canaries, directory: string): string[] {
  if (!existsSync(directory) || !statSync(directory).isDirectory()) return [];
  const copy = copyOf(directory);
  try {
    const entries = readdirSync(copy, { recursive: true, withFileTypes: true });
    return entries.filter((entry) => entry.isFile()).flatMap((entry) => leaksInFile(canaries, copy, entry));
  } finally {
    rmSync(copy, { recursive: true });
  }
}

/**
 * Made by another process: whoever reads and closes a file of SQLite's takes away all locks that its own process has on it, and the service
 * may run in this one.
 */
function copyOf(directory: string): string {
  const copy = mkdtempSync(join(tmpdir(), 'latchkey-copy-'));
  const { status, stderr } = spawnSync('cp', ['-R', `${directory}/.`, copy], { encoding: 'utf8' });
  const isGone = /No such file/.test(stderr); // another process may have closed its database meanwhile
  if (status !== 0 && !isGone) throw new Error(`${directory} cannot be searched: ${stderr}`);
  return copy;
}

function leaksInFile(canaries: Canaries, directory: string, { name, parentPath }: Dirent): string[] {
  const bytes = readFileSync(join(parentPath, name));
  const own = SECRET_FILES[name];
  if (own !== undefined) canaries.note(own, bytes.toString().trim());
  const leak = canaries.leakIn(bytes, own === undefined ? [] : [own]);
  const named = canaries.leakIn(name);
  const path = named ? '' : relative(directory, join(parentPath, name));
  return [
    ...(leak ? [told(leak, `byte ${leak.at} of the file ${path}`)] : []),
    ...(named ? [told(named, 'the name of a file')] : []),
  ];
}

/** @returns each kind of line that holds a secret. @param lines JSON, one object each. @param belongs what may be in them. */
export function leaksInLines(
  canaries: Canaries,
  lines: readonly string[],
  belongs: readonly string[] = [],
): string[] {
  const leakIn = (text: string) => canaries.leakIn(text, belongs);
  if (!leakIn(lines.join('\n'))) return [];
  const leaks = lines.flatMap((line) => {
    const leak = leakIn(line);
    return leak ? [told(leak, `a line of the log, ${describeLine(line, (text) => !leakIn(text))}`)] : [];
  });
  return [...new Set(leaks)];
}

/** @returns each metric that holds a secret. @param text as Prometheus reads it. */
export function leaksInMetrics(canaries: Canaries, text: string): string[] {
  const leaks = text.split('\n').flatMap((line) => {
    const leak = canaries.leakIn(line);
    return leak ? [told(leak, `the metric ${/^\w*/.exec(line)?.[0]}`)] : [];
  });
  return [...new Set(leaks)];
}

/** Says what was found where, and not the secret. */
export const told = ({ what, form }: Leak, where: string): string => `${what} (${form}) in ${where}`;

async function tablesOf(source: DataSource): Promise<string[]> {
  const rows = await source.query<{ name: string }[]>(
    source.options.type === 'mariadb' || source.options.type === 'mysql'
      ? 'SELECT table_name AS name FROM information_schema.tables WHERE table_schema = DATABASE()'
      : "SELECT name FROM sqlite_master WHERE type = 'table'",
  );
  return rows.map(({ name }) => name);
}

function bytesOf(values: unknown[]): Buffer {
  return Buffer.concat(
    values.flatMap((value) => [
      Buffer.isBuffer(value)
        ? value
        : Buffer.from(typeof value === 'string' ? value : (JSON.stringify(value) ?? '')),
      Buffer.from('\n'),
    ]),
  );
}

/** Says which line it is, by what of it holds no secret, and which fields hold one. */
function describeLine(line: string, isClean: (text: string) => boolean): string {
  try {
    const fields = Object.entries(JSON.parse(line) as Record<string, unknown>);
    const known = fields.filter(([name, value]) => NAMES_OF_LINE.has(name) && isClean(JSON.stringify(value)));
    const leaky = fields.filter(([, value]) => !isClean(JSON.stringify(value))).map(([name]) => name);
    return `field ${leaky.join(', ')} of ${JSON.stringify(Object.fromEntries(known))}`;
  } catch {
    return 'which is no JSON';
  }
}
