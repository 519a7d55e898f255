/** A piece of a secret of so many bytes is a leak. */
export const WINDOW = 12;
const LEAST_SLOTS = 1 << 14;
/** Half empty: a search for what is not there ends soon. */
const SLOTS_FOR_EACH = 2;
/** Every piece has a block of 8 bytes that begins at a multiple of 5, so one block in 5 is enough to look at first. */
const BLOCK = 8;
const STRIDE = WINDOW - BLOCK + 1;
const BLOCK_BITS = 1 << 24;

/** Letters lose their case, in secrets as in what is searched: a leak in capitals is one. */
const FOLDED = Uint8Array.from({ length: 256 }, (_, byte) => (byte >= 65 && byte <= 90 ? byte + 32 : byte));
/** The same for four bytes at once; it makes some more alike, which does not matter for blocks. */
const CASE_BITS = 0x20202020;

/** A piece that was found: whose it is, and where it begins. */
export interface Found {
  owner: number;
  at: number;
}

/**
 * Every piece of {@link WINDOW} bytes of many texts, to slide over other bytes. A piece is three words of 32 bits in an open-addressing
 * table, so that it is found exactly, for a nanosecond or two a byte, however many there are.
 */
export class Windows {
  private slots = LEAST_SLOTS;
  /** Three words for each slot, and whose they are; nobody's: it is free. */
  private words = new Int32Array(LEAST_SLOTS * 3);
  private owners = new Int32Array(LEAST_SLOTS);
  /** A bit for the hash of each block that is in a piece. */
  private readonly blocks = new Uint8Array(BLOCK_BITS / 8);
  private size = 0;

  /** Puts in all pieces of a text. @param owner above 0; whoever put a piece in first owns it. */
  add(text: Uint8Array, owner: number): void {
    if (text.length < WINDOW) return;
    for (let at = 0; at + WINDOW <= text.length; at++) {
      const [a, b, c] = [wordAt(text, at), wordAt(text, at + 4), wordAt(text, at + 8)];
      // what repeats itself tells nothing, and is everywhere: in free pages
      if (a !== b || b !== c) this.put(a, b, c, owner);
    }
    for (let at = 0; at + BLOCK <= text.length; at++) {
      const hash = hashOfBlock(wordAt(text, at), wordAt(text, at + 4));
      this.blocks[hash >>> 3] = this.blocks[hash >>> 3] | (1 << (hash & 7));
    }
  }

  /** @returns the first piece in `bytes` whose owner counts. */
  find(bytes: Uint8Array, counts: (owner: number) => boolean): Found | undefined {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    const { blocks } = this;
    for (let at = 0; at + BLOCK <= bytes.length; at += STRIDE) {
      const hash = hashOfBlock(view.getInt32(at, true), view.getInt32(at + 4, true));
      if ((blocks[hash >>> 3] & (1 << (hash & 7))) === 0) continue;
      const found = this.findAround(bytes, at, counts);
      if (found) return found;
    }
    return undefined;
  }

  /** @returns the first piece that holds the block at `block`. */
  private findAround(
    bytes: Uint8Array,
    block: number,
    counts: (owner: number) => boolean,
  ): Found | undefined {
    for (let at = block - STRIDE + 1; at <= block; at++) {
      if (at < 0 || at + WINDOW > bytes.length) continue;
      const slot = this.slotOf(wordAt(bytes, at), wordAt(bytes, at + 4), wordAt(bytes, at + 8));
      const owner = this.owners[slot];
      if (owner !== 0 && counts(owner)) return { owner, at };
    }
    return undefined;
  }

  private put(a: number, b: number, c: number, owner: number): void {
    const slot = this.slotOf(a, b, c);
    if (this.owners[slot] !== 0) return;
    this.owners[slot] = owner;
    this.words[slot * 3] = a;
    this.words[slot * 3 + 1] = b;
    this.words[slot * 3 + 2] = c;
    if (++this.size * SLOTS_FOR_EACH > this.slots) this.grow();
  }

  /** @returns where this piece is, or the free slot where it would be. */
  private slotOf(a: number, b: number, c: number): number {
    const { owners, words } = this;
    const mask = this.slots - 1;
    for (let slot = hashOf(a, b, c) & mask; ; slot = (slot + 1) & mask) {
      const isSame = words[slot * 3] === a && words[slot * 3 + 1] === b && words[slot * 3 + 2] === c;
      if (isSame || owners[slot] === 0) return slot;
    }
  }

  private grow(): void {
    const { words, owners, slots } = this;
    this.slots = slots * 4; // to do it seldom
    this.words = new Int32Array(this.slots * 3);
    this.owners = new Int32Array(this.slots);
    this.size = 0;
    for (let slot = 0; slot < slots; slot++) {
      const owner = owners[slot];
      const [a = 0, b = 0, c = 0] = words.subarray(slot * 3, slot * 3 + 3);
      if (owner !== 0) this.put(a, b, c, owner);
    }
  }
}

function wordAt(bytes: Uint8Array, at: number): number {
  let word = 0;
  for (let byte = 3; byte >= 0; byte--) word = (word << 8) | FOLDED[bytes[at + byte]];
  return word;
}

function hashOf(a: number, b: number, c: number): number {
  let hash = Math.imul(a, 0x9e3779b1);
  hash = Math.imul(hash ^ (hash >>> 15) ^ b, 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13) ^ c, 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}

function hashOfBlock(a: number, b: number): number {
  const hash = Math.imul(a | CASE_BITS, 0x9e3779b1);
  const mixed = Math.imul(hash ^ (hash >>> 15) ^ (b | CASE_BITS), 0x85ebca6b);
  return (mixed ^ (mixed >>> 13)) & (BLOCK_BITS - 1);
}
