import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { PERMISSIONS, reachOf, TENANT_PERMISSIONS } from '#access';
import type { Permission } from '#access';
import { ERRORS } from '#http';
import { FROM_FILE, SETTINGS } from '../src/config/setting-definitions.js';

const ROOT = join(__dirname, '..');
const filesIn = (folder: string) =>
  readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => relative(ROOT, join(parentPath, name)));
const page = (path: string) => readFileSync(join(ROOT, path), 'utf8');

/** Examples that are no gateways; test/metrics holds them. */
const MONITORING = new Set(['grafana', 'prometheus']);

describe('the docs', () => {
  it('tell every setting with its default and its purpose, and no other', () => {
    const rows = [...page('docs/settings.md').matchAll(/^\| `(\w+)` *\| (?:`([^`]*)`)? *\| (.*?) *\|$/gm)];
    const told = Object.fromEntries(rows.map(([, name, fallback, about]) => [name, [fallback ?? '', about]]));
    const real = Object.entries(SETTINGS).map(([name, setting]) => [
      name,
      ['fallback' in setting ? setting.fallback : '', setting.about],
    ]);
    expect(told).toEqual(Object.fromEntries(real));
    for (const name of FROM_FILE) expect(page('docs/settings.md')).toContain(`\`${name}\``);
  });

  it.each([
    'README.md',
    'ARCHITECTURE.md',
    'CONTRIBUTING.md',
    'CHANGELOG.md',
    'SECURITY.md',
    ...filesIn('docs').filter((name) => name.endsWith('.md')),
  ])('link from %s only to files that are there', (path) => {
    const links = [...page(path).matchAll(/(?:\]\(|src(?:set)?=")(?!https?:|#)([^)#"]+)/g)].map(
      ([, target]) => target ?? '',
    );
    const dead = links.filter((target) => !existsSync(join(ROOT, dirname(path), target)));
    expect(dead).toEqual([]);
  });

  it.each(readdirSync(join(ROOT, 'examples')).filter((name) => !MONITORING.has(name)))(
    'have a page for examples/%s that quotes it as it is',
    (gateway) => {
      const told = page(`docs/gateways/${gateway}.md`);
      const example = filesIn(`examples/${gateway}`).map(page).join('\n');
      const quotes = [...told.matchAll(/```(?!sh)\w+\n(.*?)```/gs)].map(([, quote]) => quote ?? '');
      expect(quotes.length).toBeGreaterThan(0);
      for (const quote of quotes) expect(example).toContain(quote);
      for (const from of ['README.md', 'docs/verification.md'])
        expect(page(from)).toContain(`gateways/${gateway}.md`);
    },
  );

  it('tell every permission, who has it, and no other', () => {
    const rows = [
      ...page('docs/api.md').matchAll(/^\| `(\w+\.\w+)` *\| .+? *\| (yes)? *\| (yes)? *\| (yes)? *\|$/gm),
    ];
    const told = rows.map(([, name, self, tenant, viewer]) => [name, [self, tenant, viewer].map(Boolean)]);
    const nobody = { isPlatformAdmin: false, permissions: new Set<Permission>() };
    const real = PERMISSIONS.map((permission) => [
      permission,
      [
        reachOf(nobody, permission) === 'self',
        TENANT_PERMISSIONS.has(permission),
        TENANT_PERMISSIONS.has(permission) && /get$|list$/.test(permission),
      ],
    ]);
    expect(told).toEqual(real);
  });

  it('tell every error code with its status and its text, and no other', () => {
    const rows = [...page('docs/api.md').matchAll(/^\| (\d{3}) *\| `(\w+)` *\| (.*?) *\|$/gm)];
    const told = Object.fromEntries(rows.map(([, status, code, text]) => [code, [Number(status), text]]));
    expect(told).toEqual(Object.fromEntries(Object.entries(ERRORS)));
  });
});
