/** What a filter looks at. `status` is undefined for a request that has not been sent. */
export interface Filterable {
  readonly label: string;
  readonly method: string;
  readonly url: string;
  readonly tags: readonly string[];
  /** Of its file, as shown to people. */
  readonly path: string;
  readonly last: { readonly status: number | undefined; readonly isOk: boolean } | undefined;
}

/** Whether a request is shown. */
export type RequestFilter = (request: Filterable) => boolean;

/**
 * Reads a filter as a person types it: words that must all occur, in title, URL or path, and `method:POST`, `tag:smoke`, `status:404`, `status:4xx`,
 * `status:failed`, `status:ok`, `status:none`. Alternatives of one key are divided by commas. Case does not matter. Undefined: nothing was typed.
 */
export function parseFilter(typed: string): RequestFilter | undefined {
  const tests = typed
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '')
    .map(wordFilter);
  return tests.length === 0 ? undefined : (request) => tests.every((test) => test(request));
}

function wordFilter(word: string): RequestFilter {
  const [, key, list = ''] = /^(method|tag|status):(.*)$/.exec(word) ?? [];
  const values = list.split(',').filter((value) => value !== '');
  if (key !== undefined && values.length === 0) return () => true;
  switch (key as 'method' | 'tag' | 'status' | undefined) {
    case 'method':
      return ({ method }) => values.includes(method.toLowerCase());
    case 'tag':
      return ({ tags }) => tags.some((tag) => values.includes(tag.toLowerCase()));
    case 'status':
      return (request) => values.some((value) => hasStatus(request, value));
    case undefined:
      return ({ label, url, path, method }) => `${method} ${label} ${url} ${path}`.toLowerCase().includes(word);
  }
}

function hasStatus({ last }: Filterable, value: string): boolean {
  if (value === 'none') return last === undefined;
  if (last === undefined) return false;
  if (value === 'failed') return !last.isOk;
  if (value === 'ok') return last.isOk;
  const status = last.status === undefined ? '' : String(last.status);
  return /^\dxx$/.test(value) ? status.startsWith(value.charAt(0)) : status === value;
}
