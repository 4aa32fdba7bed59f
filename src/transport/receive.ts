import type { Failure } from '../http/failure';
import type { Content, Field } from '../http/message';
import type { ExchangeLimits } from '../http/ports';
import { contentCodings, decoded, knownCodings } from './codings';
import { codeOf } from './errorCode';
import type { Collector, Spool } from './spool';
import { octetsText } from './wording';

/** How one body is to be received. `from` is the host that sends it, for the sentence of a failure. */
export interface ReceiveOptions {
  readonly limits: ExchangeLimits;
  readonly keep: 'all' | 'discard';
  readonly spool: Spool;
  readonly from: string;
}

/**
 * How a body ended: as it should (`complete`; also when it was discarded after its first octets), by a failure that is ours to name
 * (`refused`), or by an error of the chunks themselves (`interrupted`), which the caller names.
 */
type BodyEnd =
  | { readonly kind: 'complete' }
  | { readonly kind: 'refused'; readonly failure: Failure }
  | { readonly kind: 'interrupted'; readonly error: unknown };

/** A received body. `content` is what came before `end`, whatever the end; `wireSize` the octets that were read, before decoding; `decoded` the codings taken off, outermost first. */
export interface ReceivedBody {
  readonly content: Content;
  readonly wireSize: number;
  readonly decoded: readonly string[];
  readonly end: BodyEnd;
}

/** Octets of a discarded body that are kept (rule RD11), and of one that could not be decoded. */
const keptUndecoded = 65_536;

interface Progress {
  wireSize: number;
  /** The first octets on the wire, while they may be wanted undecoded. */
  head: Uint8Array[];
  headSize: number;
  end: BodyEnd | undefined;
}

/**
 * Receives one body: counts it, takes its codings off and holds it in memory or in the spool (rules RD11, SE). Never rejects.
 * A body is cut off where it passes a limit: `body-too-large` on the wire, `decoded-body-too-large` after any one of its codings, `too-many-content-codings` unread.
 * An unknown coding, and the coding of a partial answer (206), stay on.
 * Chunks are asked for one by one and the iterator is told to return when no more are wanted; it must not reuse their octets.
 */
export async function receiveBody(
  head: { readonly status: number; readonly fields: readonly Field[] },
  chunks: AsyncIterable<Uint8Array>,
  options: ReceiveOptions,
): Promise<ReceivedBody> {
  const progress: Progress = { wireSize: 0, head: [], headSize: 0, end: undefined };
  if (options.keep === 'discard') return discarded(chunks, progress);
  const all = head.status === 206 ? [] : contentCodings(head.fields);
  const codings = knownCodings(all);
  if (all.length > options.limits.contentCodings) return tooOftenCoded(chunks, progress, options);
  const expected = all.length === 0 ? contentLength(head.fields) : undefined;
  const sink = options.spool.collector(expected);
  const body = codings.reduce<AsyncIterable<Uint8Array>>(
    (source, coding) => limited(decoded(coding, source), progress, options),
    metered(chunks, progress, codings.length > 0, options),
  );
  try {
    await kept(body, sink, progress, options);
  } catch (error) {
    progress.end ??= brokenCoding(error, codings, options.from);
  }
  return finished(sink, progress, codings, options);
}

async function discarded(chunks: AsyncIterable<Uint8Array>, progress: Progress): Promise<ReceivedBody> {
  try {
    for await (const chunk of chunks) {
      progress.wireSize += chunk.length;
      remember(chunk, progress);
      if (progress.headSize === keptUndecoded) break;
    }
  } catch (error) {
    progress.end = { kind: 'interrupted', error };
  }
  return undecoded(progress);
}

/** Passes on the octets on the wire while they are within their limit. An error of the chunks ends them here, so that decoders give what they have. */
async function* metered(
  chunks: AsyncIterable<Uint8Array>,
  progress: Progress,
  isCoded: boolean,
  options: ReceiveOptions,
): AsyncGenerator<Uint8Array, void> {
  const limit = options.limits.wireBytes;
  try {
    for await (const chunk of chunks) {
      const room = limit - progress.wireSize;
      const within = chunk.length <= room ? chunk : chunk.subarray(0, room);
      progress.wireSize += within.length;
      if (isCoded) remember(within, progress);
      if (chunk.length > room) progress.end ??= tooLarge('body-too-large', limit, options);
      if (within.length > 0) yield within;
      if (chunk.length > room) return;
    }
  } catch (error) {
    progress.end ??= { kind: 'interrupted', error };
  }
}

