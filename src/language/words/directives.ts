/** One directive this language knows. */
export interface DirectiveMeaning {
  readonly key: string;
  /** What may follow the key, for people: `NAME [text]`; empty when nothing does. */
  readonly usage: string;
  readonly meaning: string;
  /** Fixed values to offer. */
  readonly values: readonly string[];
}

/** Every known directive by its key. */
export const directives: ReadonlyMap<string, DirectiveMeaning> = new Map(
  [
    known('name', 'NAME', 'The name other requests and the command line call this request by.'),
    known('description', 'TEXT', 'Says what the request is for.'),
    known('tag', 'A, B', 'Tags, by which the command line picks requests.'),
    known('disabled', '', 'Leaves the request out when several are sent.'),
    known('import', './OTHER.rcreq', 'Makes the variables and named requests of another file known here.'),
    known('ref', 'NAME', 'Sends the named request first, unless it has a fresh answer.'),
    known('forceref', 'NAME', 'Sends the named request first, always.'),
    known('prompt', 'NAME [TEXT] [secret]', 'Asks for a value before sending; hidden when `secret` follows.'),
    known('confirm', 'TEXT', 'Asks before sending.'),
    known('auth', 'PROFILE|none', 'Sends the token of a profile, or none.', ['none']),
    known('no-redirect', '', 'Shows a redirect instead of following it.'),
    known('max-redirects', 'N', 'Follows at most so many redirects.'),
    known('retry', 'default|never|unsafe|transient|N', 'When the request may be repeated.', retryValues()),
    known('tunnel', 'header|query', 'Sends PUT, PATCH and DELETE as a POST that names the method.', [
      'header',
      'query',
    ]),
    known('conditional', '', 'Asks only whether the last answer still holds.'),
    known('no-conditional', '', 'Never asks only whether the last answer still holds.'),
    known('timeout', '30s', 'Gives up after this long, waits included. Seconds, or with a unit: ms, s, m.'),
    known('connection-timeout', '10s', 'Gives up connecting after this long. Seconds, or with a unit: ms, s, m.'),
    known('cookie-jar', '', 'Sends and stores cookies.'),
    known('no-cookie-jar', '', 'Neither sends nor stores cookies.'),
    known('no-log', '', 'Keeps the run out of the history and the log.'),
    known('post-redirect-get', '', 'A redirected POST goes on as GET.'),
  ].map((each) => [each.key, each]),
);

/** The known key a person wrote in any of the dialects' ways (`noRedirect`, `No-Redirect`, `note`), else the word in lower case. */
export function directiveKey(typed: string): string {
  const lower = typed.toLowerCase();
  return directives.has(lower) ? lower : (spellings.get(lower.replaceAll('-', '')) ?? lower);
}

const spellings: ReadonlyMap<string, string> = new Map([
  ...[...directives.keys()].map((key) => [key.replaceAll('-', ''), key] as const),
  ['note', 'confirm'],
  ['tags', 'tag'],
]);

function known(key: string, usage: string, meaning: string, values: readonly string[] = []): DirectiveMeaning {
  return { key, usage, meaning, values };
}

function retryValues(): readonly string[] {
  return ['default', 'never', 'unsafe', 'transient'];
}
