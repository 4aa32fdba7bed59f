const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const OPEN_OBJECT = 0x7b;
const OPEN_ARRAY = 0x5b;

const BETWEEN = 0;
const STRING = 1;
const ESCAPE = 2;
const SCALAR = 3;

/** One step from a value to one inside it: a member's name or an element's zero-based index. */
export type PathStep = string | number;

/** What is told of each value of a JSON text, in the order of the text. Either may end the walk by giving false. */
export interface JsonVisitor {
  /** A value begins: `walk.offset` is its first octet, `walk.depth` the number of containers around it. */
  enter(walk: JsonWalk): boolean;
  /** The value that began at `walk.start` has ended before `walk.offset`; `walk.depth` is the same as when it began. */
  leave(walk: JsonWalk): boolean;
}

/** 1 where a scalar ends. */
const ENDS_SCALAR = new Uint8Array(256);
for (const octet of [0x20, 0x09, 0x0a, 0x0d, COMMA, 0x5d, 0x7d]) ENDS_SCALAR[octet] = 1;
const ENDS_RUN = new Uint8Array(256);
ENDS_RUN[QUOTE] = ENDS_RUN[BACKSLASH] = 1;

/** What is known of one container or value on the way down. */
interface Level {
  start: number;
  row: number;
  isObject: boolean;
  index: number;
  key: Uint8Array | undefined;
}

/** Walks over octets that are known to be JSON, in chunks of any size, and names each value by its path and its row. Builds no values and does not recurse. */
export class JsonWalk {
  readonly #visitor: JsonVisitor;
  readonly #levels: Level[] = [];
  #depth = 0;
  #row = -1;
  #base = 0;
  #offset = 0;
  #mode = BETWEEN;
  #isKey = false;
  #expectsKey = false;
  #isFirst = false;
  #keyStart = 0;
  /** The part of a member's name that stood in chunks before. */
  #carried: Uint8Array | undefined;
  #isEnded = false;

  constructor(visitor: JsonVisitor) {
    this.#visitor = visitor;
    this.#level(0, true);
  }

  /** Containers around the value that is told of. */
  get depth(): number {
    return this.#depth;
  }

  /** The row of the last thing told of, counted like the index counts. */
  get row(): number {
    return this.#row;
  }

  get offset(): number {
    return this.#offset;
  }

  /** Where the value that is told of began. */
  get start(): number {
    return this.#levels[this.#depth]?.start ?? 0;
  }

  /** The row at which the value that is told of began. */
  get startRow(): number {
    return this.#levels[this.#depth]?.row ?? 0;
  }

  get isEnded(): boolean {
    return this.#isEnded;
  }

  /** Whether the value or container at a depth is a member of an object. */
  isMember(depth: number): boolean {
    return depth > 0 && this.#levels[depth - 1]?.isObject === true;
  }

  /** The zero-based index of the value at a depth among the elements around it. */
  index(depth: number): number {
    return this.#levels[depth]?.index ?? 0;
  }

  /** The octets of the name of the value at a depth, with its quotes. */
  key(depth: number): Uint8Array {
    return this.#levels[depth]?.key ?? new Uint8Array(0);
  }

