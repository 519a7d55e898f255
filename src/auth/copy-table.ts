/** How many cells a name may lie in. */
const WAYS = 16;
/** Of a name so many 32-bit words tell it from all others: 128 bits, of a digest as many as nobody finds another text for. */
const WORDS = 4;
/** The one that stands before the others of its set, and how many those are. */
const TAG = 2;
const REST = WORDS - 1;
const DIGITS_IN_WORD = 8;

/** The value of each hexadecimal digit by its code; -1 for what is none. */
const DIGITS = Int8Array.from({ length: 128 }, (_none, code) => {
  const value = Number.parseInt(String.fromCharCode(code), 16);
  return Number.isNaN(value) ? -1 : value;
});

/** The words of the name that is looked for: here, so that asking makes no object. */
const wanted = new Int32Array(WORDS);

/** @throws RangeError for a name of fewer than 32 hexadecimal digits. */
function want(name: string): void {
  let word = 0;
  for (let at = 0, digits = 0; digits < WORDS * DIGITS_IN_WORD; at++) {
    if (at >= name.length) throw new RangeError('a name must have 32 hexadecimal digits');
    const digit = DIGITS[name.charCodeAt(at)] ?? -1;
    if (digit < 0) continue; // the dashes of a UUID
    word = (word << 4) | digit;
    if (++digits % DIGITS_IN_WORD === 0) wanted[digits / DIGITS_IN_WORD - 1] = word;
  }
}

/**
 * Values by digest or UUID, at most so many. A set-associative cache, as processors have them: the last word of a name says in which sixteen
 * cells it may lie, and of those the next one that nobody has asked for since it was last passed over makes room (CLOCK, Corbató 1969). When
 * all cells are wanted at once a tenth of the values finds no place; at half of that, one of thirteen hundred.
 *
 * A map and a list in the order of use, such as lru-cache has, keep more, but each question goes to eight places of memory that depend on each
 * other, none of which is in the processor's caches when there are a hundred thousand values. Here it goes to two.
 */
export class CopyTable<Value extends { isAsked: boolean }> {
  private readonly ways: number;
  private readonly sets: number;
  /** The names, set by set: one word of each first, which all lie in one line of the processor's cache, then the others of each. */
  private readonly names: Int32Array;
  private readonly cells: (Value | undefined)[];
  /** The cell of each set that is to be passed next. */
  private readonly hands: Uint8Array;
  private filled = 0;

  /** @param dropped told of each value that is no longer held; it must not ask a table, which all look for one name at a time. */
  constructor(
    most: number,
    private readonly dropped: (value: Value) => void,
  ) {
    this.ways = Math.min(WAYS, most);
    this.sets = Math.trunc(most / this.ways);
    const cells = this.sets * this.ways;
    this.names = new Int32Array(cells * WORDS);
    this.cells = Array.from({ length: cells }, () => undefined);
    this.hands = new Uint8Array(this.sets);
  }

  get size(): number {
    return this.filled;
  }

  /** Constant time. @param name of at least 32 hexadecimal digits, of which the first 32 count; others are passed over. */
  get(name: string): Value | undefined {
    const value = this.cells[this.find(name)];
    if (value && !value.isAsked) value.isAsked = true;
    return value;
  }

  /** Constant time. What was held by this name is dropped. */
  set(name: string, value: Value): void {
    this.delete(name);
    const at = this.makeRoom();
    this.write(at);
    this.cells[at] = value;
    this.filled++;
  }

  delete(name: string): void {
    const at = this.find(name);
    if (at >= 0) this.empty(at);
  }

  /** @returns the cell with this name, or -1. */
  private find(name: string): number {
    want(name);
    const { names, ways } = this;
    const tag = wanted[TAG];
    const set = this.setOf();
    const first = set * ways * WORDS;
    for (let way = 0; way < ways; way++)
      if (names[first + way] === tag && this.isWanted(first, way)) return set * ways + way;
    return -1;
  }

  /** @param first where the names of its set begin. @param way a cell of it with the right tag. */
  private isWanted(first: number, way: number): boolean {
    const { names, ways } = this;
    const rest = first + ways + way * REST;
    return (
      names[rest] === wanted[0] &&
      names[rest + 1] === wanted[1] &&
      names[rest + 2] === wanted[3] &&
      this.cells[first / WORDS + way] !== undefined // an empty cell still has the words of what it held
    );
  }

  /** Writes the name that was looked for last. */
  private write(at: number): void {
    const { names, ways } = this;
    const way = at % ways;
    const first = (at - way) * WORDS;
    const rest = first + ways + way * REST;
    names[first + way] = wanted[TAG] ?? 0;
    names[rest] = wanted[0] ?? 0;
    names[rest + 1] = wanted[1] ?? 0;
    names[rest + 2] = wanted[3] ?? 0;
  }

  private setOf(): number {
    return ((wanted[3] ?? 0) >>> 0) % this.sets;
  }

  /** @returns an empty cell for the name that was looked for last. At most two rounds: the first takes back what each was asked. */
  private makeRoom(): number {
    const set = this.setOf();
    const first = set * this.ways;
    for (let at = first; at < first + this.ways; at++) if (!this.cells[at]) return at;
    for (;;) {
      const hand = this.hands[set] ?? 0;
      this.hands[set] = (hand + 1) % this.ways;
      const at = first + hand;
      const value = this.cells[at];
      if (!value?.isAsked) {
        this.empty(at);
        return at;
      }
      value.isAsked = false;
    }
  }

  private empty(at: number): void {
    const value = this.cells[at];
    if (!value) return;
    this.cells[at] = undefined;
    this.filled--;
    this.dropped(value);
  }
}
