const BYTES = 16;

/**
 * @returns what gives each content a key of its own: the same content sent again, after an answer that did not arrive, makes nothing twice,
 * and another one is another request.
 */
export function idempotencyKeys(): (content: string) => string {
  let last = { content: '', key: '' };
  return (content) => {
    if (last.content !== content) last = { content, key: randomText() };
    return last.key;
  };
}

/** `crypto.randomUUID` is missing where a page came over plain http. */
function randomText(): string {
  return [...crypto.getRandomValues(new Uint8Array(BYTES))]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('');
}
