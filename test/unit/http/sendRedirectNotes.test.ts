import { describe, it } from 'mocha';
import { body, checkNotes, fields, json, secret, step, type NotesRow } from './sendHarness';

const patch = { ...json, method: 'PATCH' };
const rows: readonly NotesRow[] = [
  [
    'of an override in the query that has to be carried on',
    [step('POST /x?_method=DELETE', 307, 'Location: /y'), step('POST /y?_method=DELETE', 204)],
    { request: { method: 'DELETE', tunnel: 'query' } },
    'MT DELETE was sent as POST with the method in _method.',
    'RD3 307: DELETE was kept.',
    'MT Location lacked _method=DELETE; it was added again. [method-override-carried]',
  ],
  [
    'of redirects that are not followed here',
    [step('GET /x', 302, 'Location: /y')],
    { policy: { followRedirects: false } },
    'RD10 Redirects are not followed here: the 302 itself is shown.',
  ],
  [
    'of a status that no rule follows',
    [step('GET /x', 306, 'Location: /y')],
    {},
    'RD1 306 is not followed: only 301, 302, 303, 307 and 308 are. [redirect-status-not-followed]',
  ],
  ['of such a status without Location', [step('GET /x', 300)], {}, 'RD1 300 is not followed.'],
  [
    'of two Locations',
    [step('GET /x', 301, 'Location: /y', 'Location: /z')],
    {},
    'RD5 The answer has several Location fields. [redirect-location-ambiguous]',
  ],
  [
    'of a Location that is no URL',
    [step('GET /x', 301, 'Location: http://[')],
    {},
    'RD5 Location is no URL. [redirect-location-invalid]',
  ],
  [
    'of a Location of another scheme',
    [step('GET /x', 301, 'Location: ftp://a.test/')],
    {},
    'RD7 Location is neither http nor https. [redirect-scheme-not-http]',
  ],
  [
    'of a PATCH that was repeated for want of a Location',
    [step('PATCH /x', 307), step('PATCH /x', 200)],
    { request: patch },
    'RD4 307 came without Location. [redirect-without-location]',
    'RD4 The same request was repeated unchanged to the same URL.',
    'RD4 The repeat of a PATCH may have been processed twice. [repeat-of-unsafe-method]',
  ],
  [
    'of a want of Location that stops',
    [step('GET /x', 307)],
    { policy: { missingLocation: 'stop' } },
    'RD4 307 came without Location. [redirect-without-location]',
  ],
  [
    'of a body that a redirect drops',
    [step('POST /x', 303, 'Location: /y'), step('GET /y', 200)],
    { request: json },
    'RD2 303: POST became GET, without body and Content fields.',
  ],
  [
    'of an override that a redirect drops',
    [step('POST /x', 303, 'Location: /y'), step('GET /y', 200)],
    { request: { method: 'POST', fields: fields('X-HTTP-Method-Override: GET') } },
    'RD2 303: GET stayed GET, without body and Content fields.',
  ],
  ['nothing of a GET that stays', [step('GET /x', 301, 'Location: /y'), step('GET /y', 200)], {}],
  [
    'nothing of a HEAD that stays',
    [step('HEAD /x', 303, 'Location: /y'), step('HEAD /y', 200)],
    { request: { method: 'HEAD' } },
  ],
  [
    'of a method that the guide does not speak of',
    [step('PATCH /x', 302, 'Location: /y'), step('GET /y', 200)],
    { request: patch },
    'RD2 The guide does not say what 302 does to PATCH. [redirect-method-unspecified]',
    'RD2 302: PATCH became GET, without body and Content fields.',
  ],
  [
    'of a TRACE that is kept',
    [step('TRACE /x', 301, 'Location: /y'), step('TRACE /y', 200)],
    { request: { method: 'TRACE' } },
    'RD2 The guide does not say what 301 does to TRACE. [redirect-method-unspecified]',
  ],
  [
    'of user info and the way out of https',
    [step('GET /x', 302, 'Location: http://u:p@a.test/y')],
    {},
    'RD7 User info was taken out of Location. [redirect-userinfo-removed]',
    'RD7 The redirect leads from https to http. [redirect-insecure]',
  ],
  [
    'nothing of a redirect from http to http',
    [step('GET http://a.test/x', 302, 'Location: /y'), step('GET http://a.test/y', 200)],
    { request: { url: 'http://a.test/x' } },
  ],
  [
    'of every credential that another origin does not get, by its name, once',
    [step('GET /x', 302, 'Location: https://b.test/y'), step('GET https://b.test/y', 200)],
    { request: { fields: fields('Authorization: a', 'X-Plain: p', 'Cookie: c', 'cookie2: 1', 'Cookie: d') } },
    'RD7 Authorization, Cookie, cookie2 not sent to https://b.test. [credentials-dropped]',
  ],
  [
    'of an origin that is trusted, body included',
    [step('POST /x', 308, 'Location: https://b.test/y'), step('POST https://b.test/y', 200)],
    {
      request: { ...json, fields: [...json.fields, ...secret] },
      policy: { trustedRedirectOrigins: ['no URL', 'https://b.test/'] },
    },
    'RD3 308: POST was kept.',
    'RD7 https://b.test is trusted: credentials were kept.',
  ],
  [
    'nothing of trust in an origin that is not led to',
    [step('GET /x', 302, 'Location: https://b.test/y'), step('GET https://b.test/y', 200)],
    { policy: { trustedRedirectOrigins: ['https://c.test'] } },
  ],
  [
    'of a body that goes to another origin',
    [step('POST /x', 307, 'Location: https://b.test/y'), step('POST https://b.test/y', 200)],
    { request: json },
    'RD3 307: POST was kept.',
    'RD7 The body was sent to another origin. [body-sent-cross-origin]',
  ],
  [
    'nothing of an empty body that goes to another origin',
    [step('POST /x', 307, 'Location: https://b.test/y'), step('POST https://b.test/y', 200)],
    { request: { method: 'POST', content: body('') }, policy: { crossOriginBody: 'block' } },
    'RD3 307: POST was kept.',
  ],
  [
    'of a body that must not go to another origin',
    [step('POST /x', 307, 'Location: https://b.test/y')],
    { request: json, policy: { crossOriginBody: 'block' } },
    'RD3 307: POST was kept.',
    'RD7 The body was not sent to another origin. [redirect-body-cross-origin]',
  ],
  [
    'of a body that holds a secret',
    [step('POST /x', 307, 'Location: https://b.test/y')],
    { request: { ...json, hasSecretContent: true } },
    'RD3 307: POST was kept.',
    'RD7 The body holds a secret and is never sent to another origin. [redirect-body-has-secret]',
  ],
  [
    'of a loop',
    [step('GET /x', 302, 'Location: /x'), step('GET /x', 302, 'Location: /x')],
    {},
    'RD6 GET https://a.test/x was asked twice already.',
  ],
  [
    'of too many redirects',
    [step('GET /x', 302, 'Location: /y'), step('GET /y', 302, 'Location: /z')],
    { policy: { maxRedirects: 1 } },
    'RD6 No more than 1 redirects are followed.',
  ],
  [
    'of a redirect that was held back',
    [step('POST /x', 303, 'Location: /y', 'Retry-After: 2'), step('GET /y', 200)],
    { request: json },
    'RD2 303: POST became GET, without body and Content fields.',
    'RD8 Retry-After held the redirect back for 2 s.',
  ],
  [
    'of a redirect whose wait is too long',
    [step('GET /x', 302, 'Location: /y', 'Retry-After: 301')],
    {},
    'RT6 Retry-After asks for a longer wait than is allowed. [retry-after-too-long]',
  ],
  [
    'of a Retry-After of a redirect that cannot be read',
    [step('GET /x', 302, 'Location: /y', 'Retry-After: soon'), { ...step('GET /y', 200), afterMs: 0 }],
    {},
    'RT6 Retry-After is neither seconds nor a date. [retry-after-invalid]',
  ],
  [
    'of what a redirect said that was one too many, and not of what was not sent',
    [step('PATCH /x', 302, 'Location: https://u:p@b.test/y')],
    { request: { ...patch, fields: [...patch.fields, ...secret] }, policy: { maxRedirects: 0, redirectPatch: 'keep' } },
    'RD7 User info was taken out of Location. [redirect-userinfo-removed]',
    'RD2 The guide does not say what 302 does to PATCH. [redirect-method-unspecified]',
    'RD6 No more than 0 redirects are followed.',
  ],
  [
    'of what a redirect said that goes in circles',
    [step('POST /x', 307, 'Location: /x'), step('POST /x', 307, 'Location: /x')],
    { request: json },
    'RD3 307: POST was kept.',
    'RD3 307: POST was kept.',
    'RD6 POST https://a.test/x was asked twice already.',
  ],
  [
    'of a repeat that was one too many, and not that it was repeated',
    [step('POST /x', 302)],
    { request: json, policy: { maxRedirects: 0 } },
    'RD4 302 came without Location. [redirect-without-location]',
    'RD6 No more than 0 redirects are followed.',
  ],
];

describe('send: what is said of redirects', () => {
  for (const row of rows) it(`tells ${row[0]}`, () => checkNotes(row));
});
