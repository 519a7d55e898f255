/**
 * The form in which names and e-mail addresses are compared, the same on every engine: NFKC, lower case, no white space around.
 * Columns that hold it compare as binary, so that the database adds no opinion of its own.
 */
export function fold(text: string): string {
  return text.normalize('NFKC').trim().toLowerCase();
}

/** The same cut to its column (code points): NFKC can make eighteen characters of one. */
export function foldToLength(text: string, length: number): string {
  return [...fold(text)].slice(0, length).join('');
}
