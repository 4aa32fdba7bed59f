import type { Content } from '../../http/message';
import type { ContentReader } from '../../http/ports';

/** Octets that can be read in ranges. `end` is exclusive and may pass the end. What `read` gives must not be changed. */
export interface OctetSource {
  readonly size: number;
  read(start: number, end: number): Promise<Uint8Array>;
}

/** A content, held or spooled, as a source. */
export function contentSource(content: Content, contents: ContentReader): OctetSource {
  if (content.kind === 'memory') return octetsSource(content.octets);
  return { size: content.size, read: (start, end) => contents.read(content, start, Math.min(end, content.size)) };
}

/** Octets in memory as a source; ranges are views, not copies. */
export function octetsSource(octets: Uint8Array): OctetSource {
  return { size: octets.length, read: (start, end) => Promise.resolve(octets.subarray(start, end)) };
}

/** The stretch `[start, end)` of another source, as a source of its own. */
export function sliceSource(whole: OctetSource, start: number, end: number): OctetSource {
  const last = Math.min(end, whole.size);
  const first = Math.min(start, last);
  return {
    size: last - first,
    read: (from, to) => whole.read(first + from, Math.min(first + to, last)),
  };
}
