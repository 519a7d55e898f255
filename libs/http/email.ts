/** In characters, of the lower-case form too. */
export const LONGEST_EMAIL = 254;
/**
 * One part before the @, dots in the part behind it, no white space, nothing that another program could read as more than one
 * address, and nothing that nobody can see: an invisible character would make a double of somebody's address.
 */
const EMAIL =
  /^[^\s@<>(),;:"[\]\\\p{Cc}\p{DI}]{1,64}@[^\s@<>(),;:"[\]\\\p{Cc}\p{DI}]+\.[^\s@<>(),;:"[\]\\.\p{Cc}\p{DI}]+$/u;

/** @returns true for an e-mail address in NFKC. The lower-case form that it is compared by can be longer than the address. */
export function isEmail(text: string): boolean {
  return EMAIL.test(text) && text.toLowerCase().length <= LONGEST_EMAIL;
}
