import { describe, it } from 'mocha';
import type { ScriptedExchange } from '../../support/scriptedTransport';
import { body, checkNotes, fields, json, step, type NotesRow } from './sendHarness';

const patch = { ...json, method: 'PATCH' };
const answered = (status: number, text: string, ...headers: readonly string[]): ScriptedExchange => {
  const { expect, respond, ...rest } = step('GET /x', status, ...headers);
  return { ...rest, ...(expect === undefined ? {} : { expect }), respond: { status, ...respond, body: text } };
};
const missing = '429 came without Retry-After. [retry-after-missing]';

const rows: readonly NotesRow[] = [
  ['nothing of a plain answer', [step('GET /x', 200)], {}],
  [
    'of an answer that is not complete yet',
    [step('GET /x', 202)],
    {},
    'CL 202: accepted, not completed. [accepted-not-completed]',
  ],
  [
    'of an answer that is a part',
    [step('GET /x', 206)],
    {},
    'CL 206: only a part of the content was sent. [partial-content]',
  ],
  [
    'of a body on GET without Content-Type',
    [step('GET /x', 200)],
    { request: { content: body('x') } },
    'CL A GET was sent with a body; many servers ignore or refuse it. [body-on-get]',
    'CL The body was sent without Content-Type. [content-type-missing]',
  ],
  ['nothing of an empty body', [step('GET /x', 200)], { request: { content: body('') } }],
  [
    'of a typed User-Agent without form',
    [step('GET /x', 200)],
    { request: { fields: fields('User-Agent: me') } },
    'UA The typed User-Agent was sent; the guide asks for the same one in every request of an installation. [user-agent-overridden]',
    'UA User-Agent is not of the form name/version (details). [user-agent-format]',
  ],
  [
    'of what was changed in the URL',
    [step('GET https://a.test/100%25', 200)],
    { request: { url: 'https://u:p@a.test/100%' } },
    'UR A % that begins no escape was sent as %25. [url-stray-percent]',
    'UR User and password were taken out of the URL and sent as a Basic Authorization field. [url-userinfo]',
  ],
  [
    'of a token in the URL',
    [step('GET https://a.test/x?a=1&access_token=t', 200)],
    { request: { url: 'https://a.test/x?a=1&access_token=t' } },
    'SE A token in the URL ends up in logs. Send it as a field. [token-in-url]',
  ],
  [
    'nothing of what only looks like a token in the URL',
    [step('GET https://a.test/access_token?my_access_token=1', 200)],
    { request: { url: 'https://a.test/access_token?my_access_token=1' } },
  ],
  [
    'of more ids than many services take',
    [step('GET https://a.test/9/1,2,3/y?ids=1,2,3,4,5', 200)],
    { request: { url: 'https://a.test/9/1,2,3/y?ids=1,2,3,4,5' }, policy: { maxPathIds: 2 } },
    'BA The path holds 3 ids; batches of more than 2 are refused by many services. [too-many-ids]',
  ],
  [
    'nothing of as many ids as are taken, whatever the query holds',
    [step('GET https://a.test/1,2?ids=1,2,3', 200)],
    { request: { url: 'https://a.test/1,2?ids=1,2,3' }, policy: { maxPathIds: 2 } },
  ],
  [
    'of a tunnelled PATCH',
    [step('POST /x', 200)],
    { request: { ...patch, tunnel: 'header' } },
    'MT PATCH was sent as POST with the method in X-HTTP-Method-Override.',
    'MT The guide names only PUT and DELETE for tunnelling; servers may refuse PATCH. [tunnel-method-not-in-guide]',
  ],
  [
    'of overrides that disagree',
    [step('POST /x?_method=PUT', 200)],
    {
      request: {
        method: 'POST',
        url: 'https://a.test/x?_method=PUT',
        fields: fields('X-HTTP-Method-Override: DELETE'),
      },
    },
    'MT X-HTTP-Method-Override and _method name different methods; the server answers that with 400. Remove one. [method-override-conflict]',
  ],
  [
    'of overrides that differ in letter case',
    [step('POST /x?_method=put', 200)],
    { request: { method: 'POST', url: 'https://a.test/x?_method=put', fields: fields('X-HTTP-Method-Override: PUT') } },
    'MT X-HTTP-Method-Override and _method differ in letter case; servers may take them for a conflict. [method-override-case]',
  ],
  [
    'of a 429 that is repeated, and comes again',
    [step('GET /x', 429), step('GET /x', 429)],
    { policy: { max429Retries: 1 } },
    `RT6 ${missing}`,
    'RT1 429: repeated after 30 s.',
    `RT6 ${missing}`,
    'RT1 429 came again after 1 repeats.',
  ],
  [
    'of a 429 whose wait is too long',
    [step('GET /x', 429, 'Retry-After: 301')],
    {},
    'RT6 Retry-After asks for a longer wait than is allowed. [retry-after-too-long]',
  ],
  [
    'of a Retry-After that cannot be read, or stands twice',
    [step('GET /x', 429, 'Retry-After: soon', 'Retry-After: 3'), step('GET /x', 200)],
    {},
    'RT6 Retry-After is neither seconds nor a date. [retry-after-invalid]',
    'RT6 Retry-After came several times; the later time counts. [retry-after-multiple]',
    'RT1 429: repeated after 3 s.',
  ],
  [
    'of a 503 that comes again',
    [step('GET /x', 503, 'Retry-After: 2'), step('GET /x', 503, 'Retry-After: 4')],
    { policy: { maxRetries: 1 } },
    'RT2 503: repeated after 2 s.',
    'RT2 503 came again after 1 repeats.',
  ],
  [
    'of a 503 whose wait is too long',
    [step('GET /x', 503, 'Retry-After: 301')],
    {},
    'RT6 Retry-After asks for a longer wait than is allowed. [retry-after-too-long]',
  ],
  [
    'of another 5xx that is repeated, without a word on Retry-After',
    [step('GET /x', 500), step('GET /x', 200)],
    { policy: { retryStatuses: [500] } },
    'RT3 500: repeated after 2 s.',
  ],
  [
    'of a POST that is not repeated',
    [step('POST /x', 503, 'Retry-After: 1')],
    { request: json },
    'RT5 POST was not repeated, as the first one may have been processed. Send it again when you know that it was not. [unsafe-not-retried]',
  ],
  [
    'of a connection that was refused',
    [{ for: 'r', respond: { fail: 'ECONNREFUSED', phase: 'connect' } }, step('POST /x', 200)],
    { request: json, policy: { retryNetwork: true } },
    'RT5 ECONNREFUSED: repeated after 2 s, as the request never left.',
  ],
  [
    'of a connection that broke, and broke again',
    [
      { for: 'r', respond: { fail: 'ECONNRESET', phase: 'response' } },
      { for: 'r', respond: { fail: 'ETIMEDOUT', phase: 'response' } },
    ],
    { policy: { retryNetwork: true, maxRetries: 1 } },
    'RT5 ECONNRESET: repeated after 2 s, as GET is idempotent.',
    'CL The connection failed with ETIMEDOUT.',
  ],
  [
    'of a failure of TLS, which is not repeated',
    [{ for: 'r', respond: { fail: 'CERT_HAS_EXPIRED', phase: 'tls' } }],
    { policy: { retryNetwork: true } },
    'CL The connection failed with CERT_HAS_EXPIRED.',
  ],
  [
    'of a 304 that nobody asked for',
    [step('GET /x', 304)],
    {},
    'CN A 304 came to a request without condition. [unexpected-304]',
  ],
  [
    'of a 304 for another version',
    [step('GET /x', 304, 'ETag: "b"')],
    { request: { fields: fields('If-None-Match: "a"') } },
    'CN The 304 names ETag "b", which was not asked for; it confirms nothing. [etag-mismatch]',
  ],
  [
    'of a 304 without a copy to show',
    [step('GET /x', 304, 'ETag: "a"')],
    { request: { fields: fields('If-None-Match: "a"') } },
    'CN Not modified, and there is no stored copy to show. Send without the condition to get one. [no-cached-copy]',
  ],
  [
    'of a 207 that is no list',
    [answered(207, '{}', 'Content-Type: application/json')],
    {},
    'MP The 207 is no list of parts with statuses; it is shown as it came. [multistatus-not-list]',
  ],
  [
    'of a 207 that cannot be split',
    [answered(207, '', 'Content-Type: application/json')],
    {},
    'MP The parts cannot be told apart for certain, so the body is shown as it came.',
  ],
  [
    'of the parts of a 207 that failed, and of what is odd about them',
    [
      answered(
        207,
        '--B\n\n[{"status":200},{"status":"404"},{"status":999},{"status":503}]\n--B\n\n{}\n--B\nA: 1\n--B\n\n{}\n--B\n\n{}',
        'Content-Type: multipart/mixed; boundary=B',
      ),
    ],
    {},
    'MP A part had no blank line before its body. [part-without-header-end]',
    'MP The closing delimiter is missing; the last part was taken to the end. [unterminated-multipart]',
    'MP A part gives its status as no integer. [status-not-integer]',
    'MP A part gives a status outside 100 to 599. [status-out-of-range]',
    'MP 3 of 4 failed.',
  ],
  [
    'of a wait that was stopped, and of nothing that did not come to pass',
    [step('GET /x', 429)],
    { observe: (event) => event.kind === 'waiting' && event.control.stop() },
    `RT6 ${missing}`,
    'RT8 The wait was stopped by hand; the answer so far is shown.',
  ],
];

