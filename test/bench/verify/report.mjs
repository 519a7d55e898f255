// The table, and the machine that it was measured on.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg, release, totalmem } from 'node:os';
import { connectTo } from './mariadb.mjs';
import { ROWS } from './rows.mjs';

const FILE = 'test/bench/results.md';

/** @param values what was measured, by row; a text says why it was not. @returns the table in Markdown. */
export function tableOf(values) {
  const measured = Object.entries(ROWS).filter(([id]) => values[id] !== undefined);
  return markdownTable([
    ['measure', 'bar', 'aim', 'measured'],
    ...measured.map(([id, row]) => [
      row.measure,
      `${{ more: '≥ ', less: '≤ ', equal: '' }[row.wants]}${shown(row, row.bar)}`,
      shown(row, row.aim),
      outcome(row, values[id]),
    ]),
  ]);
}

function outcome(row, value) {
  if (typeof value === 'string') return value;
  const numbers = typeof value === 'number' ? [value] : Object.values(value);
  const text =
    typeof value === 'number'
      ? shown(row, value)
      : Object.entries(value)
          .map(([engine, number]) => `${number} on ${engine}`)
          .join(', ');
  return numbers.every((number) => meets(row, number)) ? text : `**${text}**`;
}

function meets({ wants, bar }, value) {
  return wants === 'more' ? value >= bar : wants === 'less' ? value <= bar : value === bar;
}

function shown({ wants }, value) {
  return wants === 'equal' ? String(value) : value >= 10 ? value.toFixed(0) : value.toFixed(2);
}

/** As Prettier would write it. */
function markdownTable(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  const line = (cells, filler) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column], filler)).join(' | ')} |`;
  return [
    line(rows[0]),
    line(
      widths.map(() => ''),
      '-',
    ),
    ...rows.slice(1).map((row) => line(row)),
  ].join('\n');
}

/** What the numbers depend on. To be called at the start: it tells how busy the machine was before. */
export async function machine(databaseUrl) {
  const git = (...args) => execFileSync('git', args, { encoding: 'utf8' }).trim();
  const [{ model }] = cpus();
  return {
    date: new Date().toISOString(),
    commit: `${git('rev-parse', '--short=12', 'HEAD')}${git('status', '--porcelain', '--', '.', `:!${FILE}`) === '' ? '' : ' with changes'}`,
    processor: `${model.trim()}, ${availableParallelism()} cores, which servers and clients share`,
    memory: `${(totalmem() / 2 ** 30).toFixed(0)} GiB`,
    system: `${/PRETTY_NAME="(.*)"/.exec(readFileSync('/etc/os-release', 'utf8'))?.[1]}, Linux ${release()}`,
    'Node.js': process.version,
    MariaDB: databaseUrl ? await versionOf(databaseUrl) : 'none',
    'load average at the start': loadavg()
      .map((load) => load.toFixed(2))
      .join(', '),
  };
}

async function versionOf(databaseUrl) {
  const connection = await connectTo(databaseUrl);
  const [[{ version }]] = await connection.query('SELECT VERSION() AS version');
  await connection.end();
  return version;
}

/** Writes {@link FILE}. */
export function writeResults({ table, about, details, minutes }) {
  const list = (items) => items.map((item) => `- ${item}`).join('\n');
  writeFileSync(
    FILE,
    `# Verification, measured

Written by \`npm run bench\`, whose last part \`npm run bench:verify\` runs alone; do not edit. What each row means and how it is measured is
in [docs/performance.md](../../docs/performance.md#verification). What misses its bar is bold.

${table}

The machine:

${list([...Object.entries(about).map(([name, value]) => `${name}: ${value}`), `took ${minutes} minutes`])}

In numbers, which are this machine's:

${list(details)}
`,
  );
  return FILE;
}
