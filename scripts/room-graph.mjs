// Draws which room enters which into ARCHITECTURE.md, from the code. `--check` only says whether the drawing is true.
import { cruise } from 'dependency-cruiser';
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config';
import { readFileSync, writeFileSync } from 'node:fs';

const FILE = 'ARCHITECTURE.md';
const BEGIN = '<!-- rooms: made by `npm run rooms`, do not edit -->';
const END = '<!-- /rooms -->';

const { output } = await cruise(
  ['src'],
  {
    doNotFollow: { path: 'node_modules' },
    includeOnly: '^src/',
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
  },
  {},
  { tsConfig: extractTSConfig('tsconfig.json') },
);

/** `src/users/user.entity.ts` is in the room `users`; files directly in `src` are the front of the house. */
const roomOf = (path) => /^src\/([^/]+)\//.exec(path)?.[1] ?? 'app';

const arrows = new Set();
for (const { source, dependencies } of output.modules) {
  for (const { resolved } of dependencies) {
    const [from, to] = [roomOf(source), roomOf(resolved)];
    if (from !== to && from !== 'app') arrows.add(`  ${from} --> ${to}`);
  }
}
const drawing = ['```mermaid', 'graph TD', ...[...arrows].toSorted((a, b) => a.localeCompare(b)), '```'].join(
  '\n',
);

const text = readFileSync(FILE, 'utf8');
const [before, rest] = text.split(BEGIN);
const after = rest?.split(END)[1];
if (after === undefined) throw new Error(`${FILE} lacks the marks around the drawing`);
const fresh = `${before}${BEGIN}\n\n${drawing}\n\n${END}${after}`;
if (fresh === text) process.exit(0);
if (process.argv.includes('--check')) {
  console.error(`The drawing of the rooms in ${FILE} is stale; run: npm run rooms`);
  process.exit(1);
}
writeFileSync(FILE, fresh);