const blocked: readonly NotesRow[] = [
  [
    'in a workspace that is not trusted',
    [],
    { policy: { workspaceTrusted: false } },
    'SE This workspace is not trusted. Trust it to send requests from its files.',
  ],
  ['for its method', [], { request: { method: 'A B' } }, 'SE The method is not a token of HTTP.'],
  [
    'for a variable',
    [],
    { request: { unresolved: ['{{id}}'] } },
    'UR A variable has no value. Give it one in the file or the environment.',
  ],
  ['for its URL', [], { request: { url: 'x' } }, 'UR The URL is not an absolute http or https URL.'],
  ['for its scheme', [], { request: { url: 'ftp://a.test' } }, 'UR Only http and https are sent.'],
  [
    'for an empty id',
    [],
    { request: { url: 'https://a.test/{id}', pathParameters: { id: '' } } },
    'UR A path parameter is empty. Without its id a request may reach every resource, so nothing was sent.',
  ],
  [
    'for a path that would climb',
    [],
    { request: { url: 'https://a.test/{id}', pathParameters: { id: '..' } } },
    'UR A path value of . or .. would lead to another resource, so nothing was sent.',
  ],
  [
    'for one field name among good ones',
    [],
    { request: { fields: fields('X-A: 1', 'X B: 2') } },
    'SE A field name holds characters that no field name may have.',
  ],
  [
    'for a field value',
    [],
    { request: { fields: [{ name: 'X-A', value: 'a\r\nb' }] } },
    'SE A field value holds a line break or another control character.',
  ],
];

describe('send: what is said', () => {
  for (const row of rows) it(`tells ${row[0]}`, () => checkNotes(row));
  for (const row of blocked) it(`says what stopped a request ${row[0]}`, () => checkNotes(row));
});
