/**
 * Stands in, in bundles (esbuild `alias`), for the packages that axios's adapter loads and uses only for what it is never asked for here:
 * forms, proxies, redirects, TLS and HTTP/2 of its own. They are twice as large as the adapter, and take longer to load.
 */
const absent = {};

export { absent as default };
