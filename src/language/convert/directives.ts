import type { Directive, ParsedRequest } from '../document';
import { fileVariables } from '../names/references';
import { foreignDirectives } from '../words/foreignDirectives';
import { changed, insertion, open, type Change, type Source } from './change';
import type { RequestNames } from './names';

/** Directives that only other clients know, and those that mean something else there. */
export function directiveChanges(source: Source, names: RequestNames): readonly Change[] {
  return source.document.blocks.flatMap(({ request, directives }) =>
    (request?.directives ?? directives).flatMap((directive) => [
      ...foreignChange(source, { directive, request, names }),
      ...referenceChange(directive, names),
      ...timeoutChange(source, directive),
    ]),
  );
}

interface Place {
  readonly directive: Directive;
  readonly request: ParsedRequest | undefined;
  readonly names: RequestNames;
}

/** `# @ref Sign in` calls a request by its title, and `# @ref get-token` by a name that is no word. */
function referenceChange({ key, value, valueSpan }: Directive, { renamed }: RequestNames): readonly Change[] {
  const name = key === 'ref' || key === 'forceref' ? renamed.get(value) : undefined;
  return name === undefined || name === value
    ? []
    : [{ edits: [{ span: valueSpan, newText: name }], remark: undefined }];
}

/** httpYac counts milliseconds where no unit stands, everybody else seconds. */
function timeoutChange({ dialect }: Source, { key, value, valueSpan }: Directive): readonly Change[] {
  if (dialect !== 'httpYac' || key !== 'timeout' || !/^\d+$/.test(value)) return [];
  const told = { what: 'httpYac counts a timeout in milliseconds', advice: 'The unit is written out now.' };
  return [changed(valueSpan, `${value} ms`, told)];
}

function foreignChange(source: Source, place: Place): readonly Change[] {
  const { directive } = place;
  const key = directive.key.replaceAll('-', '');
  const client = foreignDirectives.get(key) ?? (/^(?:kulala)?(?:curl|grpc)/.test(key) ? 'Kulala' : undefined);
  if (client === undefined) return [];
  const typed = source.document.text.slice(directive.keySpan.start, directive.keySpan.end);
  const what = `\`@${typed}\` is for ${client}`;
  const found = rewritten(source, place, key);
  if (found !== undefined)
    return [{ ...found, remark: { span: directive.span, kind: 'changed', what, advice: found.advice } }];
  const comment = { span: directive.span, newText: commented(source, directive, client) };
  const needless = harmless.get(key);
  if (needless !== undefined) return [changed(comment.span, comment.newText, { what, advice: needless })];
  return [open(directive.span, { what, advice: adviceOn(key) }, [comment])];
}

/** `# @loop for 3` as `# httpYac: @loop for 3`. */
function commented({ document }: Source, { span, keySpan }: Directive, client: string): string {
  return `# ${client}: @${document.text.slice(keySpan.start, span.end)}`;
}

interface Rewriting extends Pick<Change, 'edits'> {
  readonly advice: string;
}

/** The same in this language's words; undefined when it has none. */
function rewritten(source: Source, { directive, request, names }: Place, key: string): Rewriting | undefined {
  const { lineEnd } = source;
  const { span, value } = directive;
  const line = (newText: string): Rewriting => ({ edits: [{ span, newText }], advice: `It is \`${newText}\` now.` });
  switch (key) {
    case 'title':
      return value === '' ? undefined : line(`# @description ${value}`);
    case 'secret':
      return /^[\w.-]+/.test(value) ? line(`# @prompt ${value} secret`) : undefined;
    case 'attachcookiejar':
      return line('# @cookie-jar');
    case 'injectvariables':
      return { edits: [{ span, newText: '# httpYac: @injectVariables' }], advice: 'The body says `<@ file` now.' };
    case 'kulalaprompt': {
      const [, text, name] = /^"([^"]*)"\s+([\w.-]+)$/.exec(value) ?? /^(.*?)\s*\b([\w.-]+)$/.exec(value) ?? [];
      return name === undefined ? undefined : line(`# @prompt ${[name, text].join(' ').trim()}`);
    }
    case 'kulalaexpectstatuscode': {
      if (request === undefined || !/^\d{3}$/.test(value)) return undefined;
      const assertion = `?? status == ${value}`;
      const edits = [{ span, newText: `# Kulala: @kulala-expect-status-code ${value}` }];
      const isThere = request.assertions.some(({ text }) => text === assertion.slice(3));
      const added = isThere ? [] : [insertion(request.lineSpan.end, lineEnd + assertion)];
      return { edits: [...edits, ...added], advice: `The assertion \`${assertion}\` says it now.` };
    }
    case 'envjsonkey':
    case 'envheaderkey': {
      const [, name, path] = /^(\w+)\s+(\S+)$/.exec(value) ?? [];
      if (request === undefined || name === undefined || path === undefined) return undefined;
      if (!isKeptOnce(source, name)) return undefined;
      const from = key === 'envjsonkey' ? `body.$.${path}` : `headers.${path}`;
      const isFirst = request.directives.find((each) => /^env-?(?:json|header)-?key$/.test(each.key)) === directive;
      const named = names.isNamed(request) || !isFirst ? '' : `# @name ${names.of(request)}${lineEnd}`;
      const variable = `@${name} = {{${names.of(request)}.response.${from}}}`;
      return { edits: [{ span, newText: named + variable }], advice: `It is \`${variable}\` now.` };
    }
    default:
      return undefined;
  }
}

