import type { AxiosAdapter, InternalAxiosRequestConfig } from 'axios';
import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';

/** One exchange for axios: where its content and its connection come from. `open` makes the request and is told where the answer goes. */
interface AxiosExchange {
  readonly url: string;
  readonly method: string;
  readonly data: Buffer | Readable | undefined;
  readonly transport: { readonly request: (options: unknown, respond: (response: IncomingMessage) => void) => unknown };
}

/** Sends one exchange through axios. Resolves when the head of the answer has come; rejects with axios's error, whose `code` is the cause's. */
export type AxiosSend = (exchange: AxiosExchange) => Promise<unknown>;

let loading: Promise<AxiosSend> | undefined;

/**
 * axios's adapter for Node, which does one exchange and nothing else: no redirects, no proxy, no status check, no transforms, no decompression, no time-out.
 * Its client in front of the adapter would merge defaults and transforms into every request, only for us to take them out again.
 * What the adapter would still do to path, fields and connection is undone by the `transport` of each exchange. Loaded on first use.
 */
export function axiosSend(): Promise<AxiosSend> {
  loading ??= import('axios').then(({ default: axios }) => {
    const adapter: AxiosAdapter = axios.getAdapter('http');
    return (exchange) =>
      adapter({ ...settings, headers: new axios.AxiosHeaders(), ...exchange } satisfies InternalAxiosRequestConfig);
  });
  return loading;
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
