import { deflateSync } from 'node:zlib';
import { memoryContent } from '../../src/http/sendPorts';
import type { Part } from '../../src/http/outcome';
import type { ExchangeRecord, RunRecord } from '../../src/run/record';
import { answer, exchangeRecord, runRecord, textContent } from './runRecords';

/** A picture of 96 × 64 pixels as PNG, from blue to orange (PNG specification, third edition: IHDR, IDAT, IEND). */
const png = drawnPng(96, 64);

function drawnPng(width: number, height: number): Uint8Array {
  const lines = Array.from({ length: height }, () =>
    Uint8Array.from({ length: 1 + 3 * width }, (_, at) =>
      at === 0 ? 0 : colour((at - 1) % 3, (at - 1) / (3 * width)),
    ),
  );
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(Buffer.concat(lines))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function colour(channel: number, share: number): number {
  return Math.round([40 + 200 * share, 120, 220 - 200 * share][channel] ?? 0);
}

function chunk(type: string, content: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), content]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(content.length, 0);
  framed.set(body, 4);
  framed.writeUInt32BE(checksum(body), body.length + 4);
  return framed;
}

/** CRC-32 as PNG has it. */
function checksum(octets: Uint8Array): number {
  let sum = 0xffffffff;
  for (const octet of octets) {
    sum ^= octet;
    for (let bit = 0; bit < 8; bit += 1) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1;
  }
  return (sum ^ 0xffffffff) >>> 0;
}

const messages = {
  uri: 'https://api.example.test/v1/messages?page=1',
  records: [
    {
      id: 'EXACT',
      type: 'SMS',
      direction: 'Inbound',
      creationTime: '2026-03-01T14:03:20.000Z',
      readStatus: 'Unread',
      subject: 'Grüße aus 東京 🙂 "quoted" \\ and a tab\t.',
      from: { phoneNumber: '+15550100', name: 'Ada' },
      to: [{ phoneNumber: '+15550101', location: null }],
      attachments: [],
      price: 'PRICE',
      isRead: false,
    },
  ],
  navigation: {},
};

const jsonText = JSON.stringify(messages).replace('"EXACT"', '9007199254740993').replace('"PRICE"', '1.50e+02');

const page = `<!DOCTYPE html>
<html><head><title>502 Bad Gateway</title><style>body { font-family: sans-serif; text-align: center } h1 { color: #a00 }</style></head>
<body><h1>502 Bad Gateway</h1><hr><p>proxy/1.2 is sorry.</p></body></html>
`;

function html(status: number, reason: string): ExchangeRecord {
  const fields = [{ name: 'Content-Type', value: 'text/html' }];
  return exchangeRecord({
    response: { ...answer(status, reason), fields, wireSize: page.length, decodedSize: page.length },
  });
}

function part(index: number, status: number, message?: string): Part {
  const isGood = status < 400;
  const error = message === undefined ? undefined : apiError('CMN-102', message);
  return {
    index,
    status,
    category: isGood ? 'success' : status < 500 ? 'clientError' : 'serverError',
    outcome: isGood ? 'completed' : 'clientError',
    resourceId: String(40_000 + index),
    fields: [{ name: 'Content-Type', value: 'application/json;charset=utf-8' }],
    body: { kind: 'text', text: isGood ? jsonText : JSON.stringify({ errorCode: 'CMN-102', message }) },
    error,
  };
}

function apiError(
  errorCode: string,
  message: string,
  attributes: Readonly<Record<string, string>> = {},
): NonNullable<RunRecord['error']> {
  return {
    errors: [{ errorCode, message, attributes }],
    legacyErrorCode: undefined,
    oauthError: undefined,
    oauthDescription: undefined,
    message,
  };
}

const failedRequest: Partial<RunRecord> = { isOk: false, content: undefined, status: undefined, category: 'none' };

