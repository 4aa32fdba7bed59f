import { brotliCompressSync, constants, createGzip, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { invalidParameter, json, numberOf, type Answer, type Call, type FieldLine, type StreamedAnswer } from '../call';
import { writeMultiStatus, type MultiStatusForm } from '../resources/batch';
import type { Route } from '../route';
import { greetingIn } from './charset';

/** Contents of every kind, and an echo. */
export const contentRoutes: readonly Route[] = [
  route('/sandbox/echo', 'What arrived: method, URL, query, fields in order, body.', answerEcho),
  route('/sandbox/fields', 'Response fields as the query names them, in order and repeated.', (call) =>
    json({ fields: [...call.url.searchParams] }, 200, [...call.url.searchParams]),
  ),
  route(
    '/sandbox/cookies',
    'Sets each parameter as a cookie (attributes= for all), and tells those that came.',
    answerCookies,
  ),
  route(
    '/sandbox/cached',
    'Conditional headers If-None-Match and If-Modified-Since: "the resource is not modified". version= changes it.',
    (call) => ({
      ...json({ version: call.url.searchParams.get('version') ?? '1' }),
      modifiedAt: Date.UTC(2026, 0, 1) + numberOf(call, 'version', { min: 0, max: 1000, fallback: 1 }) * 60_000,
    }),
  ),
  route(
    '/sandbox/gzip',
    'Content codings: coding=gzip|deflate|deflate-raw|br|identity, several with commas.',
    answerCoded,
  ),
  route('/sandbox/bomb', 'A small gzip that decodes to mb= megabytes of zeros.', (call) => ({
    stream: (response) => {
      response.writeHead(200, { 'Content-Type': 'application/octet-stream', 'Content-Encoding': 'gzip' });
      const gzip = createGzip({ level: constants.Z_BEST_SPEED });
      const block = Buffer.alloc(1_000_000);
      let left = numberOf(call, 'mb', { min: 1, max: 4096, fallback: 200 });
      const fill = () => {
        while (left > 0 && gzip.write(block)) left--;
        if (left > 0) left--;
        else gzip.end();
      };
      gzip.on('drain', fill);
      call.signal.addEventListener('abort', () => gzip.destroy(), { once: true });
      gzip.pipe(response);
      fill();
    },
  })),
  route(
    '/sandbox/parts',
    'A 207 of n= parts, failed= of them 404; form=multipart|vendor|json; broken=count|status-part|boundary|close|empty.',
    answerParts,
  ),
  route('/sandbox/html', 'HTML that tries everything a response panel must not let it do.', () =>
    text(hostileHtml, 'text/html;charset=UTF-8'),
  ),
  route('/sandbox/image', 'An image: type=png or svg.', (call) =>
    call.url.searchParams.get('type') === 'svg'
      ? text(svg, 'image/svg+xml')
      : { status: 200, fields: [['Content-Type', 'image/png']], body: png },
  ),
  route(
    '/sandbox/charset/:name',
    'Text in a legacy charset; declare=no leaves the charset out of Content-Type.',
    answerCharset,
  ),
  route('/sandbox/xml', 'An XML document.', () =>
    text(
      '<?xml version="1.0" encoding="UTF-8"?>\n<messages><message id="007">Zoë</message></messages>\n',
      'application/xml',
    ),
  ),
];

function route(path: string, standsFor: string, answer: (call: Call) => Answer | StreamedAnswer): Route {
  return { methods: ['*'], path, standsFor, isProtected: false, answer };
}

function text(body: string, type: string): Answer {
  return { status: 200, fields: [['Content-Type', type]], body };
}

function answerEcho(call: Call): Answer {
  const body = call.body.toString('utf8');
  const isText = Buffer.from(body, 'utf8').equals(call.body);
  return json({
    method: call.method,
    url: call.url.href,
    path: call.url.pathname,
    query: [...call.url.searchParams],
    httpVersion: call.httpVersion,
    fields: call.fields,
    body: isText ? body : undefined,
    bodyBase64: isText ? undefined : call.body.toString('base64'),
    bodySize: call.body.length,
  });
}

function answerCookies(call: Call): Answer {
  const attributes = call.url.searchParams.get('attributes') ?? 'Path=/';
  const set = [...call.url.searchParams].filter(([name]) => name !== 'attributes');
  const received = call.fields.filter(([name]) => name.toLowerCase() === 'cookie').map(([, value]) => value);
  const fields = set.map(([name, value]): FieldLine => ['Set-Cookie', `${name}=${value}; ${attributes}`]);
  return json({ received, set: set.map(([name]) => name) }, 200, fields);
}

const codings: Readonly<Record<string, (octets: Buffer) => Buffer>> = {
  gzip: (octets) => gzipSync(octets),
  deflate: (octets) => deflateSync(octets),
  'deflate-raw': (octets) => deflateRawSync(octets),
  br: (octets) => brotliCompressSync(octets),
  identity: (octets) => octets,
};

/** `deflate-raw` is what some servers send under the name of deflate. */
function answerCoded(call: Call): Answer {
  const names = (call.url.searchParams.get('coding') ?? 'gzip').split(',').map((name) => name.trim());
  let body: Buffer = Buffer.from(JSON.stringify({ coding: names, text: 'decoded '.repeat(50) }));
  for (const name of names.slice(0, 20)) {
    const encode = Object.hasOwn(codings, name) ? codings[name] : undefined;
    if (encode === undefined) return invalidParameter('coding', name);
    body = encode(body);
  }
  const encoding = names.map((name) => name.replace('-raw', '')).join(', ');
  return {
    status: 200,
    fields: [
      ['Content-Type', 'application/json'],
      ['Content-Encoding', encoding],
    ],
    body,
  };
}

function answerParts(call: Call): Answer {
  const count = numberOf(call, 'n', { min: 0, max: 100_000, fallback: 3 });
  const failed = numberOf(call, 'failed', { min: 0, max: count, fallback: 0 });
  const parts = Array.from({ length: count }, (_, index) => {
    const id = String(index + 1);
    const isFailed = index >= count - failed;
    const error = { errorCode: 'CMN-102', message: 'Resource for parameter [id] is not found', parameterName: 'id' };
    const body = isFailed ? { ...error, errors: [error] } : { id: index + 1, text: `Part ${id}` };
    return { id, href: `${call.origin}/sandbox/parts/${id}`, status: isFailed ? 404 : 200, body: JSON.stringify(body) };
  });
  const form = call.url.searchParams.get('form') ?? 'multipart';
  if (!isForm(form)) return invalidParameter('form', form);
  return breakParts(writeMultiStatus(parts, form), call.url.searchParams.get('broken') ?? '');
}

function isForm(form: string): form is MultiStatusForm {
  return ['multipart', 'vendor', 'json'].includes(form);
}

function breakParts(answer: Answer, fault: string): Answer {
  const body = answer.body?.toString() ?? '';
  switch (fault) {
    case 'count':
      return { ...answer, body: body.replace('"response":[', '"response":[{"status":200},') };
    case 'status-part':
      return { ...answer, body: body.replace('{"response":', 'no JSON ') };
    case 'boundary':
      return { ...answer, fields: [['Content-Type', 'multipart/mixed']] };
    case 'close':
      return { ...answer, body: body.slice(0, body.lastIndexOf('\r\n--')) };
    case 'empty':
      return { ...answer, body: '' };
    default:
      return answer;
  }
}

function answerCharset(call: Call): Answer {
  const { name = '' } = call.parameters;
  const greeting = greetingIn(name);
  if (greeting === undefined) return invalidParameter('name', name);
  const type = call.url.searchParams.get('declare') === 'no' ? 'text/plain' : `text/plain;charset=${name}`;
  return { status: 200, fields: [['Content-Type', type]], body: greeting.octets };
}

const hostileHtml = `<!doctype html>
<title>A page from the sandbox</title>
<meta http-equiv="refresh" content="5;url=/sandbox/echo?refreshed">
<link rel="stylesheet" href="/sandbox/echo?stylesheet">
<h1>A page from the sandbox</h1>
<p>Nothing on this page may run, load or leave: not the <a href="command:workbench.action.quit">command link</a>, not the picture, not the script.</p>
<img src="/sandbox/image?loaded" onerror="document.title = 'handler ran'" alt="a picture">
<form action="/sandbox/echo" method="post"><button>Send</button></form>
<iframe src="/sandbox/echo?framed"></iframe>
<script>document.title = 'script ran'; fetch('/sandbox/echo?fetched'); parent.postMessage('script ran', '*');</script>
`;

const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="64" height="64"><rect width="64" height="64" fill="#0b6"/><script>document.title = 'script ran'</script></svg>
`;

/** A green pixel. */
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
);
