import { RE2JS } from 're2js';

const LONGEST_PATTERN = 256;

/**
 * A tenant's own rule for passwords, in RE2 syntax: it is matched in a time that is linear in the password, whatever the pattern
 * (no look-around, no back references). The whole password has to match.
 * @returns null for a text that is no such pattern.
 */
export function passwordPattern(text: string): { matches(password: string): boolean } | null {
  if (text === '' || text.length > LONGEST_PATTERN) return null;
  try {
    const compiled = RE2JS.compile(text);
    return { matches: (password) => compiled.matches(password) };
  } catch {
    return null;
  }
}
