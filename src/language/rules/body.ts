import type { Span } from '../../base/span';
import { information, warning } from '../parse/complaint';
import type { BodyPiece, Diagnostic, ParsedRequest, TemplatePiece } from '../document';
import { jsonProblem, referenceMark } from './jsonSyntax';
import { methods, otherProtocols } from '../words/methods';
import type { NameScope } from '../names/nameScope';
import { isRequestLine } from '../parse/requestLine';
import { templateText } from '../parse/template';
import { multipartRules } from './multipart';

/** The body of one request against its method and its Content-Type. */
export function bodyRules(request: ParsedRequest, scope: NameScope): readonly Diagnostic[] {
  const { body, bodySpan } = request;
  if (body === undefined || bodySpan === undefined || otherProtocols.has(request.method)) return [];
  const place = firstLine(scope.document.text, bodySpan);
  const contentType = contentTypeOf(request);
  return [
    ...(isGraphql(request) ? [] : messageRules(request, contentType, body, place)),
    ...lineRules(scope.document.text, request, bodySpan),
  ];
}

/** True when what is sent is JSON, by POST, whatever was typed: a query and its variables. */
function isGraphql({ method, fields }: ParsedRequest): boolean {
  return (
    method === 'GRAPHQL' ||
    fields.some(
      ({ nameText, value }) => /^x-request-type$/i.test(nameText) && /^\s*graphql\s*$/i.test(templateText(value)),
    )
  );
}

function messageRules(
  request: ParsedRequest,
  contentType: string | undefined,
  body: readonly BodyPiece[],
  place: Span,
): readonly Diagnostic[] {
  return [
    ...methodRules(request, place),
    ...(contentType === undefined ? missingType(request, place) : contentRules(contentType, body, place)),
    ...multipartRules(contentType, body, place),
  ];
}

function contentTypeOf(request: ParsedRequest): string | undefined {
  const field = request.fields.find((each) => each.nameText.toLowerCase() === 'content-type');
  return field && templateText(field.value);
}

function firstLine(text: string, span: Span): Span {
  let start = span.start;
  while (start < span.end && /\s/.test(text.charAt(start))) start++;
  const feed = text.indexOf('\n', start);
  const end = feed < 0 ? span.end : Math.min(feed, span.end);
  return { start, end: text[end - 1] === '\r' && end > start ? end - 1 : end };
}

function methodRules({ method }: ParsedRequest, place: Span): readonly Diagnostic[] {
  if (method !== 'GET' && method !== 'HEAD') return [];
  const message = `A body has no meaning in a ${method} request (RFC 9110 §9.3.1); servers may refuse it. Put ### before it if it is no body.`;
  return [warning(place, 'body-on-get', message)];
}

function missingType(request: ParsedRequest, place: Span): readonly Diagnostic[] {
  const isReferred = request.fields.some((each) => each.isReference);
  if (isReferred || !(methods.get(request.method)?.takesBody ?? true)) return [];
  return [
    warning(
      place,
      'missing-content-type',
      'This body is sent without a Content-Type, so the server has to guess what it is.',
    ),
  ];
}

/** Lines other clients read otherwise. Only the first of each kind is reported. */
function lineRules(text: string, request: ParsedRequest, span: Span): readonly Diagnostic[] {
  const found = new Map<string, Diagnostic>();
  const add = (diagnostic: Diagnostic) => {
    if (!found.has(diagnostic.code)) found.set(diagnostic.code, diagnostic);
  };
  const isText = request.body?.every((piece) => piece.kind === 'text') ?? false;
  for (let start = span.start; start < span.end;) {
    const feed = text.indexOf('\n', start);
    const end = feed < 0 || feed > span.end ? span.end : feed;
    const head = text.charAt(start);
    if ((head === '#' && !isGraphql(request)) || (head === '/' && text[start + 1] === '/')) {
      add(
        information(
          { start, end },
          'comment-in-body',
          'This line is sent: nothing is taken out of a body. REST Client and Kulala would leave it out.',
        ),
      );
    } else if (isText && head >= 'A' && head <= 'Z' && isSecondRequest(text.slice(start, end).trimEnd())) {
      add(
        warning(
          { start, end },
          'missing-separator',
          'This looks like another request, and is sent as part of the body. Put a line with ### before it.',
        ),
      );
    } else if (head === '?' && text[start + 1] === '?') {
      add(
        information(
          { start, end },
          'assertion-in-body',
          'This line is sent, because text of the body follows it. Put assertions after the last line of the body.',
        ),
      );
    }
    start = end + 1;
  }
  return [...found.values()];
}

function isSecondRequest(typed: string): boolean {
  const blank = typed.search(/[ \t]/);
  return blank > 0 && methods.has(typed.slice(0, blank)) && isRequestLine(typed.slice(blank).trim());
}

function contentRules(contentType: string, body: readonly BodyPiece[], place: Span): readonly Diagnostic[] {
  const type = contentType.split(';')[0]?.trim().toLowerCase() ?? '';
  if (body.some((piece) => piece.kind === 'file')) return [];
  const content = checkable(body);
  if (type === 'application/json' || type === 'text/json' || type.endsWith('+json')) return jsonRules(content, body);
  if (type !== 'application/x-www-form-urlencoded') return [];
  const problem = formProblem(content);
  return problem === undefined ? [] : [warning(place, 'form-syntax', problem)];
}

function jsonRules(content: string, body: readonly BodyPiece[]): readonly Diagnostic[] {
  const problem = jsonProblem(content);
  if (problem === undefined) return [];
  const start = sourceOffset(body, problem.at);
  const end = Math.max(start + 1, sourceOffset(body, problem.at + 1));
  const isAtEnd = problem.at >= content.length;
  const place = isAtEnd ? { start: start - 1, end: start } : { start, end };
  return [warning(place, 'json-syntax', problem.message)];
}

function formProblem(text: string): string | undefined {
  const trimmed = text.trim();
  if (/^[{[]/.test(trimmed)) return 'The Content-Type says form, and this looks like JSON.';
  if (trimmed.startsWith('--')) return 'The Content-Type says form, and this looks like multipart.';
  if (/[\r\n]/.test(trimmed)) return 'A form goes on in the next line only at an &. Put & at the start of the line.';
  if (!/[=&\ufffc]/.test(trimmed)) return 'A form is written `name=value`, joined by &.';
  return undefined;
}

/** The text of a body, each reference as one mark. */
function checkable(body: readonly BodyPiece[]): string {
  let text = '';
  for (const each of body) {
    for (const piece of each.kind === 'text' ? each.template.pieces : []) text += markedText(piece);
  }
  return text;
}

function markedText(piece: TemplatePiece): string {
  return piece.kind === 'text' ? piece.text : referenceMark;
}

/** Where in the file the unit at `at` of what is checked stands. */
function sourceOffset(body: readonly BodyPiece[], at: number): number {
  let [offset, from] = [0, 0];
  for (const each of body) {
    for (const piece of each.kind === 'text' ? each.template.pieces : []) {
      if (from > at) return offset;
      offset = piece.span.start + Math.min(at - from, piece.span.end - piece.span.start);
      from += markedText(piece).length;
    }
  }
  return offset;
}
