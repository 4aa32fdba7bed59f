import type { FieldLine } from './call';

/** One request that arrived, as a test may ask for it. */
export interface LoggedRequest {
  readonly index: number;
  /** ISO 8601, by the sandbox's clock. */
  readonly at: string;
  /** As on the request line, before any override. */
  readonly method: string;
  /** Request target as on the wire. */
  readonly url: string;
  readonly httpVersion: string;
  readonly fields: readonly FieldLine[];
  /** The first 64 KiB as text. */
  readonly body: string;
  /** Octets of the whole body. */
  readonly bodySize: number;
}

const capacity = 1000;
const bodyShown = 65_536;

/** The last thousand requests, oldest first. Indexes go on counting. */
export class RequestLog {
  #requests: LoggedRequest[] = [];
  #count = 0;

  add(request: Omit<LoggedRequest, 'index' | 'body' | 'bodySize'>, body: Buffer): void {
    const logged = {
      index: ++this.#count,
      ...request,
      body: body.toString('utf8', 0, bodyShown),
      bodySize: body.length,
    };
    this.#requests = [...this.#requests.slice(1 - capacity), logged];
  }

  /** Those whose target begins with `prefix`. */
  list(prefix: string): readonly LoggedRequest[] {
    return this.#requests.filter(({ url }) => url.startsWith(prefix));
  }

  clear(): void {
    this.#requests = [];
    this.#count = 0;
  }
}
