/** What new hashes begin with, see {@link PasswordHasher}. */
const PRESENT = '$argon2id$v=19$m=19456,t=2,p=1$';
/** PHC string format: the parameters in KiB, passes and lanes, a salt of 8 to 64 bytes and a hash of 16 to 64, in base64 without padding. */
const FORM =
  /^\$argon2id\$v=19\$m=(\d{1,9}),t=(\d{1,9}),p=(\d{1,9})\$[A-Za-z\d+/]{11,86}\$[A-Za-z\d+/]{22,86}$/;
const MOST_KIB = 256 * 1024;
const MOST_PASSES = 10;
const MOST_LANES = 4;

/**
 * @returns true for a stored hash that may be compared with: whoever can write to the database, or imports hashes, must not make the
 * service take gigabytes or minutes for a login.
 */
export function isAcceptable(stored: string): boolean {
  const [, memory, passes, lanes] = (FORM.exec(stored) ?? []).map(Number);
  return (
    memory !== undefined &&
    passes !== undefined &&
    lanes !== undefined &&
    isWithin(lanes, 1, MOST_LANES) &&
    isWithin(memory, 8 * lanes, MOST_KIB) && // the least that RFC 9106 (3.1) allows
    isWithin(passes, 1, MOST_PASSES)
  );
}

/** @returns true for a stored hash of other parameters than those of new ones: stronger ones would tell by their time that they are there. */
export function isOutdated(stored: string): boolean {
  return !stored.startsWith(PRESENT);
}

function isWithin(value: number, least: number, most: number): boolean {
  return value >= least && value <= most;
}
