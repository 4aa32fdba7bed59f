/** Two modules of axios that its package exports without types: its adapter for Node, and the fields that the adapter takes. */
declare module 'axios/unsafe/adapters/http.js' {
  import type { AxiosAdapter } from 'axios';
  const adapter: AxiosAdapter;
  export { adapter as default };
}

declare module 'axios/unsafe/core/AxiosHeaders.js' {
  export { AxiosHeaders as default } from 'axios';
}
