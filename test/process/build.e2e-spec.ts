import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ROOT } from '../support/build.js';

describe('the build before `npm start`', () => {
  let project: string;

  beforeEach(() => {
    project = mkdtempSync(join(tmpdir(), 'latchkey-build-'));
  });
  afterEach(() => rmSync(project, { recursive: true, force: true }));

  function write(name: string, text: string): void {
    mkdirSync(dirname(join(project, name)), { recursive: true });
    writeFileSync(join(project, name), text);
  }
  function withCompiler(): void {
    symlinkSync(join(ROOT, 'node_modules'), join(project, 'node_modules'));
    const compilerOptions = { outDir: 'dist', rootDir: '.', module: 'nodenext', types: [] };
    write('tsconfig.build.json', JSON.stringify({ compilerOptions, include: ['src'] }));
  }
  function build() {
    const { status, stdout, stderr } = spawnSync(process.execPath, [join(ROOT, 'scripts/build.mjs')], {
      cwd: project,
      encoding: 'utf8',
    });
    return { status, stdout, stderr };
  }

  it('compiles what changed and says so, on standard error alone', () => {
    withCompiler();
    write('src/main.ts', 'export const answer: number = 41;\n');
    expect(build()).toEqual({
      status: 0,
      stdout: '',
      stderr: expect.stringMatching(
        /^Building Latchkey \(only what changed\) \.\.\. done in \d+\.\d s\n$/,
      ) as string,
    });
    write('src/main.ts', 'export const answer: number = 42;\n');
    expect(build().status).toBe(0);
    expect(readFileSync(join(project, 'dist/src/main.js'), 'utf8')).toContain('answer = 42');
    expect(readFileSync(join(project, 'dist/main.js'), 'utf8')).toBe("import './src/main.js';\n");
  });

  it('stops at an error, every time, with what is wrong', () => {
    withCompiler();
    write('src/main.ts', 'export const answer: number = "42";\n');
    for (let time = 0; time < 2; time++) {
      const { status, stdout, stderr } = build();
      expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
      expect(stderr).toContain('src/main.ts(1,14): error TS2322');
      expect(stderr).toMatch(/\nThe build failed; see above\.\n$/);
    }
  });

  it('has nothing to do where only a build was shipped, without a compiler', () => {
    write('dist/main.js', '');
    expect(build()).toEqual({ status: 0, stdout: '', stderr: '' });
  });

  it('says how to get a compiler where there is neither', () => {
    expect(build()).toEqual({
      status: 1,
      stdout: '',
      stderr: 'There is no build and no compiler to make one; run: npm ci\n',
    });
    expect(existsSync(join(project, 'dist'))).toBe(false);
  });
});
