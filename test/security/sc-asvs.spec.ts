import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { PASSWORD_PAGE, PASSWORD_PAGE_SCRIPT } from '../../src/auth/password-page.js';

const ROOT = join(__dirname, '..', '..');
const page = (path: string) => readFileSync(join(ROOT, path), 'utf8');

const ASVS = page('docs/asvs.md');
/** A row of a chapter: number, level, requirement, state, where. */
const ROW = /^\| V(\d+\.\d+\.\d+) *\| (L\d) *\| (.+?) *\| (\S+) *\| (.+?) *\|$/gm;
const rows = [...ASVS.matchAll(ROW)].map(([, number = '', level, , state, where = '']) => ({
  number,
  level,
  state,
  where,
}));

/** How many requirements of levels 1 and 2 each chapter of ASVS 5.0.0 has. */
const CHAPTERS = [27, 11, 19, 10, 9, 35, 18, 7, 7, 29, 14, 9, 13, 9, 13, 16, 7];

const filesNamedIn = (text: string) =>
  [...text.matchAll(/`((?:src|libs|test|docs|examples|scripts)\/[^`\s]*)`/g)].map(([, path]) => path ?? '');

describe('docs/asvs.md (SC-03)', () => {
  it('SC-03 has each requirement of levels 1 and 2 once, in order', () => {
    const numbers = rows.map(({ number }) => number);
    expect(new Set(numbers).size).toBe(numbers.length);
    expect(numbers).toEqual(numbers.toSorted((a, b) => a.localeCompare(b, 'en', { numeric: true })));
    const perChapter = CHAPTERS.map((_, at) => numbers.filter((number) => number.startsWith(`${at + 1}.`)));
    expect(perChapter.map(({ length }) => length)).toEqual(CHAPTERS);
    expect(rows.every(({ level }) => level === 'L1' || level === 'L2')).toBe(true);
    // a row that is written otherwise would not be counted at all
    expect(ASVS.match(/^\| V/gm)).toHaveLength(rows.length);
  });

  it('SC-03 says at its head how many are met, not applicable and open', () => {
    const told = [...ASVS.matchAll(/^\| (met|n\/a|open) *\| (\d+) /gm)].map(([, state, count]) => [
      state,
      Number(count),
    ]);
    const real = ['met', 'n/a', 'open'].map((state) => [
      state,
      rows.filter((row) => row.state === state).length,
    ]);
    expect(told).toEqual(real);
    expect(real.reduce((sum, [, count]) => sum + Number(count), 0)).toBe(rows.length);
  });

  it('SC-03 names a file for all that is met: a spec, or the page that was asked for', () => {
    const unproven = rows.filter(
      ({ state, where }) =>
        state === 'met' && !/`(?:[^`]*spec\.ts|docs\/[^`]+\.md|SECURITY\.md)`/.test(where),
    );
    expect(unproven).toEqual([]);
  });

  it('SC-03 says of all that is open what is missing, or that it was decided', () => {
    const silent = rows.filter(
      ({ state, where }) =>
        state === 'open' && !/Missing: |Open on purpose|The policy of an organisation can/.test(where),
    );
    expect(silent).toEqual([]);
  });
});

describe.each(['docs/asvs.md', 'SECURITY.md'])('%s', (path) => {
  it('SC-03 names only files that are there', () => {
    const named = filesNamedIn(page(path));
    expect(named.length).toBeGreaterThan(0);
    expect([...new Set(named)].filter((file) => !existsSync(join(ROOT, file)))).toEqual([]);
  });
});

describe('what docs/asvs.md says is nowhere in the code', () => {
  const sources = ['src', 'libs'].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
      .filter(
        (entry) => entry.isFile() && /\.m?[jt]sx?$/.test(entry.name) && !entry.name.endsWith('.spec.ts'),
      )
      .map(({ parentPath, name }) => join(parentPath, name)),
  );

  it.each([
    ['code that is made of text (V1.3.2)', /\beval\(|\bnew Function\(|node:vm/],
    ['commands of the operating system (V1.2.5)', /child_process/],
    ['redirects (V3.7.2)', /\.redirect\(|@Redirect\(/],
    [
      'calls to other HTTP servers (V1.3.6, V13.2.4, V13.2.5, V15.3.2)',
      /\bhttps?\.(?:request|get)\(|undici|axios/,
    ],
    ['what browsers would store, but by localStorage (V14.3.3)', /sessionStorage|indexedDB|document\.cookie/],
    [
      'HTML that is made in browsers (V3.2.2)',
      /innerHTML|outerHTML|insertAdjacentHTML|document\.write|dangerouslySetInnerHTML/,
    ],
  ])('%s', (_, pattern) => {
    expect(sources.length).toBeGreaterThan(100);
    expect(sources.filter((file) => pattern.test(readFileSync(file, 'utf8')))).toEqual([]);
  });

  const using = (pattern: RegExp) =>
    sources
      .filter((file) => pattern.test(readFileSync(file, 'utf8')))
      .map((file) => relative(ROOT, file))
      .toSorted();

  it('localStorage, but for how the console looks (V14.3.3)', () => {
    expect(using(/localStorage/)).toEqual([
      'libs/console/overview/hidden-steps.ts',
      'libs/console/shell/theme.ts',
      'libs/console/text/language.ts',
      'libs/console/text/zone.ts',
    ]);
  });

  it('fetch, but by pages, which ask the service that they came from (V1.3.6)', () => {
    expect(using(/\bfetch\(/)).toEqual([
      'libs/console/session/current.ts',
      'libs/console/session/session.ts',
      'src/auth/password-page.ts',
    ]);
    expect(PASSWORD_PAGE_SCRIPT.match(/fetch\(.{5}/g)).toEqual(["fetch('/v1/"]);
    const addresses = page('libs/console/api/client.ts').match(/baseUrl: [^,)}]*/g);
    expect(addresses).toEqual(["baseUrl: '/'"]);
  });
});

describe('the page for passwords', () => {
  it('masks what is typed, and lets password managers and the clipboard do it (V6.2.6, V6.2.7)', () => {
    const [field] = /<input id="password"[^>]*>/.exec(PASSWORD_PAGE) ?? [];
    expect(field).toMatch(/type="password"/);
    expect(field).toMatch(/autocomplete="new-password"/);
    expect(PASSWORD_PAGE + PASSWORD_PAGE_SCRIPT).not.toMatch(/paste|onkey|keydown/);
  });
});
