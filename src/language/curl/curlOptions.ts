/** What an option of curl means for a request. `flag` options take no value. */
export type CurlOption =
  | { readonly kind: 'flag'; readonly means: 'get' | 'head' | 'http1.0' | 'http1.1' | 'http2' | 'nothing' | 'missing' }
  | {
      readonly kind: 'value';
      readonly means:
        | 'method'
        | 'url'
        | 'field'
        | 'data'
        | 'raw'
        | 'encoded'
        | 'json'
        | 'form'
        | 'formText'
        | 'user'
        | 'agent'
        | 'referer'
        | 'cookie'
        | 'save'
        | 'nothing'
        | 'missing';
    };

/** Options by their long name. `missing`: it changes what curl does, and this client does not do it. */
export const curlOptions: ReadonlyMap<string, CurlOption> = new Map([
  ...values('method', 'request'),
  ...values('url', 'url'),
  ...values('field', 'header'),
  ...values('data', 'data', 'data-ascii', 'data-binary'),
  ...values('raw', 'data-raw'),
  ...values('encoded', 'data-urlencode'),
  ...values('json', 'json'),
  ...values('form', 'form'),
  ...values('formText', 'form-string'),
  ...values('user', 'user'),
  ...values('agent', 'user-agent'),
  ...values('referer', 'referer'),
  ...values('cookie', 'cookie'),
  ...values('save', 'output'),
  ...values('nothing', 'write-out', 'stderr'),
  ...values(
    'missing',
    'max-time',
    'connect-timeout',
    'proxy',
    'cert',
    'key',
    'cacert',
    'capath',
    'resolve',
    'connect-to',
  ),
  ...values(
    'missing',
    'max-redirs',
    'retry',
    'upload-file',
    'config',
    'cookie-jar',
    'limit-rate',
    'interface',
    'range',
  ),
  ...values(
    'missing',
    'ciphers',
    'oauth2-bearer',
    'aws-sigv4',
    'unix-socket',
    'proxy-user',
    'proxy-header',
    'dump-header',
  ),
  ...flags('get', 'get'),
  ...flags('head', 'head'),
  ...flags('http1.0', 'http1.0'),
  ...flags('http1.1', 'http1.1'),
  ...flags('http2', 'http2', 'http2-prior-knowledge'),
  ...flags(
    'nothing',
    'silent',
    'show-error',
    'verbose',
    'include',
    'compressed',
    'location',
    'progress-bar',
    'fail',
    'globoff',
  ),
  ...flags('nothing', 'no-buffer', 'no-progress-meter', 'fail-with-body', 'path-as-is'),
  ...flags('missing', 'insecure', 'location-trusted', 'digest', 'ntlm', 'negotiate', 'anyauth', 'http3', 'remote-name'),
]);

/** Long names of the short options. */
export const curlShortOptions: ReadonlyMap<string, string> = new Map(
  Object.entries({
    X: 'request',
    H: 'header',
    d: 'data',
    F: 'form',
    u: 'user',
    A: 'user-agent',
    e: 'referer',
    b: 'cookie',
    o: 'output',
    w: 'write-out',
    m: 'max-time',
    x: 'proxy',
    E: 'cert',
    T: 'upload-file',
    K: 'config',
    c: 'cookie-jar',
    r: 'range',
    U: 'proxy-user',
    D: 'dump-header',
    G: 'get',
    I: 'head',
    0: 'http1.0',
    s: 'silent',
    S: 'show-error',
    v: 'verbose',
    i: 'include',
    L: 'location',
    '#': 'progress-bar',
    f: 'fail',
    g: 'globoff',
    N: 'no-buffer',
    k: 'insecure',
    O: 'remote-name',
  }),
);

function values(means: Extract<CurlOption, { kind: 'value' }>['means'], ...names: readonly string[]): Named[] {
  return names.map((name) => [name, { kind: 'value', means }]);
}

function flags(means: Extract<CurlOption, { kind: 'flag' }>['means'], ...names: readonly string[]): Named[] {
  return names.map((name) => [name, { kind: 'flag', means }]);
}

type Named = [string, CurlOption];
