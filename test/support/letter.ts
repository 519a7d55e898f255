/** A letter as its reader sees it. */
export interface Letter {
  /** By lower-case name. */
  headers: Record<string, string>;
  subject: string;
  text: string;
  html: string;
}

/** @returns what a mail program makes of a message: nothing but what ours need, two parts of text in MIME. */
export function readLetter(raw: string): Letter {
  const { headers, body } = split(raw);
  const [, boundary = 'none'] = /boundary="([^"]+)"/.exec(headers['content-type'] ?? '') ?? [];
  const parts = body
    .split(`--${boundary}`)
    .slice(1, -1)
    .map((part) => split(part.replace(/^\r\n/, '')));
  const ofType = (type: string) => {
    const part = parts.find((each) => each.headers['content-type']?.startsWith(type));
    return part ? decode(part.body, part.headers['content-transfer-encoding'] ?? '7bit') : '';
  };
  return {
    headers,
    subject: decodeWords(headers['subject'] ?? ''),
    text: ofType('text/plain'),
    html: ofType('text/html'),
  };
}

/** @returns every address that somebody could follow. */
export function linksIn(text: string): string[] {
  return text.match(/https?:\/\/[^\s"'<>]+/g) ?? [];
}

function split(message: string): { headers: Record<string, string>; body: string } {
  const at = message.indexOf('\r\n\r\n');
  const lines = message
    .slice(0, at)
    .replace(/\r\n[ \t]+/g, ' ') // a long header goes on in the next line
    .split('\r\n');
  const headers = Object.fromEntries(
    lines.map((line) => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
    }),
  );
  return { headers, body: message.slice(at + 4) };
}

function decode(body: string, encoding: string): string {
  const text = encoding === 'base64' ? Buffer.from(body, 'base64').toString() : body;
  const whole = encoding === 'quoted-printable' ? quotedPrintable(text.replace(/=\r\n/g, '')) : text;
  return whole.replaceAll('\r\n', '\n').trimEnd();
}

function quotedPrintable(text: string): string {
  const binary = text.replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  return Buffer.from(binary, 'latin1').toString();
}

/** Headers hold ASCII alone; words of anything else are written as `=?UTF-8?Q?...?=`. */
function decodeWords(header: string): string {
  return header
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/=\?UTF-8\?([QB])\?([^?]*)\?=/gi, (_, how: string, word: string) =>
      how.toUpperCase() === 'B'
        ? Buffer.from(word, 'base64').toString()
        : quotedPrintable(word.replaceAll('_', ' ')),
    );
}
