import type { InternalAxiosRequestConfig } from 'axios';
import adapter from 'axios/unsafe/adapters/http.js';
import AxiosHeaders from 'axios/unsafe/core/AxiosHeaders.js';
import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';

/** One exchange for axios: where its content and its connection come from. `open` makes the request and is told where the answer goes. */
interface AxiosExchange {
  readonly url: string;
  readonly method: string;
  readonly data: Buffer | Readable | undefined;
  readonly transport: { readonly request: (options: unknown, respond: (response: IncomingMessage) => void) => unknown };
}

/**
 * Sends one exchange through axios. Resolves when the head of the answer has come; rejects with axios's error, whose `code` is the cause's.
 *
 * Only axios's adapter for Node is used, which does one exchange and nothing else: no redirects, no proxy, no status check, no transforms, no
 * decompression, no time-out. axios's client in front of it would merge defaults and transforms into every request, only for us to take them
 * out again, and loading it takes as long as all of this transport. What the adapter would still do to path, fields and connection is undone by
 * the `transport` of each exchange.
 */
export function axiosSend(exchange: AxiosExchange): Promise<unknown> {
  return adapter({ ...settings, headers: new AxiosHeaders(), ...exchange } satisfies InternalAxiosRequestConfig);
}

const settings = {
  maxRedirects: 0,
  proxy: false,
  validateStatus: null,
  responseType: 'stream',
  decompress: false,
  timeout: 0,
  maxBodyLength: -1,
  maxContentLength: -1,
} as const;
