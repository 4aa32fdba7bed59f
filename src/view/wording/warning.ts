/** What is odd about a run though it went on, and what to do about it; `whatNow` undefined when there is nothing to do. */
export interface WarningWording {
  readonly what: string;
  readonly whatNow: string | undefined;
}

/** Every warning of the rules, by its id. */
export const warnings = {
  'accepted-not-completed': says(
    'The server accepted the request but has not completed it (202).',
    'Ask for its result later, at the address in Location or in the body.',
  ),
  'partial-content': says('This is a part of the content only (206).', 'Leave out Range to get all of it.'),
  'body-on-get': says(
    'A body was sent with GET, which has no meaning by RFC 9110; many servers ignore or refuse it.',
    'Use query parameters, or another method.',
  ),
  'content-type-missing': says(
    'The body was sent without Content-Type, as typed.',
    'Add a Content-Type field so that the server need not guess.',
  ),
  'too-many-ids': says(
    'The path names more ids than the API takes at once; it was sent all the same.',
    'Split the ids over several requests.',
  ),
  'url-stray-percent': says(
    'A `%` that begins no escape was sent as `%25`.',
    'Write `%25` where a percent sign is meant.',
  ),
  'url-userinfo': says(
    'The user name and password in the URL were sent as a Basic Authorization field instead.',
    'Write an Authorization field, with the password from a secret.',
  ),
  'token-in-url': says(
    'The query holds an access token; URLs end up in logs and histories.',
    'Send it in an Authorization field.',
  ),
  'user-agent-overridden': says(
    'The User-Agent typed in the request was sent instead of the configured one.',
    undefined,
  ),
  'user-agent-format': says(
    'The User-Agent is not of the form `name/version (details)`.',
    'Change it in the request or in the settings.',
  ),
  'redirect-status-not-followed': says(
    'This 3xx status is never followed by itself.',
    'Look at Location under Headers, and send a request there if that is what you want.',
  ),
  'redirect-method-unspecified': says(
    'No rule says which method a 301 or 302 of this request should be followed with.',
    'Look at the step in the Trace; the settings can choose another way.',
  ),
  'redirect-without-location': says(
    'A redirect named no address, so the same request was due again at the same URL.',
    'Tell whoever runs the server that Location is missing.',
  ),
  'repeat-of-unsafe-method': says(
    'A POST or PATCH was repeated after a redirect without Location; it may have taken effect twice.',
    'Check on the server what was done.',
  ),
  'redirect-location-invalid': says(
    'Location is no URL that can be read.',
    'Look at it under Headers, and tell whoever runs the server.',
  ),
  'redirect-location-ambiguous': says(
    'There are two Location fields that disagree.',
    'Look at both under Headers, and send a request to the right one.',
  ),
  'redirect-scheme-not-http': says(
    'Location leads to a scheme other than http and https; those are never followed.',
    'Look at Location under Headers.',
  ),
  'redirect-insecure': says(
    'The redirect leads from https to http, where everyone on the way can read.',
    'Ask for an https address, or allow it in the settings if you know the network.',
  ),
  'redirect-userinfo-removed': says('A user name and password were taken out of Location.', undefined),
  'credentials-dropped': says(
    'Credentials were left out, because a redirect led to another origin.',
    'If that origin is yours, list it among the trusted redirect origins.',
  ),
  'body-sent-cross-origin': says(
    'A 307 or 308 took the body to another origin.',
    'Check that this origin may see it; the settings can forbid it.',
  ),
  'redirect-body-cross-origin': says(
    'A redirect would have taken the body to another origin, which is switched off.',
    'Send a request there yourself if that origin may see the body.',
  ),
  'redirect-body-has-secret': says(
    'A redirect would have taken a secret in the body to another origin; that never happens by itself.',
    'Send a request there yourself if that origin may see the secret.',
  ),
  'method-override-conflict': says(
    'The override field and `_method` name different methods; servers answer that with 400.',
    'Leave one of them out.',
  ),
  'method-override-case': says(
    'The override field and `_method` differ in upper and lower case only.',
    'Write both in capitals, or leave one out.',
  ),
  'method-override-carried': says(
    '`_method` was added to a Location that lacked it, so that the method stays what it was.',
    undefined,
  ),
  'tunnel-method-not-in-guide': says(
    'PATCH was tunnelled through POST, which the guide does not describe.',
    'Send PATCH itself where the network lets it pass.',
  ),
  'no-cached-copy': says(
    'The server says that nothing changed (304), but no stored copy is at hand.',
    'Send without the condition to get the content.',
  ),
  'unexpected-304': says(
    'The server answered 304 though the request had no condition.',
    'Tell whoever runs the server, or a cache on the way.',
  ),
  'etag-mismatch': says(
    'The 304 names another ETag than the one that was asked about, so the stored copy is not shown as fresh.',
    'Send without the condition to get the content.',
  ),
  'retry-after-missing': says('A 429 came without Retry-After; the wait is the default one.', undefined),
  'retry-after-invalid': says('Retry-After is neither seconds nor a date; the wait is the default one.', undefined),
  'retry-after-multiple': says('Retry-After came more than once; the later time counts.', undefined),
  'retry-after-too-long': says(
    'Retry-After asks for a longer wait than is waited out by itself.',
    'Send again when the time has come.',
  ),
  'unsafe-not-retried': says(
    'A POST or PATCH is not repeated by itself, because it may have taken effect.',
    'Check on the server, then send again; `# @retry unsafe` allows repeating.',
  ),
  'token-endpoint-redirect': says(
    'The token endpoint answered with a redirect; those are never followed with credentials.',
    'Correct the token URL of the profile.',
  ),
  'multistatus-not-list': says(
    'The 207 is JSON without a status for each part.',
    'Read the body; there are no parts to judge.',
  ),
  'part-without-header-end': says('A part has no empty line after its header fields.', 'Look at it in the raw body.'),
  'unterminated-multipart': says(
    'The body ends without its closing boundary; the last part may be cut.',
    'Send again if something seems to be missing.',
  ),
  'status-not-integer': says('The status of a part came as text instead of a number.', undefined),
  'status-out-of-range': says(
    'The status of a part lies outside 100 to 599.',
    'Look at the part itself to see what happened.',
  ),
} as const satisfies Readonly<Record<string, WarningWording>>;

/** A warning id in words; an id that this version does not know is named as it is. */
export function wordWarning(id: string): WarningWording {
  const table: Readonly<Record<string, WarningWording>> = warnings;
  return Object.hasOwn(table, id) ? (table[id] ?? unknown(id)) : unknown(id);
}

function unknown(id: string): WarningWording {
  return says(`Warning: ${id}.`, undefined);
}

function says(what: string, whatNow: string | undefined): WarningWording {
  return { what, whatNow };
}
