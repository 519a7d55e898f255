/** What our own pages and a well-known comic give as an example: somebody tries it out as it stands, and leaves it. */
const PUBLISHED = [
  'correct horse battery staple',
  'correcthorsebatterystaple',
  'a better horse battery staple',
];

let loaded: Promise<ReadonlySet<string>> | undefined;

/**
 * Breached and common passwords in lower case, some 49,000 (zxcvbn's list, which ships with a package: no network). Read at first use: it
 * takes about 0.1 s once and 5 MB from then on, which a service that only checks keys need not pay.
 */
export function commonPasswords(): Promise<ReadonlySet<string>> {
  loaded ??= import('@zxcvbn-ts/language-common').then(
    ({ dictionary }) => new Set([...dictionary['passwords-common'], ...PUBLISHED]),
  );
  return loaded;
}
