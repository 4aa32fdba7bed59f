/** The members of each kind of object in a case, as the README of the cases lists them. What an outcome may name is known to `observed.ts`. */
const names = {
  case: 'id title source tags description note policy state concurrent order requests exchanges outcomes',
  policy: `profile followRedirects maxRedirects missingLocation missingLocationMaxRepeats missingLocationUnsafe redirectPatch
    crossOriginBody insecureRedirect trustedRedirectOrigins secretHeaders retryStatuses maxRetries backoffMs backoffFactor
    maxBackoffMs jitter minRetryDelayMs max429Retries default429Ms maxRetryAfterMs retryUnsafeMethods retryNetwork renewOn401
    maxRenewals proactiveRenewMs tokenRetryIntervalMs tokenMaxRetries ignore404OnDelete userAgent maxPathIds maxWireBytes
    maxDecodedBytes maxContentCodings maxParts validatorCache allowHosts secrets waitOnZeroRemaining workspaceTrusted`,
  state: 'now timeZone token',
  token: 'access refresh grant expiresInMs clientId clientSecret assertion username password tokenUrl',
  request: 'id method url headers body auth query pathParams tunnel cookieJar',
  parameter: 'name value explode',
  exchange: 'for afterMs expect respond',
  expect: 'method url headers absent body',
  form: 'form',
  respond: 'status headers body generate reason setToken',
  fail: 'fail phase',
  generate: 'kind repeat count',
  setToken: 'access refresh',
};

const yesOrNo = [true, false];

/** The values of members that have no others. */
const values = new Map<string, readonly unknown[]>(
  Object.entries({
    order: ['strict', 'any', 'gated'],
    auth: ['none', 'managed'],
    tunnel: ['header', 'query'],
    grant: ['jwt', 'authorization_code', 'client_credentials', 'password', 'refresh_token'],
    phase: ['connect', 'tls', 'response'],
    kind: ['text', 'gzip'],
    profile: ['ringcentral'],
    missingLocation: ['repeat', 'stop'],
    missingLocationUnsafe: ['repeat', 'stop'],
    redirectPatch: ['get', 'keep', 'stop'],
    crossOriginBody: ['send', 'block'],
    insecureRedirect: ['block', 'strip'],
  }),
);
for (const flag of `concurrent explode cookieJar followRedirects retryUnsafeMethods retryNetwork renewOn401 ignore404OnDelete
  validatorCache waitOnZeroRemaining workspaceTrusted`.split(/\s+/)) {
  values.set(flag, yesOrNo);
}

/** What a case says in words that the runner does not know, one sentence each: unread, they would pass in silence. `null` is as good as left out. */
export function unknownWords(one: unknown): readonly string[] {
  const { policy, state, requests, exchanges, outcomes } = members(one);
  const parameters = list(requests).flatMap((request) => list(members(request)['query']));
  const expectations = list(exchanges).map((exchange) => members(exchange)['expect']);
  const answers = list(exchanges).map((exchange) => members(exchange)['respond']);
  return [
    ...unknown('case', [one]),
    ...unknown('policy', [policy]),
    ...unknown('state', [state]),
    ...unknown('token', [members(state)['token']]),
    ...unknown('request', list(requests)),
    ...unknown('parameter', parameters),
    ...unknown('exchange', list(exchanges)),
    ...unknown('expect', expectations),
    ...unknown(
      'form',
      expectations.map((expect) => members(expect)['body']),
    ),
    ...answers.flatMap((answer) => unknown('fail' in members(answer) ? 'fail' : 'respond', [answer])),
    ...answers.flatMap((answer) => unknown('generate', [members(answer)['generate']])),
    ...answers.flatMap((answer) => unknown('setToken', [members(answer)['setToken']])),
    ...(list(outcomes).length === 0 ? ['the case names no outcome'] : []),
  ];
}

function unknown(kind: keyof typeof names, all: readonly unknown[]): readonly string[] {
  const known = names[kind].split(/\s+/);
  const found = all.flatMap((value) => Object.entries(members(value))).filter(([, value]) => value !== null);
  return found.flatMap(([name, value]) => {
    if (!known.includes(name)) return [`${kind}: the runner does not know the member ${name}`];
    const mayBe = values.get(name);
    if (mayBe === undefined || mayBe.includes(value)) return [];
    return [`${kind}: the runner does not know the ${name} ${JSON.stringify(value)}`];
  });
}

/** One thing where a list is meant is a list of one. */
export function list(value: unknown): readonly unknown[] {
  if (value === null || value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

/** The members of an object; none of anything else. */
export function members(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}
