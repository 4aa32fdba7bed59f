import { bodyText } from '../rules/bodyText';
import { boundaryOf } from '../parse/boundary';
import { scriptAdvice } from '../rules/scripts';
import { templateText } from '../parse/template';
import { insert, lineStart, replace, type Fix, type Fixer, type FixPlace } from './quickFix';

/** What a request says, or leaves out. */
export const requestFixes: Readonly<Record<string, Fixer>> = {
  'url-space': ({ span, typed }) => [
    replace('Write %20', span, '%20'.repeat(typed.length)),
    replace('Remove the space', span, ''),
  ],
  'url-fragment': ({ span }) => [
    replace('Remove the fragment', span, ''),
    replace('Write %23 for the #', { start: span.start, end: span.start + 1 }, '%23'),
  ],
  'plain-http': ({ span, typed }) => (/^http:\/\/$/i.test(typed) ? [replace('Change to https', span, 'https://')] : []),
  'missing-content-type': addContentType,
  'multipart-unclosed': closeBoundary,
  'json-syntax': removeComma,
  'field-syntax': ({ span, typed }) => {
    const [, name = '', value = ''] = /^([\w-]+)[ \t]+(\S.*)$/.exec(typed) ?? [];
    return name === '' ? [] : [replace(`Change to ${name}: …`, span, `${name}: ${value}`)];
  },
  'script-not-run': assertInstead,
};

function addContentType({ block: { request }, lineEnd }: FixPlace): readonly Fix[] {
  if (request === undefined) return [];
  const at = request.fields.at(-1)?.span.end ?? request.lineSpan.end;
  const type = guessedType(bodyText(request).trim());
  return [insert(`Add Content-Type: ${type}`, at, `${lineEnd}Content-Type: ${type}`)];
}

function guessedType(body: string): string {
  if (/^[[{]/.test(body)) return 'application/json';
  if (body.startsWith('<')) return 'application/xml';
  return /^[\w.[\]-]+=\S*$/.test(body) ? 'application/x-www-form-urlencoded' : 'text/plain';
}

function closeBoundary({ block: { request }, lineEnd }: FixPlace): readonly Fix[] {
  const field = request?.fields.find((each) => each.nameText.toLowerCase() === 'content-type');
  const boundary = field && boundaryOf(templateText(field.value));
  if (boundary === undefined || request?.bodySpan === undefined) return [];
  return [insert(`Add --${boundary}--`, request.bodySpan.end, `${lineEnd}--${boundary}--`)];
}

/** The comma before `}` or `]`, which JSON does not have. */
function removeComma({ scope, span, typed }: FixPlace): readonly Fix[] {
  if (!/^[\]}]/.test(typed)) return [];
  let at = span.start - 1;
  while (at > 0 && /\s/.test(scope.document.text.charAt(at))) at--;
  if (scope.document.text[at] !== ',') return [];
  return [replace('Remove the comma', { start: at, end: at + 1 }, '')];
}

/** A script that only checks goes; one that does more stays below the assertions. */
function assertInstead({ block: { request }, scope, span, typed, lineEnd }: FixPlace): readonly Fix[] {
  const assertions = scriptAdvice(typed, request?.name).filter((line) => line.startsWith('??'));
  const isAfter = request?.scripts.some((each) => each.kind === 'after' && each.span.start === span.start) ?? false;
  if (assertions.length === 0 || !isAfter) return [];
  const lines = assertions.join(lineEnd);
  if (!/\bset\(|\blog\(/.test(typed)) return [replace(`Replace the script by ${lines}`, span, lines)];
  return [insert(`Write ${lines}`, lineStart(scope.document.text, span.start), lines + lineEnd)];
}
