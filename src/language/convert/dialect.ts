/** A client whose request files are alike and not the same; `any`: nothing tells which, and the file reads the same for most. */
export type Dialect = 'restClient' | 'jetBrains' | 'httpYac' | 'visualStudio' | 'kulala' | 'any';

/** What each is called. */
export const dialectNames: Readonly<Record<Dialect, string>> = {
  restClient: 'REST Client',
  jetBrains: 'JetBrains',
  httpYac: 'httpYac',
  visualStudio: 'Visual Studio',
  kulala: 'Kulala',
  any: 'the other client',
};

/** A sign of a client, and how much it tells. */
interface Sign {
  readonly dialect: Dialect;
  readonly pattern: RegExp;
  readonly weight: number;
}

const signs: readonly Sign[] = [
  sign(
    'kulala',
    /^(?:#|\/\/)\s*@(?:kulala-|curl-|env-json-key|env-header-key|accept\b|jq\b|attach-cookie-jar|secret\b)/m,
    9,
  ),
  sign('kulala', /^< \{%\s+--|\blang=(?:lua|ts)\b|^[<>]\s+\S+\.lua$/m, 9),
  sign('kulala', /^### Shared(?: each)?\s*$/m, 9),
  sign('kulala', /\{\{[A-Z][A-Z0-9_]*\.response\./, 2),
  sign(
    'httpYac',
    /^(?:#|\/\/)\s*@(?:forceRef|ref|loop|sleep|disabled|jwt|openWith|keepStreaming|noRejectUnauthorized)\b/m,
    4,
  ),
  sign('httpYac', /^\?\?\s/m, 4),
  sign('httpYac', /^\{\{(?:[@+]\w*)?\s*$/m, 6),
  sign('httpYac', /^@(?:[\w-]+\s*:=|global\.)/m, 6),
  sign('httpYac', /\{\{\s*\$(?:input|password|pick|global)\b|\{\{[^{}]*(?:\.parsedBody|new Date)/, 6),
  sign('httpYac', /^(?:#|\/\/)\s*@(?:title|injectVariables|rateLimit|responseRef|language|noResponseView)\b/m, 4),
  sign('jetBrains', /^[<>]\s*\{%/m, 4),
  sign('jetBrains', /\bclient\.(?:global|test|assert|log)\b/, 4),
  sign('jetBrains', /\{\{\s*\$(?:random\.|auth\.|env\.|exampleServer|historyFolder|projectRoot)/, 4),
  sign('jetBrains', /^(?:import|run)[ \t]+\S/m, 3),
  sign('jetBrains', /^(?:#|\/\/)\s*@(?:no-log|no-auto-encoding|connection-timeout)\b/m, 3),
  sign('visualStudio', /\{\{\s*\$(?:datetime|localDatetime)\s+["'][^"']*yyyy/, 9),
  sign('visualStudio', /^@\w*HostAddress\s*=/m, 9),
  sign('restClient', /\{\{\s*\$(?:aadToken|aadV2Token|oidcAccessToken|shared)\b/, 9),
  sign('restClient', /^(?:#|\/\/)\s*@(?:note|prompt)\b/m, 3),
  sign('restClient', /\{\{\s*\$(?:guid|dotenv|processEnv|localDatetime|datetime)\b/, 2),
  sign('restClient', /\{\{\w+\.(?:response|request)\.(?:body|headers)\./, 1),
  sign('restClient', /^X-REQUEST-TYPE:\s*GraphQL/im, 3),
];

/** The client a text was written for, by what only that client understands. */
export function detectDialect(text: string): Dialect {
  const points = new Map<Dialect, number>();
  for (const { dialect, pattern, weight } of signs)
    if (pattern.test(text)) points.set(dialect, (points.get(dialect) ?? 0) + weight);
  const [best, second] = [...points].sort(([, one], [, other]) => other - one);
  return best === undefined || best[1] === second?.[1] ? 'any' : best[0];
}

function sign(dialect: Dialect, pattern: RegExp, weight: number): Sign {
  return { dialect, pattern, weight };
}