/** Too many codings: the first octets show that there is a body at all, and are kept as they came. */
async function tooOftenCoded(
  chunks: AsyncIterable<Uint8Array>,
  progress: Progress,
  options: ReceiveOptions,
): Promise<ReceivedBody> {
  const octets = metered(chunks, progress, true, options);
  if ((await octets.next()).done !== true) {
    const limit = options.limits.contentCodings;
    const message = `The answer from ${options.from} is coded more than ${limit} times over and was not decoded. If you trust this server, raise the limit.`;
    const reason = 'too-many-content-codings';
    progress.end ??= refusal({ kind: 'tooLarge', code: 'CONTENT_CODINGS', message, reason });
    await octets.return();
  }
  return undecoded(progress);
}

async function* limited(
  source: AsyncIterable<Uint8Array>,
  progress: Progress,
  options: ReceiveOptions,
): AsyncGenerator<Uint8Array, void> {
  const limit = options.limits.decodedBytes;
  let size = 0;
  for await (const chunk of source) {
    const room = limit - size;
    size += chunk.length;
    if (chunk.length <= room) yield chunk;
    else {
      progress.end ??= tooLarge('decoded-body-too-large', limit, options);
      if (room > 0) yield chunk.subarray(0, room);
      return;
    }
  }
}

/** Keeps all of `body` in `sink`, or as much of it as the spool takes. */
async function kept(
  body: AsyncIterable<Uint8Array>,
  sink: Collector,
  progress: Progress,
  options: ReceiveOptions,
): Promise<void> {
  for await (const chunk of body) {
    const writing = sink.add(chunk)?.then(() => undefined, unwritten);
    const code = writing === undefined ? undefined : await writing;
    if (code === undefined) continue;
    progress.end = unspooled(code, options);
    await sink.abandon();
    return;
  }
}

async function finished(
  sink: Collector,
  progress: Progress,
  codings: readonly string[],
  options: ReceiveOptions,
): Promise<ReceivedBody> {
  if (progress.end?.kind === 'refused' && sink.size === 0) return undecoded(progress);
  try {
    const content = await sink.finish();
    const end = progress.end ?? { kind: 'complete' };
    return { content, wireSize: progress.wireSize, decoded: progress.wireSize === 0 ? [] : codings, end };
  } catch (error) {
    await sink.abandon();
    return { ...undecoded(progress), end: unspooled(unwritten(error), options) };
  }
}

function remember(chunk: Uint8Array, progress: Progress): void {
  const room = keptUndecoded - progress.headSize;
  if (room === 0) return;
  const part = chunk.subarray(0, room);
  progress.head.push(part);
  progress.headSize += part.length;
}

/** The body as its first octets on the wire. */
function undecoded(progress: Progress): ReceivedBody {
  const octets = new Uint8Array(progress.headSize);
  let offset = 0;
  for (const chunk of progress.head) {
    octets.set(chunk, offset);
    offset += chunk.length;
  }
  const content: Content = { kind: 'memory', octets, size: octets.length };
  return { content, wireSize: progress.wireSize, decoded: [], end: progress.end ?? { kind: 'complete' } };
}

function contentLength(fields: readonly Field[]): number | undefined {
  const value = fields.find((field) => field.name.toLowerCase() === 'content-length')?.value ?? '';
  return /^\d{1,15}$/.test(value) ? Number(value) : undefined;
}

function refusal(failure: Omit<Failure, 'phase'>): BodyEnd {
  return { kind: 'refused', failure: { ...failure, phase: 'response' } };
}

function tooLarge(
  reason: 'body-too-large' | 'decoded-body-too-large',
  limit: number,
  options: ReceiveOptions,
): BodyEnd {
  const size = octetsText(limit);
  const which = reason === 'body-too-large' ? 'is larger than' : 'decodes to more than';
  const message = `The answer from ${options.from} ${which} ${size} and was cut off there. Raise the limit, or ask for less.`;
  return refusal({
    kind: 'tooLarge',
    code: reason === 'body-too-large' ? 'WIRE_SIZE' : 'DECODED_SIZE',
    message,
    reason,
  });
}

function brokenCoding(error: unknown, codings: readonly string[], from: string): BodyEnd {
  const names = [...codings].reverse().join(', ');
  const message = `The answer from ${from} says that it is coded with ${names}, but its octets are broken or end too early. Ask for it without Accept-Encoding, or mend the server.`;
  return refusal({ kind: 'protocol', code: codeOf(error) ?? 'CODING', message, reason: 'content-coding-broken' });
}

function unspooled(code: string, options: ReceiveOptions): BodyEnd {
  const message = `The answer from ${options.from} is larger than ${octetsText(options.spool.limit)} and could not be written to the temporary folder. Free some space there, or ask for less.`;
  return refusal({ kind: 'tooLarge', code, message, reason: 'spool-failed' });
}

function unwritten(error: unknown): string {
  return codeOf(error) ?? 'EIO';
}
