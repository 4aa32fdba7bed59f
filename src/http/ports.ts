import type { Failure } from './failure';
import type { Content, Field, RequestMessage, ResponseMessage } from './message';
import type { Timings } from './timings';

/** Limits on one answer; octets but for `contentCodings`. Passing one ends the exchange with a `tooLarge` failure. */
export interface ExchangeLimits {
  readonly wireBytes: number;
  readonly decodedBytes: number;
  readonly contentCodings: number;
}

/** What one exchange may do beyond its message. Durations are milliseconds; undefined means no such limit. */
export interface ExchangeOptions {
  readonly limits: ExchangeLimits;
  readonly connectTimeout: number | undefined;
  readonly totalTimeout: number | undefined;
  /** Says, once the head has come, whether the content is wanted: `discard` keeps at most 64 KiB undecoded (rule RD11). */
  readonly keep: (status: number, fields: readonly Field[]) => 'all' | 'discard';
}

/** The end of one exchange. `sent` is the request with every field line that left, in order. */
export type Reply =
  | {
      readonly kind: 'response';
      readonly response: ResponseMessage;
      readonly sent: RequestMessage;
      readonly timings: Timings;
      readonly connection: Connection | undefined;
    }
  | {
      readonly kind: 'failure';
      readonly failure: Failure;
      /** What had come of the answer when the head had come: its status and fields are whole, its content may be cut off. */
      readonly response?: ResponseMessage | undefined;
      readonly sent: RequestMessage;
      readonly timings: Timings;
      readonly connection: Connection | undefined;
    };

/** The connection an exchange used, as far as it is known. */
export interface Connection {
  readonly remoteAddress: string | undefined;
  readonly remotePort: number | undefined;
  readonly reused: boolean;
  /** For example `TLSv1.3`; undefined on plain HTTP. */
  readonly tlsVersion: string | undefined;
}

/** One message out, one reply in. Never throws, never follows, retries or renews; heeds `signal` at once with a `cancelled` failure. */
export interface Transport {
  /** Loads what an exchange with `url` needs, so that its time is nobody's. Absent: there is nothing to load. */
  readonly ready?: (url: string) => Promise<void>;
  exchange(message: RequestMessage, options: ExchangeOptions, signal: AbortSignal): Promise<Reply>;
}

/** Time. `time` is milliseconds since the epoch, `now` is monotonic. `sleep` resolves early, and without error, when aborted. */
export interface Clock {
  time(): number;
  now(): number;
  sleep(duration: number, signal: AbortSignal): Promise<void>;
}

/** Chance: `next` is uniform in [0, 1). */
export interface Random {
  next(): number;
}

/** Reads a range of held or spooled octets; `end` is exclusive and may pass the end. */
export interface ContentReader {
  read(content: Content, start: number, end: number): Promise<Uint8Array>;
}
