import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { FROM_FILE, SETTINGS } from './setting-definitions.js';
import { readSettings } from './settings.js';

const text = readFileSync(join(__dirname, '../../.env.example'), 'utf8');
const lines = text.split('\n');
const assignments = lines.flatMap((line, at) => {
  const [, name, value] = /^#?([A-Z_]+)=(.*)$/.exec(line) ?? [];
  return name === undefined ? [] : [{ name, value, comment: lines[at - 1] }];
});
const settings: Record<string, { about: string; fallback?: string }> = SETTINGS;

describe('.env.example', () => {
  it('names every setting and every setting from a file once, and nothing else', () => {
    expect(assignments.map(({ name }) => name).toSorted()).toEqual(
      [...Object.keys(SETTINGS), ...FROM_FILE.map((name) => `${name}_FILE`)].toSorted(),
    );
  });

  it.each(Object.keys(SETTINGS))('shows the default of %s, and says above it what it is for', (setting) => {
    expect(assignments.find(({ name }) => name === setting)).toEqual({
      name: setting,
      value: settings[setting]?.fallback ?? '',
      comment: `# ${settings[setting]?.about}`,
    });
  });

  it('changes nothing as it is: every line is commented out', () => {
    expect(parseEnv(text)).toEqual({});
  });

  it('changes nothing either when every line is let in: a line without a value is an absent setting', () => {
    const all = parseEnv(text.replace(/^#(?=[A-Z_]+=)/gm, ''));
    expect(Object.keys(all)).toHaveLength(assignments.length);
    expect(readSettings(all)).toEqual(readSettings({}));
  });
});
