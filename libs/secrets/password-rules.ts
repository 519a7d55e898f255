const MIN_CODE_POINTS = 15;
const MAX_CODE_POINTS = 128;
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

/**
 * The default password rules (NIST SP 800-63B-4): length in code points, nothing about kinds of characters,
 * and no length earned by words that everybody can guess.
 * @param accountWords what is known about the account: organisation, e-mail address, names.
 * @returns what is wrong, each as the end of the sentence "the password ..."; empty when it is fine.
 */
export function passwordFaults(password: string, accountWords: readonly string[]): string[] {
  const length = [...password].length;
  if (length < MIN_CODE_POINTS) return [`must have at least ${MIN_CODE_POINTS} characters`];
  if (length > MAX_CODE_POINTS) return [`must have at most ${MAX_CODE_POINTS} characters`];
  if (isMonotonous(password)) return ['must not be a repeated pattern or a run of neighbouring characters'];
  const lower = fold(password);
  const rest = [...accountWords.flatMap(partsOf), ...COMMON_WORDS]
    .toSorted((a, b) => b.length - a.length)
    .reduce((text, word) => text.replaceAll(word, ''), lower);
  if (rest !== lower && [...rest].length < MIN_CODE_POINTS) {
    return [
      `must have at least ${MIN_CODE_POINTS} characters besides common words and those of the organisation, the name and the e-mail address`,
    ];
  }
  return [];
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