/** Runs of every kind that a person meets, by a name that says what is shown. */
export const shownRuns: Readonly<Record<string, RunRecord>> = {
  json: runRecord({
    content: textContent(jsonText),
    rateLimit: { group: 'medium', limit: 40, remaining: 31, windowSeconds: 60, resetSeconds: undefined },
    exchanges: [
      exchangeRecord({ response: { ...answer(200, 'OK'), wireSize: 312, decodedSize: textContent(jsonText).size } }),
    ],
    assertions: [
      { line: 12, text: 'status == 200', isOk: true, actual: '200', message: undefined },
      {
        line: 13,
        text: 'body $.records[0].readStatus == Read',
        isOk: false,
        actual: 'Unread',
        message: 'The values differ.',
      },
    ],
  }),
  notFound: runRecord({
    isOk: false,
    status: 404,
    category: 'clientError',
    outcome: 'clientError',
    error: apiError('CMN-102', 'Resource for parameter [messageId] is not found', { parameterName: 'messageId' }),
    correlation: { RCRequestId: '2f8e7d0c-1b2a-11f0-9c7e-005056bdd3e2' },
    content: textContent('{"errorCode":"CMN-102","message":"Resource for parameter [messageId] is not found"}'),
    exchanges: [exchangeRecord({ response: answer(404, 'Not Found') })],
  }),
  multiStatus: runRecord({
    title: 'Read several messages',
    url: `https://api.example.test/v1/messages/${Array.from({ length: 20 }, (_, at) => 40_001 + at).join(',')}`,
    isOk: false,
    status: 207,
    outcome: 'multiStatus',
    parts: Array.from({ length: 20 }, (_, at) =>
      at === 3 || at === 11 ? part(at + 1, 404, 'Resource for parameter [messageId] is not found') : part(at + 1, 200),
    ),
    content: textContent('--x\r\n\r\n{"response":[]}\r\n--x--\r\n'),
    contentType: 'multipart/mixed; boundary=x',
    exchanges: [exchangeRecord({ response: answer(207, 'Multi-Status') })],
  }),
  redirected: runRecord({
    title: 'Follow redirects',
    duration: 2_190,
    attempts: 4,
    redirects: 1,
    retries: 1,
    renewals: 1,
    waits: [2000],
    warnings: ['credentials-dropped', 'redirect-method-unspecified'],
    content: textContent(jsonText),
    exchanges: [
      exchangeRecord({
        cause: { kind: 'renewal', grant: 'refresh_token', rule: 'AU1' },
        request: { ...exchangeRecord().request, method: 'POST', url: 'https://api.example.test/restapi/oauth/token' },
      }),
      exchangeRecord({
        startedAt: '2026-03-01T14:03:20.043Z',
        request: { ...exchangeRecord().request, method: 'POST', bodySize: 22, bodyText: '{"text":"Hello 🙂"}' },
        response: {
          ...answer(303, 'See Other'),
          fields: [{ name: 'Location', value: 'https://other.example/v1/done' }],
        },
        timings: { dns: -1, connect: -1, tls: -1, send: 1, wait: 38, receive: 1 },
        connection: { remoteAddress: '192.0.2.7', remotePort: 443, reused: true, tlsVersion: 'TLSv1.3' },
      }),
      exchangeRecord({
        cause: { kind: 'redirect', from: 1, status: 303, rule: 'RD2' },
        startedAt: '2026-03-01T14:03:20.084Z',
        response: answer(503, 'Service Unavailable'),
        request: {
          ...exchangeRecord().request,
          url: 'https://other.example/v1/done',
          fields: [{ name: 'Accept', value: '*/*' }],
        },
        timings: { dns: 8, connect: 12, tls: 22, send: 1, wait: 25, receive: 2 },
        notes: [
          { rule: 'RD2', message: '303: POST became GET, without its body.' },
          { rule: 'RD7', message: 'Authorization was not sent to other.example.' },
        ],
      }),
      exchangeRecord({
        cause: { kind: 'retry', from: 2, attempt: 1, rule: 'RT2' },
        waited: 2000,
        startedAt: '2026-03-01T14:03:22.154Z',
        request: { ...exchangeRecord().request, url: 'https://other.example/v1/done' },
        timings: { dns: -1, connect: -1, tls: -1, send: 1, wait: 30, receive: 4 },
      }),
    ],
  }),
  rateLimited: runRecord({
    isOk: false,
    status: 429,
    category: 'clientError',
    outcome: 'rateLimited',
    startedAt: new Date().toISOString(),
    retryAfter: 30_000,
    retryable: true,
    warnings: ['retry-after-too-long'],
    rateLimit: { group: 'heavy', limit: 10, remaining: 0, windowSeconds: 60, resetSeconds: 60 },
    error: apiError('CMN-301', 'Request rate exceeded'),
    content: textContent('{"errorCode":"CMN-301","message":"Request rate exceeded"}'),
    exchanges: [exchangeRecord({ response: answer(429, 'Too Many Requests') })],
  }),
  serverError: runRecord({
    isOk: false,
    status: 502,
    category: 'serverError',
    outcome: 'serverError',
    advice: 'contact-support',
    correlation: { RCRequestId: '2f8e7d0c-1b2a-11f0-9c7e-005056bdd3e2' },
    content: textContent(page),
    contentType: 'text/html',
    exchanges: [html(502, 'Bad Gateway')],
  }),
  image: runRecord({ title: 'Read an attachment', content: memoryContent(png), contentType: 'image/png' }),
  refused: runRecord({
    ...failedRequest,
    outcome: 'transportError',
    failure: {
      kind: 'connect',
      code: 'ECONNREFUSED',
      message: 'The connection to localhost:8080 was refused.',
      phase: 'connect',
    },
    exchanges: [
      exchangeRecord({
        response: undefined,
        request: { ...exchangeRecord().request, url: 'http://localhost:8080/v1/messages' },
        failure: {
          kind: 'connect',
          code: 'ECONNREFUSED',
          message: 'The connection to localhost:8080 was refused.',
          phase: 'connect',
        },
        timings: { dns: 1, connect: 2, tls: -1, send: -1, wait: -1, receive: -1 },
        connection: undefined,
      }),
    ],
  }),
  blocked: runRecord({
    ...failedRequest,
    outcome: 'blocked',
    reason: 'unresolved-variable',
    exchanges: [],
    attempts: 0,
    diagnostics: [
      {
        line: 3,
        column: 27,
        severity: 'error',
        code: 'unresolved-variable',
        message: '`messageId` has no value in the environment "dev".',
      },
    ],
  }),
  cookies: runRecord({
    title: 'Sign in',
    content: textContent('{"ok":true}'),
    exchanges: [
      exchangeRecord({
        request: { ...exchangeRecord().request, fields: [{ name: 'Cookie', value: 'visit=***; theme=***' }] },
        response: {
          ...answer(200, 'OK'),
          fields: [
            { name: 'Content-Type', value: 'application/json' },
            { name: 'Set-Cookie', value: 'sid=***; Path=/; Max-Age=3600; Secure; HttpOnly; SameSite=Lax' },
            { name: 'Set-Cookie', value: 'visit=***; Expires=Thu, 01 Jan 1970 00:00:00 GMT' },
            { name: 'Set-Cookie', value: 'track=***; Domain=ads.example; Path=/' },
            { name: 'X-Rate-Limit-Group', value: 'auth' },
            { name: 'X-Rate-Limit-Limit', value: '5' },
            { name: 'X-Rate-Limit-Remaining', value: '4' },
            { name: 'Cache-Control', value: 'no-store' },
            { name: 'Vary', value: 'Accept, Accept-Encoding, Authorization, Cookie, Origin, X-Requested-With' },
          ],
          trailers: [{ name: 'Server-Timing', value: 'db;dur=12.5' }],
        },
        cookies: ['kept', 'removed', 'other-domain'],
      }),
    ],
  }),
  xml: runRecord({
    content: textContent(
      '<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Messages &amp; more</title><!-- two --><entry id="1"><uri>https://api.example.test/1</uri><text>Hello</text></entry><entry id="2"/></feed>',
    ),
    contentType: 'application/atom+xml',
  }),
  unauthorized: runRecord({
    isOk: false,
    status: 401,
    category: 'clientError',
    outcome: 'unauthorized',
    error: apiError('TokenInvalid', 'Token is expired'),
    content: textContent('{"errorCode":"TokenInvalid","message":"Token is expired"}'),
    exchanges: [exchangeRecord({ response: answer(401, 'Unauthorized') })],
  }),
  notModified: runRecord({
    status: 304,
    outcome: 'notModified',
    content: undefined,
    exchanges: [exchangeRecord({ response: answer(304, 'Not Modified') })],
  }),
  redirectBlocked: runRecord({
    status: 302,
    outcome: 'redirectBlocked',
    warnings: ['credentials-dropped'],
    content: undefined,
    exchanges: [
      exchangeRecord({
        response: { ...answer(302, 'Found'), fields: [{ name: 'Location', value: 'http://other.example/v1/done' }] },
      }),
    ],
  }),
  unusable: runRecord({
    isOk: false,
    status: 207,
    outcome: 'protocolError',
    reason: 'multistatus-count',
    content: textContent('--x\r\n\r\n{"response":[]}\r\n--x--\r\n'),
    contentType: 'multipart/mixed; boundary=x',
    exchanges: [exchangeRecord({ response: answer(207, 'Multi-Status') })],
  }),
  cancelled: runRecord({
    ...failedRequest,
    outcome: 'cancelled',
    exchanges: [exchangeRecord({ response: undefined })],
  }),
  binary: runRecord({
    contentType: 'application/octet-stream',
    content: memoryContent(Uint8Array.from({ length: 500 }, (_, at) => (at * 7) % 256)),
  }),
  stored: runRecord({
    content: textContent('first line\nsecond line'),
    contentType: 'text/plain',
    keptBody: { size: 2_500_000, isCut: true, isMasked: true },
    deprecated: '2026-01-01T00:00:00Z',
    sunset: '2027-01-01T00:00:00Z',
  }),
  invalidJson: runRecord({ content: textContent('{\n  "id": 17,\n  "name" "Ada"\n}\n') }),
};
