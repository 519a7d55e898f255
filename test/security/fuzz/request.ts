/**
 * A request as it was drawn: every character is one byte, and `{{name}}` stands for something that differs from run to run, such as
 * a token. That way a saved request means the same tomorrow.
 */
export interface FuzzedRequest {
  method: string;
  target: string;
  headers: [name: string, value: string][];
  body: string | null;
}

/** What stands behind each `{{name}}`. */
export type Values = Readonly<Record<string, string>>;

/** @returns the request with everything filled in. */
export function filledIn(request: FuzzedRequest, values: Values): FuzzedRequest {
  const fill = (text: string) =>
    text.replace(/\{\{([\w.]+)\}\}/g, (all, name: string) => values[name] ?? all);
  return {
    method: request.method,
    target: fill(request.target),
    headers: request.headers.map(([name, value]) => [name, fill(value)]),
    body: request.body === null ? null : fill(request.body),
  };
}

/** @returns what goes over the wire. */
export function bytesOf({ method, target, headers, body }: FuzzedRequest): Buffer {
  const lines = [`${method} ${target} HTTP/1.1`, 'Host: latchkey.test'];
  for (const [name, value] of headers) lines.push(`${name}: ${value}`);
  if (body !== null) lines.push(`Content-Length: ${body.length}`);
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n${body ?? ''}`, 'latin1');
}

/** @returns a command line of bash that sends the same. */
export function curlOf({ method, target, headers, body }: FuzzedRequest): string {
  const parts = [`curl -isS -X ${method} --path-as-is ${quoted(`http://127.0.0.1:3000${target}`)}`];
  for (const [name, value] of headers)
    parts.push(`-H ${quoted(value === '' ? `${name};` : `${name}: ${value}`)}`);
  if (body !== null) parts.push(`--data-binary ${quoted(body)}`);
  return parts.join(' ');
}

/** Characters of UTF-8 as the bytes that they are. */
export const asBytes = (text: string): string => Buffer.from(text).toString('latin1');

function quoted(bytes: string): string {
  const isPlain = /^[ -~]*$/.test(bytes) && !bytes.includes("'");
  if (isPlain) return `'${bytes}'`;
  const escaped = bytes.replace(
    /[^ -~]|['\\]/g,
    (char) => `\\x${char.charCodeAt(0).toString(16).padStart(2, '0')}`,
  );
  return `$'${escaped}'`;
}
