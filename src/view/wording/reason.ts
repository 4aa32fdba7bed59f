/** Why a request was not sent, or an answer not usable. `where` says at what to look. */
export interface ReasonWording {
  readonly what: string;
  readonly where: 'the method' | 'the URL' | 'the header fields' | 'the request' | 'the answer' | 'the parts';
  readonly whatNow: string;
}

/** Every reason of outcome `blocked` (nothing was sent), by its id in the rules. */
export const blockedReasons = {
  'invalid-method': says(
    'The method is no token by HTTP.',
    'the method',
    'Write a method such as GET, of letters without spaces.',
  ),
  'invalid-url': says(
    'The URL cannot be read.',
    'the URL',
    'Write an absolute URL such as `https://host/path`, and check the values put into it.',
  ),
  'scheme-not-http': says(
    'Only http and https URLs are sent.',
    'the URL',
    'Begin the URL with `https://` or `http://`.',
  ),
  'invalid-header-name': says(
    'The name of a header field holds a character that HTTP does not allow.',
    'the header fields',
    'Use letters, digits and hyphens.',
  ),
  'invalid-header-value': says(
    'The value of a header field holds a line break or a zero character.',
    'the header fields',
    'Check the variables in it: none may bring a line break.',
  ),
  'unresolved-variable': says(
    'A variable has no value.',
    'the request',
    'Define it in the file or in the environment, or choose another environment.',
  ),
  'empty-path-parameter': says(
    'A path value is empty; the request would mean the whole collection instead of one item.',
    'the URL',
    'Give the variable a value.',
  ),
  'path-dot-segment': says(
    'A path value is `.` or `..` and would lead to another resource.',
    'the URL',
    'Give the variable another value.',
  ),
  'token-audience': says(
    'The token of this profile may not go to this host.',
    'the URL',
    'Correct the host, or add it to the hosts of the profile.',
  ),
  'workspace-untrusted': says(
    'This folder is not trusted, and the request needs something that only a trusted one may use.',
    'the request',
    'Trust the folder if you know where it comes from.',
  ),
} as const satisfies Readonly<Record<string, ReasonWording>>;

/** Every reason of outcome `protocolError` (an answer came and cannot be used as what it says it is), by its id in the rules. */
export const protocolReasons = {
  'body-too-large': says(
    'The body is larger than the limit; it was cut off.',
    'the answer',
    'Ask for less at once, or raise the size limit in the settings.',
  ),
  'decoded-body-too-large': says(
    'The body unpacks to more than the limit; it was not unpacked further.',
    'the answer',
    'Ask for less at once, or raise the size limit in the settings.',
  ),
  'too-many-content-codings': says(
    'The body is packed in more layers than are taken off.',
    'the answer',
    'Tell whoever runs the server; Content-Encoding under Headers names them.',
  ),
  'multistatus-empty': says(
    'The 207 has no body, so nothing says how its parts fared.',
    'the answer',
    'Check on the server what was done before sending again.',
  ),
  'multistatus-no-boundary': says(
    'The 207 names no boundary, so its parts cannot be told apart.',
    'the answer',
    'Read the raw body.',
  ),
  'multistatus-no-parts': says(
    'The 207 has no parts.',
    'the parts',
    'Read the raw body, and check on the server what was done.',
  ),
  'multistatus-status-part': says(
    'The first part of the 207 does not list the statuses.',
    'the parts',
    'Read the raw body; no part was paired with a guessed status.',
  ),
  'multistatus-count': says(
    'The 207 lists more or fewer statuses than it has parts.',
    'the parts',
    'Read the raw body; no part was paired with a guessed status.',
  ),
  'multistatus-too-many-parts': says('The 207 has more parts than are read.', 'the parts', 'Send fewer ids at once.'),
} as const satisfies Readonly<Record<string, ReasonWording>>;

/** A reason in words; undefined when there is none or this version does not know it. */
export function wordReason(reason: string | undefined): ReasonWording | undefined {
  const table: Readonly<Record<string, ReasonWording>> = { ...blockedReasons, ...protocolReasons };
  return reason !== undefined && Object.hasOwn(table, reason) ? table[reason] : undefined;
}

function says(what: string, where: ReasonWording['where'], whatNow: string): ReasonWording {
  return { what, where, whatNow };
}
