import { passwordPattern } from './password-pattern.js';

const SHORTEST_WORD = 4;
/** Pieces that every guessing list begins with, beside the words of the account itself. */
const COMMON_WORDS = [
  'latchkey',
  'password',
  'passwort',
  'qwerty',
  'asdfgh',
  'letmein',
  'welcome',
  'admin',
  'secret',
  '123456',
  '654321',
];

/** What passwords must look like; lengths are in code points. The names are the wire contract's. */
export interface PasswordRules {
  minLength: number;
  maxLength: number;
  /** How many of each kind there must be at least: upper case, lower case, digits, and everything else. */
  minNumOfBlockLetters: number;
  minNumOfSmallLetters: number;
  minNumOfDigits: number;
  minNumOfSpecialCharacters: number;
  isRegex: boolean;
  /** See {@link passwordPattern}; counts when `isRegex`, and then in place of the kinds of characters. */
  regex: string;
}

/** What holds where nothing else was set (NIST SP 800-63B-4): length, and nothing about kinds of characters. */
export const DEFAULT_PASSWORD_RULES: PasswordRules = {
  minLength: 15,
  maxLength: 128,
  minNumOfBlockLetters: 0,
  minNumOfSmallLetters: 0,
  minNumOfDigits: 0,
  minNumOfSpecialCharacters: 0,
  isRegex: false,
  regex: '',
};

const KINDS = {
  minNumOfBlockLetters: [/\p{Lu}/u, 'upper-case letter'],
  minNumOfSmallLetters: [/\p{Ll}/u, 'lower-case letter'],
  minNumOfDigits: [/\p{Nd}/u, 'digit'],
  minNumOfSpecialCharacters: [/[^\p{Lu}\p{Ll}\p{Nd}]/u, 'special character'],
} as const;

/**
 * Judges a new password: by the rules that were set, and whatever these say, by what everybody can guess. Length is not earned by
 * words that are known about the account, nor by a common password with something around it.
 * @param about `accountWords`: organisation, e-mail address, names. `common`: breached and common passwords, folded.
 * @returns what is wrong, each as the end of the sentence "the password ..."; empty when it is fine.
 */
export function passwordFaults(
  password: string,
  { accountWords, common }: { accountWords: readonly string[]; common: ReadonlySet<string> },
  rules: PasswordRules = DEFAULT_PASSWORD_RULES,
): string[] {
  const length = [...password].length;
  if (length < rules.minLength) return [`must have at least ${rules.minLength} characters`];
  if (length > rules.maxLength) return [`must have at most ${rules.maxLength} characters`];
  const faults = rules.isRegex ? patternFaults(password, rules.regex) : kindFaults(password, rules);
  if (faults.length > 0) return faults;
  if (isMonotonous(password)) return ['must not be a repeated pattern or a run of neighbouring characters'];
  const lower = fold(password);
  const rest = [...accountWords.flatMap(partsOf), ...COMMON_WORDS]
    .toSorted((a, b) => b.length - a.length)
    .reduce((text, word) => text.replaceAll(word, ''), lower);
  if (rest !== lower && [...rest].length < rules.minLength) {
    return [
      `must have at least ${rules.minLength} characters besides common words and those of the organisation, the name and the e-mail address`,
    ];
  }
  return isCommon(lower, common, rules.minLength)
    ? ['must not be a common password, or one with digits or signs around it']
    : [];
}

function patternFaults(password: string, regex: string): string[] {
  return passwordPattern(regex)?.matches(password) ? [] : [`must match ${regex}`];
}

function kindFaults(password: string, rules: PasswordRules): string[] {
  return Object.entries(KINDS).flatMap(([rule, [kind, name]]) => {
    const needed = rules[rule as keyof typeof KINDS];
    const there = [...password].filter((char) => kind.test(char)).length;
    return there < needed ? [`must have at least ${needed} ${name}${needed === 1 ? '' : 's'}`] : [];
  });
}

/**
 * True for a common password, and for one whose length comes from what is around it: signs alone, since digits are part of many common
 * ones, or signs and digits.
 */
function isCommon(lower: string, common: ReadonlySet<string>, minLength: number): boolean {
  const cores = [lower, trimmed(lower, String.raw`\p{L}\p{N}`), trimmed(lower, String.raw`\p{L}`)];
  return cores.some((core) => common.has(core) && [...lower].length - [...core].length < minLength);
}

/** What is left between the first and the last of these characters. */
function trimmed(text: string, kept: string): string {
  return text.replace(new RegExp(`^[^${kept}]+|[^${kept}]+$`, 'gu'), '');
}

function fold(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}

function partsOf(text: string): string[] {
  return [fold(text), ...fold(text).split(/[^\p{L}\p{N}]+/u)].filter((part) => part.length >= SHORTEST_WORD);
}

/** True for `aaaa...`, `abcabcabc...` and for runs such as `123456789012345` or `abcdefghijklmno`. */
function isMonotonous(password: string): boolean {
  const points = [...password].map((char) => char.codePointAt(0) ?? 0);
  for (let period = 1; period <= 4; period++) {
    if (points.every((point, index) => index < period || point === points[index - period])) return true;
  }
  const steps = points.slice(1).map((point, index) => point - (points[index] ?? 0));
  return (
    steps.filter((step) => step === 1).length >= steps.length - 2 ||
    steps.filter((step) => step === -1).length >= steps.length - 2
  );
}