/** Whether one directive alone gives a variable its value; a script that names it may too. */
function isKeptOnce({ document, requests }: Source, name: string): boolean {
  const times = keptNames(document.text).filter((each) => each === name).length;
  const isScripted = requests
    .flatMap(({ scripts }) => scripts)
    .some(({ span }) => new RegExp(`\\b${name}\\b`).test(document.text.slice(span.start, span.end)));
  return times === 1 && !isScripted && fileVariables(document).every((variable) => variable.name !== name);
}

/** The variables that directives such as `# @env-json-key TOKEN a.b` give a value, once for each, also where only a comment is left of it. */
export function keptNames(text: string): readonly string[] {
  return [...text.matchAll(keeping)].flatMap(({ groups }) => groups?.['name'] ?? []);
}

const keeping = /^[ \t]*(?:#|\/\/)[^\n@]{0,40}@(?:kulala-)?env-?(?:json|header)-?key[ \t]+(?<name>\w+)/gim;

const byHost = 'Put the host into the setting `rcreq.tls.insecureHosts`, or give `--allow-insecure-host HOST`.';
const notNeeded = 'Nothing is lost without it.';

/** Directives without which the same is sent, with why. */
const harmless: ReadonlyMap<string, string> = new Map([
  ...['language', 'openwith', 'noresponseview', 'responseref', 'extension', 'verbose', 'debug', 'meta'].map(
    (key) => [key, notNeeded] as const,
  ),
  ...['keepstreaming', 'nostreaminglog', 'forceregiondelimiter', 'accept', 'openapi'].map(
    (key) => [key, notNeeded] as const,
  ),
  ['kulalavscoderestclientcompat', 'References are written as in REST Client here too.'],
  ['kulalaopenapiexplorer', notNeeded],
  ['noautoencoding', 'A URL that is valid is sent as it is typed.'],
  ['title', notNeeded],
]);

function adviceOn(key: string): string {
  const advice = advices.get(key);
  if (advice !== undefined) return advice;
  return /insecure|^kulalacurlk$/.test(key)
    ? byHost
    : 'Look for a directive or a setting that says it, or leave it out.';
}

const advices: ReadonlyMap<string, string> = new Map([
  ['loop', 'Run it several times with `rcreq run FILE --name NAME --repeat N`.'],
  ['jwt', 'No token is decoded; refer to the answer itself: `{{NAME.response.body.$.access_token}}`.'],
  ['sleep', 'Nothing waits before a request; what a server asks for in `Retry-After` is waited for.'],
  ['delay', 'Nothing waits before a request; what a server asks for in `Retry-After` is waited for.'],
  ['ratelimit', 'What a server says of its limits is heeded without it.'],
  ['norejectunauthorized', byHost],
  ['noclientcert', 'Client certificates are in the setting `rcreq.tls.certificates`, by host.'],
  ['clientcert', 'Put the certificate into the setting `rcreq.tls.certificates`.'],
  ['proxy', 'Put the proxy into the setting `rcreq.network.proxy`.'],
  ['noproxy', 'Put the host into the setting `rcreq.network.noProxy`.'],
  ['save', 'Write `>> ./file` below the body.'],
  ['writetofile', 'Write `>> ./file` below the body.'],
  ['jq', 'Filter the answer where it is shown, or refer to a part of it: `{{NAME.response.body.$.items}}`.'],
  ['graphql', 'Use the method GRAPHQL, or the field `X-REQUEST-TYPE: GraphQL`.'],
  ['filetovariable', 'Put the file into the body where it is used: `< ./file`.'],
  ['kulalafilecontentstovariable', 'Put the file into the body where it is used: `< ./file`.'],
  ['useoscredentials', 'Send a token of a profile instead: `# @auth PROFILE`.'],
  ['envjsonkey', 'Refer to the answer that is meant: `{{NAME.response.body.$.path}}`.'],
  ['envheaderkey', 'Refer to the answer that is meant: `{{NAME.response.headers.FIELD}}`.'],
  ['grpcreflection', 'Only HTTP requests are sent here.'],
]);
