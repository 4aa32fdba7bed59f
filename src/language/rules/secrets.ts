import type { Span } from '../../base/span';
import { warning } from '../parse/complaint';
import type { Diagnostic, ParsedRequest, RequestDocument, Template } from '../document';
import { fileVariables, requestsOf } from '../names/references';
import { literalText } from '../parse/template';
import { knownShape, namesSecret } from '../words/secretNames';

/** Secrets typed into the file, where version control and screens carry them on. */
export function secretRules(document: RequestDocument): readonly Diagnostic[] {
  const variables = fileVariables(document).flatMap((variable) => {
    const value = literalText(variable.value);
    const isSecret = value !== undefined && (namesSecret(variable.name) ? looksReal(value, 4) : knownShape.test(value));
    return isSecret ? [complaint(variable.value.span)] : [];
  });
  return [...variables, ...requestsOf(document).flatMap((request) => requestRules(request))];
}

const secretFields: ReadonlySet<string> = new Set(['x-api-key', 'api-key', 'apikey', 'x-auth-token', 'x-access-token']);

function requestRules(request: ParsedRequest): readonly Diagnostic[] {
  const found: Diagnostic[] = [];
  for (const field of request.fields) {
    const name = field.nameText.toLowerCase();
    const value = literalText(field.value);
    if (value === undefined) continue;
    if (name === 'authorization' || name === 'proxy-authorization') {
      const [scheme = '', credentials = ''] = value.split(/[ \t]+/);
      if (looksReal(credentials === '' ? scheme : credentials, 8)) found.push(complaint(field.value.span));
    } else if (secretFields.has(name) ? looksReal(value, 8) : knownShape.test(value)) {
      found.push(complaint(field.value.span));
    }
  }
  return [...found, ...parameterRules(request.url), ...bodyTemplates(request).flatMap(parameterRules)];
}

function bodyTemplates(request: ParsedRequest): readonly Template[] {
  return (request.body ?? []).flatMap((piece) => (piece.kind === 'text' ? [piece.template] : []));
}

/** `access_token=…` in a query or a form, `"password": "…"` in JSON. */
const parameter =
  /(?:(?:^|[?&\n])(?:access_token|refresh_token|client_secret|api_?key|password|passwd)=([^&#\s]+))|"(?:access_?token|refresh_?token|client_?secret|api_?key|password|passwd)"\s{0,9}:\s{0,9}"((?:[^"\\\n]|\\.)*)"/gi;

/** One of these is in every name above. */
const parameterWord = /token|secret|key|passw/i;
/** No token that is known by its shape is shorter. */
const shortestToken = 15;

/** Units of one stretch that are searched: nobody types more, and noise stays cheap. */
const lookedAt = 65_536;

/** Only stretches between references are looked at: a value with a reference in it is not typed out. */
function parameterRules(template: Template): readonly Diagnostic[] {
  const found: Diagnostic[] = [];
  for (const [index, piece] of template.pieces.entries()) {
    if (piece.kind === 'reference') continue;
    const typed = piece.text.slice(0, lookedAt);
    for (const match of parameterWord.test(typed) ? typed.matchAll(parameter) : []) {
      const value = match[1] ?? match[2] ?? '';
      const endsHere = match.index + match[0].length === typed.length;
      const goesOn = endsHere && template.pieces[index + 1]?.kind === 'reference';
      if (goesOn || !looksReal(value, 4) || piece.text.length !== piece.span.end - piece.span.start) continue;
      const start = piece.span.start + match.index + match[0].lastIndexOf(value);
      found.push(complaint({ start, end: start + value.length }));
    }
    if (found.length === 0 && typed.length >= shortestToken && knownShape.test(typed))
      found.push(complaint(piece.span));
  }
  return found;
}

/** Long enough, and none of the words people write where a secret will stand. */
function looksReal(value: string, atLeast: number): boolean {
  const trimmed = value.replace(/^["']|["']$/g, '');
  if (trimmed.length < atLeast) return false;
  if (/^[<[{(%$]|^(.)\1*$|\.\.\.|…/.test(trimmed)) return false;
  return !/^(?:your|my|the|some|any|example|sample|placeholder|changeme|change-me|replace|todo|insert|enter|null|undefined|true|false|none)(?![a-z])/i.test(
    trimmed,
  );
}

function complaint(span: Span): Diagnostic {
  return warning(
    span,
    'literal-secret',
    'A secret is typed into this file. Keep it outside and write {{$secret NAME}}, so that it is masked and never committed.',
  );
}
