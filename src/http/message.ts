/** One field line as sent or received: order, repetition and case are kept (RFC 9110 §5.2). The value has no surrounding white space. */
export interface Field {
  readonly name: string;
  readonly value: string;
}

/** Octets held once, in memory or in a file of the spool. Everything else refers to them by this value. `size` is octets. */
export type Content =
  | { readonly kind: 'memory'; readonly octets: Uint8Array; readonly size: number }
  | { readonly kind: 'file'; readonly path: string; readonly size: number };

/** One request as it leaves: `url` is absolute, http or https, without fragment. `content` undefined: no body at all. */
export interface RequestMessage {
  readonly method: string;
  readonly url: string;
  readonly fields: readonly Field[];
  readonly content: Content | undefined;
  readonly httpVersion: '1.1' | '2';
}

/** One answer as it came, its content decoded when `decoding` says so. */
export interface ResponseMessage {
  readonly status: number;
  /** Reason phrase; empty when there was none. */
  readonly reason: string;
  readonly httpVersion: string;
  readonly fields: readonly Field[];
  readonly trailers: readonly Field[];
  /** Decoded content; for a followed redirect at most the first 64 KiB of the octets on the wire (rule RD11). */
  readonly content: Content;
  /** Octets of the content on the wire, before decoding. */
  readonly wireSize: number;
  /** Content codings taken off, outermost first; empty when the content is as sent. */
  readonly decoded: readonly string[];
}
