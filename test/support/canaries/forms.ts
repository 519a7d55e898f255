/** Characters of base64 that begin with bits of what stands before, by how many bytes that is. */
const MIXED = [0, 2, 3];

/** Of longer ones six bytes, which are twelve hex digits, would be found by chance among digests. */
const LONGEST_IN_HEX = 64;

/** How a secret may be written down, one way. */
export interface Form {
  name: string;
  bytes: Uint8Array;
}

/**
 * @param secret a text, or bytes that are one.
 * @returns all forms in which it, or a piece of it, would be a leak. Letter case is for whoever compares.
 */
export function formsOf(secret: string | Buffer): Form[] {
  const raw = Buffer.from(secret);
  const texts: [string, string][] = [
    ...(typeof secret === 'string' ? textForms(secret) : []),
    ...base64Forms(raw),
    ['hex', raw.length <= LONGEST_IN_HEX ? raw.toString('hex') : ''],
  ];
  const seen = new Set([raw.toString('latin1')]);
  const forms: Form[] = [{ name: 'raw', bytes: raw }];
  for (const [name, written] of texts) {
    const bytes = Buffer.from(written);
    const key = bytes.toString('latin1');
    if (!seen.has(key)) forms.push({ name, bytes });
    seen.add(key);
  }
  return forms;
}

function textForms(secret: string): [string, string][] {
  const url = encodeURIComponent(secret.toWellFormed());
  const json = jsonEscaped(secret);
  const twice = jsonEscaped(json);
  return [
    ['URL-encoded', url],
    ['URL-encoded as in a form', new URLSearchParams([['', secret]]).toString().slice(1)],
    ['JSON-escaped', json],
    ['JSON-escaped twice', twice],
    ['JSON-escaped thrice', jsonEscaped(twice)],
    ['JSON-escaped to ASCII', json.replace(/[^ -~]/g, unicodeEscaped)],
  ];
}

/** A piece of the secret in the middle of something that was encoded is one of three texts, by where it begins. */
function base64Forms(raw: Buffer): [string, string][] {
  return MIXED.flatMap((mixed, before): [string, string][] => {
    const padded = Buffer.concat([Buffer.alloc(before), raw]);
    // the last character is what follows as well, unless the bytes come out even
    const whole = padded.toString('base64').replace(/=+$/, '');
    const text = whole.slice(mixed, padded.length % 3 === 0 ? undefined : -1);
    const url = text.replaceAll('+', '-').replaceAll('/', '_');
    return [
      [`base64, ${before} bytes in`, text],
      [`base64url, ${before} bytes in`, url],
    ];
  });
}

const jsonEscaped = (text: string): string => JSON.stringify(text).slice(1, -1);

const unicodeEscaped = (character: string): string =>
  `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