  /** The path of the value that is told of. */
  path(): readonly PathStep[] {
    return Array.from({ length: this.#depth }, (_, place) =>
      this.isMember(place + 1) ? keyText(this.key(place + 1)) : this.index(place + 1),
    );
  }

  /** Takes the next octets; false once the visitor has had enough. */
  push(octets: Uint8Array): boolean {
    if (this.#carried !== undefined) this.#keyStart = 0;
    let at = 0;
    while (at < octets.length && !this.#isEnded) at = this.#step(octets, at);
    if (this.#isKey && !this.#isEnded && (this.#mode === STRING || this.#mode === ESCAPE))
      this.#carried = joined(this.#carried, octets.slice(this.#keyStart));
    this.#base += octets.length;
    return !this.#isEnded;
  }

  /** Says that no more octets come. */
  finish(): void {
    if (this.#mode === SCALAR && !this.#isEnded) this.#leave(this.#base);
  }

  #step(octets: Uint8Array, from: number): number {
    let at = from;
    if (this.#mode === STRING) {
      while (at < octets.length && ENDS_RUN[octets[at] ?? 0] === 0) at += 1;
      if (at === octets.length) return at;
      if (octets[at] === QUOTE) this.#endString(octets, at + 1);
      else this.#mode = ESCAPE;
      return at + 1;
    }
    if (this.#mode === ESCAPE) {
      this.#mode = STRING;
      return at + 1;
    }
    if (this.#mode === SCALAR) {
      while (at < octets.length && ENDS_SCALAR[octets[at] ?? 0] === 0) at += 1;
      if (at < octets.length) this.#leave(this.#base + at);
      return at;
    }
    return this.#between(octets[at] ?? 0, at);
  }

  #between(octet: number, at: number): number {
    const level = this.#levels[this.#depth];
    if (octet === 0x20 || octet === 0x0a || octet === 0x0d || octet === 0x09 || octet === 0x3a || level === undefined)
      return at + 1;
    if (octet === COMMA) {
      this.#row += 1;
      this.#next(at);
      return at + 1;
    }
    if (octet === 0x5d || octet === 0x7d) {
      this.#close(at);
      return at + 1;
    }
    if (this.#isFirst || this.#row < 0) this.#row += 1;
    this.#isFirst = false;
    if (octet === QUOTE && this.#expectsKey) {
      this.#expectsKey = false;
      this.#isKey = true;
      this.#keyStart = at;
      this.#mode = STRING;
      return at + 1;
    }
    this.#enter(octet, at, level);
    return at + 1;
  }

  #enter(octet: number, at: number, level: Level): void {
    level.start = this.#base + at;
    level.row = this.#row;
    this.#offset = level.start;
    if (!this.#visitor.enter(this)) {
      this.#isEnded = true;
      return;
    }
    if (octet === QUOTE) this.#mode = STRING;
    else if (octet === OPEN_OBJECT || octet === OPEN_ARRAY) {
      level.isObject = octet === OPEN_OBJECT;
      this.#depth += 1;
      this.#isFirst = true;
      this.#expectsKey = level.isObject;
      this.#level(this.#depth, level.isObject);
    } else this.#mode = SCALAR;
  }

  /** The next member or element of the container that is open. */
  #next(at: number): void {
    const level = this.#levels[this.#depth];
    const around = this.#levels[this.#depth - 1];
    if (level === undefined || around === undefined) return;
    level.index += 1;
    this.#offset = this.#base + at;
    this.#expectsKey = around.isObject;
  }

  #close(at: number): void {
    if (this.#depth === 0) return;
    if (!this.#isFirst) this.#row += 1;
    this.#isFirst = false;
    this.#expectsKey = false;
    this.#depth -= 1;
    this.#leave(this.#base + at + 1);
  }

  #leave(offset: number): void {
    this.#mode = BETWEEN;
    this.#offset = offset;
    if (!this.#visitor.leave(this)) this.#isEnded = true;
  }

  #endString(octets: Uint8Array, end: number): void {
    this.#mode = BETWEEN;
    if (!this.#isKey) {
      this.#leave(this.#base + end);
      return;
    }
    this.#isKey = false;
    const level = this.#levels[this.#depth];
    const own = octets.subarray(this.#keyStart, end);
    if (level !== undefined) level.key = this.#carried === undefined ? own : joined(this.#carried, own);
    this.#carried = undefined;
  }

  #level(depth: number, isObject: boolean): void {
    const level = this.#levels[depth];
    if (level === undefined) this.#levels.push({ start: 0, row: 0, isObject, index: 0, key: undefined });
    else {
      level.index = 0;
      level.key = undefined;
    }
  }
}

/** A name without its quotes and escapes. */
export function keyText(key: Uint8Array): string {
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(key);
  if (!text.includes('\\')) return text.slice(1, -1);
  try {
    return String(JSON.parse(text));
  } catch {
    return text.slice(1, -1);
  }
}

function joined(first: Uint8Array | undefined, second: Uint8Array): Uint8Array {
  if (first === undefined) return second;
  const both = new Uint8Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}
