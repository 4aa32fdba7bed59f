import type { AxiosInstance } from 'axios';

let loading: Promise<AxiosInstance> | undefined;

/**
 * An axios that does one exchange and nothing else: no redirects, no proxy, no status check, no transforms, no decompression, no time-out of its own.
 * What it would still do to path, fields and connection is undone by the `transport` that each request brings. Loaded on first use.
 */
export function client(): Promise<AxiosInstance> {
  loading ??= import('axios').then(({ default: axios }) =>
    axios.create({
      adapter: 'http',
      maxRedirects: 0,
      proxy: false,
      validateStatus: null,
      responseType: 'stream',
      decompress: false,
      transformRequest: [],
      transformResponse: [],
      timeout: 0,
      maxBodyLength: -1,
      maxContentLength: -1,
    }),
  );
  return loading;
}
