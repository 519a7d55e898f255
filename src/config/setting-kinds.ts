import { BlockList, isIP } from 'node:net';
import { isEmail } from '#http/email';

/** Thrown by a kind that cannot read a value; the message says what it must be, never what it was. */
export class SettingFault extends Error {}

/** Any text. */
export const text = (value: string): string => value;

const LONGEST_NAME = 128;
const SHORTEST_TOKEN = 16;

/** What stands behind `Bearer` in a header (RFC 6750, section 2.1), and is too long to be guessed. */
export function bearerToken(value: string): string {
  if (value.length < SHORTEST_TOKEN || !/^[\w.~+/-]+=*$/.test(value))
    throw new SettingFault(
      `must be at least ${SHORTEST_TOKEN} characters: letters, digits and -._~+/, with = at the end only`,
    );
  return value;
}

/** A name for people, in the form that the API takes: NFKC, and nothing that nobody can see. */
export function visibleName(value: string): string {
  const name = value.normalize('NFKC').trim();
  if (name === '' || name.length > LONGEST_NAME || /[\p{Cc}\p{DI}]/u.test(name))
    throw new SettingFault(`must be a name of at most ${LONGEST_NAME} visible characters`);
  return name;
}

/** An e-mail address, in the form that the API takes. */
export function email(value: string): string {
  const address = value.normalize('NFKC').trim();
  if (!isEmail(address)) throw new SettingFault('must be an e-mail address');
  return address;
}

/** true or false, also written 1/0, yes/no, on/off. */
export function flag(value: string): boolean {
  const lower = value.toLowerCase();
  if (['true', '1', 'yes', 'on'].includes(lower)) return true;
  if (['false', '0', 'no', 'off'].includes(lower)) return false;
  throw new SettingFault('must be true or false');
}

/** A whole number within bounds, both included. */
export const wholeNumber =
  (min: number, max: number) =>
  (value: string): number => {
    const number = Number(value);
    if (!/^\d{1,9}$/.test(value) || number < min || number > max)
      throw new SettingFault(`must be a whole number from ${min} to ${max}`);
    return number;
  };

/** One of a few words. */
export const oneOf =
  <Word extends string>(...words: Word[]) =>
  (value: string): Word => {
    const word = words.find((candidate) => candidate === value);
    if (word === undefined) throw new SettingFault(`must be one of ${words.join(', ')}`);
    return word;
  };

/** A URL of one of the given schemes. */
export const url =
  (...schemes: string[]) =>
  (value: string): string => {
    const parsed = URL.canParse(value) ? new URL(value) : null;
    if (!parsed || !schemes.includes(parsed.protocol) || !parsed.hostname) {
      throw new SettingFault(
        `must be a URL that begins with ${schemes.map((scheme) => `${scheme}//`).join(' or ')}`,
      );
    }
    return value.replace(/\/+$/, '');
  };

/** Items separated by commas. */
export const list =
  <Item>(kind: (value: string) => Item) =>
  (value: string): Item[] =>
    value
      .split(',')
      .map((item) => item.trim())
      .filter((item) => item !== '')
      .map(kind);

/** An IP address or a CIDR range. A hop count or "true" would let a client choose its own address. */
export function network(value: string): string {
  const [address = '', bits, more] = value.split('/');
  const family = isIP(address);
  const isRange =
    bits === undefined ||
    (/^\d{1,3}$/.test(bits) && Number(bits) >= 1 && Number(bits) <= (family === 4 ? 32 : 128));
  if (family === 0 || !isRange || more !== undefined)
    throw new SettingFault('must hold IP addresses or CIDR ranges such as 10.0.0.0/8');
  if (bits === undefined) return value;
  const range = new BlockList();
  range.addSubnet(address, Number(bits), family === 4 ? 'ipv4' : 'ipv6');
  if (isWide(range, family, Number(bits)))
    throw new SettingFault(
      'must hold no range wider than /8, or /7 of IPv6: whoever is in it says who they are',
    );
  return value;
}

/** Whether a range holds more than one /8 of IPv4, however that is written, or more than a /7 of IPv6. */
function isWide(range: BlockList, family: number, bits: number): boolean {
  const blocks = Array.from({ length: 256 }, (_, first) => `${first}.1.1.1`).filter((address) =>
    family === 4 ? range.check(address) : range.check(`::ffff:${address}`, 'ipv6'),
  );
  return blocks.length > 1 || (family === 6 && bits < 7);
}
