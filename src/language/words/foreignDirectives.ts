/** Directives of other clients that have no counterpart here, in small letters without dashes, with whom they are for. */
export const foreignDirectives: ReadonlyMap<string, string> = new Map([
  ...of('httpYac', [
    ...['title', 'loop', 'jwt', 'language', 'keepstreaming', 'noclientcert', 'noproxy', 'norejectunauthorized'],
    ...['noresponseview', 'openwith', 'proxy', 'ratelimit', 'responseref', 'save', 'extension', 'sleep', 'verbose'],
    ...['debug', 'injectvariables', 'grpcreflection', 'forceregiondelimiter', 'nostreaminglog', 'clientcert'],
  ]),
  ...of('JetBrains', ['noautoencoding', 'useoscredentials']),
  ...of('Kulala', [
    ...['accept', 'jq', 'graphql', 'secret', 'attachcookiejar', 'envjsonkey', 'envheaderkey', 'filetovariable', 'meta'],
    ...['envstdincmd', 'envstdincmdpre', 'stdincmd', 'stdincmdpre', 'delay', 'writetofile', 'openapi'],
    ...['kulalaprompt', 'kulalaexpectstatuscode', 'kulalavscoderestclientcompat', 'kulalaopenapiexplorer'],
    ...['kulalafilecontentstovariable'],
  ]),
]);

function of(client: string, keys: readonly string[]): readonly (readonly [key: string, client: string])[] {
  return keys.map((key) => [key, client]);
}
