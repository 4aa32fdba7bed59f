const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** Text of UTF-8 octets that still knows which octets each of its code units came from. */
export class DecodedText {
  readonly text: string;
  readonly #octets: Uint8Array;
  /** The unit and the octet that were asked for last: places are asked for in order. */
  #unit = 0;
  #octet = 0;

  constructor(octets: Uint8Array) {
    this.#octets = octets;
    this.text = decoder.decode(octets);
  }

  /** The octet at which a unit begins. Asking for an earlier unit than before is right and slow. */
  octetOf(unit: number): number {
    if (this.text.length === this.#octets.length) return unit;
    if (unit < this.#unit) this.#unit = this.#octet = 0;
    while (this.#unit < unit) {
      const length = sequenceLength(this.#octets, this.#octet);
      this.#octet += length;
      this.#unit += length === 4 ? 2 : 1;
    }
    return this.#octet;
  }
}

/** Octets that decode to the next character, which is U+FFFD for what is no UTF-8 (WHATWG Encoding §4.2: the longest part of a sequence that could be one). */
function sequenceLength(octets: Uint8Array, at: number): number {
  const lead = octets[at] ?? 0;
  if (lead < 0xc2 || lead > 0xf4) return 1;
  const wanted = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
  const second = octets[at + 1] ?? 0;
  const least = lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80;
  const most = lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf;
  if (second < least || second > most) return 1;
  let length = 2;
  while (length < wanted && ((octets[at + length] ?? 0) & 0xc0) === 0x80) length += 1;
  // Three octets of a cut sequence of four are one U+FFFD, which is one unit: a length of four is whole.
  return length;
}
