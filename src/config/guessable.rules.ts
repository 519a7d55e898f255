const FEWEST_CHARACTERS = 6;
/** What stands in examples, and is forgotten there. */
const PLACEHOLDER =
  /change.?(me|this)|example|secret|password|default|placeholder|your.?(own|token|key)|replace/i;

/** @returns whether a secret is no accident of chance: few characters, one text over and over, a row of neighbours, or an example's words. */
export function isGuessable(secret: string): boolean {
  return (
    new Set(secret).size < FEWEST_CHARACTERS ||
    /^(.{1,16}?)\1+$/s.test(secret) ||
    PLACEHOLDER.test(secret) ||
    isRow(secret)
  );
}

/** `0123456789abcdef` and the like. */
function isRow(secret: string): boolean {
  const codes = Array.from(secret, (character) => character.charCodeAt(0));
  const steps = codes.slice(1).filter((code, at) => Math.abs(code - (codes[at] ?? 0)) === 1);
  return steps.length > codes.length / 2;
}
