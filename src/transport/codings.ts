import type { Transform } from 'node:stream';
import { Readable, pipeline } from 'node:stream';
import * as zlib from 'node:zlib';
import type { Field } from '../http/message';

/** Makes the decoder of a coding; `first` is the first octet to decode, by which the two kinds of `deflate` differ. */
type Decoder = (first: number) => Transform;

const options = { chunkSize: 65_536 };

const decoders: Readonly<Record<string, Decoder>> = {
  gzip: () => zlib.createGunzip(options),
  'x-gzip': () => zlib.createGunzip(options),
  // RFC 9110 §8.4.1.2 means the zlib format; servers also send bare deflate data, whose first octet never ends in 8.
  deflate: (first) => (first % 16 === 8 ? zlib.createInflate(options) : zlib.createInflateRaw(options)),
  br: () => zlib.createBrotliDecompress(options),
  ...zstd(),
};

/** Node has zstd from 22.15 on. */
function zstd(): Record<string, Decoder> {
  const create = (zlib as { createZstdDecompress?: (options: { chunkSize: number }) => Transform })
    .createZstdDecompress;
  return create === undefined ? {} : { zstd: () => create(options) };
}

/** The codings of a response, lower case, outermost first (RFC 9110 §8.4: listed in the order they were applied); `identity` is none. */
export function contentCodings(fields: readonly Field[]): readonly string[] {
  return fields
    .filter((field) => field.name.toLowerCase() === 'content-encoding')
    .flatMap((field) => field.value.split(','))
    .map((coding) => coding.trim().toLowerCase())
    .filter((coding) => coding !== '' && coding !== 'identity')
    .reverse();
}

/** Those codings that can be taken off: all up to the first one that is not known here. */
export function knownCodings(codings: readonly string[]): readonly string[] {
  const unknown = codings.findIndex((coding) => !Object.hasOwn(decoders, coding));
  return unknown === -1 ? codings : codings.slice(0, unknown);
}

/** Takes one known coding off. No octets give no octets, whatever the coding. Throws the decoder's error when the octets are not of that coding, or end too early. */
export async function* decoded(coding: string, source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void> {
  const chunks = source[Symbol.asyncIterator]();
  const first = await nextOctets(chunks);
  const decoder = first === undefined ? undefined : decoders[coding]?.(first[0] ?? 0);
  if (first === undefined || decoder === undefined) return;
  yield* pipeline(Readable.from(rejoined(first, chunks)), decoder, () => undefined) as AsyncIterable<Uint8Array>;
}

async function nextOctets(chunks: AsyncIterator<Uint8Array>): Promise<Uint8Array | undefined> {
  for (;;) {
    const next = await chunks.next();
    if (next.done === true) return undefined;
    if (next.value.length > 0) return next.value;
  }
}

async function* rejoined(first: Uint8Array, rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array, void> {
  try {
    yield first;
    for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value;
  } finally {
    await rest.return?.();
  }
}
