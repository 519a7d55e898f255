import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A block of the README's session: what to paste, and what it prints. */
export interface SessionBlock {
  command: string;
  output: string;
}

/** @returns the session between the two marks of the README; a `text` block belongs to the `sh` block before it. */
export function readSession(): SessionBlock[] {
  const readme = readFileSync(join(__dirname, '../../README.md'), 'utf8');
  const session = readme.split('<!-- session -->')[1]?.split('<!-- /session -->')[0] ?? '';
  const blocks: SessionBlock[] = [];
  for (const [, kind, text = ''] of session.matchAll(/^```(sh|text)\n([\s\S]*?)^```$/gm)) {
    const last = blocks.at(-1);
    if (kind === 'sh') blocks.push({ command: text, output: '' });
    else if (last) last.output = text;
  }
  return blocks;
}

/** What differs each time, by its kind: uids, keys, fragments, links, request ids, the address. */
const KINDS: [RegExp, string][] = [
  [/#token=[\w.-]+/g, '#token=<link>'],
  [/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '<uid>'],
  [/lk_\w{38}/g, '<key>'],
  [/lk_\w{4}\.\.\.\w{4}/g, '<fragment>'],
  [/"ref":"[\w-]+"/g, '"ref":"<ref>"'],
  [/http:\/\/127\.0\.0\.1:\d+/g, '<address>'],
];

/** @returns the text with everything that differs each time replaced by the name of its kind. */
export function withoutParticulars(text: string): string {
  return KINDS.reduce((rest, [pattern, name]) => rest.replace(pattern, name), text).trim();
}
