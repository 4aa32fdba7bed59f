import { content, setKind, type Line, type Scanner } from './line';
import {
  isAssertion,
  isBodyFile,
  isComment,
  isCurl,
  isPastAnswer,
  isSave,
  isStatusLine,
  isVariable,
  remarkKind,
} from './lineForms';
import { blockCommentEnd, scanBlockComment } from './scanBlockComment';
import { scanScript } from './scanScript';
import { endsBodyAsRequest, isSecondRequest, lineFacts, markExample, requestStart } from './secondRequest';

/**
 * Marks the lines from the blank line after the fields (or the first line of a body without it) to the end of the block.
 * Nothing inside a body is taken out of it. Assertions, `>>` and file variables count only after its last line; a script, a
 * `<>` line, an example answer or another request ends it. Tells where another request begins.
 */
export function scanBody(scanner: Scanner, first: number): number {
  const { lines } = scanner;
  const hasBlank = lines[first]?.kind === 'blank';
  if (!hasBlank && leadsToRequest(scanner, first)) return first;
  const bodyStart = hasBlank ? first + 1 : first;
  for (let end = bodyStart; end < lines.length; end++) {
    if (endsBodyAsRequest(scanner, end, bodyStart)) {
      const start = requestStart(scanner, end, bodyStart);
      markBody(scanner, bodyStart, start);
      return start;
    }
    if (!endsBody(scanner, end, bodyStart)) {
      end = textCommentEnd(scanner, end) ?? end;
      continue;
    }
    markBody(scanner, bodyStart, end);
    return scanAfterBody(scanner, end);
  }
  markBody(scanner, bodyStart, lines.length);
  return lines.length;
}

/** The last line of a comment in a body: it is sent like all of its text, and a request that was put into it is none. */
function textCommentEnd(scanner: Scanner, at: number): number | undefined {
  return beginsBlockComment(scanner, at) ? blockCommentEnd(scanner, at) : undefined;
}

function beginsBlockComment({ lines, text }: Scanner, at: number): boolean {
  const line = lines[at];
  return (
    line !== undefined && line.from === line.start && line.to - line.from === 2 && text.startsWith('/*', line.from)
  );
}

/** True when nothing but comments, directives and variables stand between a line and another request. */
function leadsToRequest(scanner: Scanner, first: number): boolean {
  let at = first;
  while (remarkKind(lineText(scanner, at)) !== undefined) at++;
  return isSecondRequest(scanner, at);
}

function lineText(scanner: Scanner, at: number): string {
  const line = scanner.lines[at];
  return line === undefined ? '' : content(scanner, line);
}

function endsBody(scanner: Scanner, at: number, bodyStart: number): boolean {
  const line = scanner.lines[at];
  if (line === undefined || line.kind === 'blank') return false;
  if (!mayEndBody.has(scanner.text.charCodeAt(line.from))) return false;
  if (beginsBlockComment(scanner, at)) return !takesText(scanner) && blockCommentEnd(scanner, at) !== undefined;
  const typed = content(scanner, line);
  if (isPastAnswer(typed)) return true;
  if (isStatusLine(typed)) {
    const isInsideMessage = /^(?:multipart\/|application\/http|message\/http)/i.test(scanner.contentType ?? '');
    const above = scanner.lines[at - 1];
    const isApart =
      at === bodyStart || above === undefined || above.kind === 'blank' || isComment(content(scanner, above));
    return !isInsideMessage && isApart;
  }
  if (!typed.startsWith('>') && !typed.startsWith('<') && !typed.startsWith('{{')) return false;
  return scanScript(scanner, at) !== undefined;
}

/** `<`, `>`, `{`, the H of `HTTP/` and the slash of a comment. */
const mayEndBody: ReadonlySet<number> = new Set([0x3c, 0x3e, 0x7b, 0x48, 0x2f]);

/** False where nobody means to send a comment: without a Content-Type, below a method that gives a body no meaning. */
function takesText(scanner: Scanner): boolean {
  return scanner.contentType !== undefined || lineFacts(scanner).takesBody;
}

/** Kinds for the lines of the body: all text, but for the lines that say what to do with the answer at its end. */
function markBody(scanner: Scanner, first: number, end: number): void {
  const { lines } = scanner;
  const tail = tailStart(scanner, first, end);
  const isComments = isOnlyComments(scanner, first, tail);
  for (let at = first; at < end; at++) {
    const line = lines[at];
    if (line === undefined || line.kind === 'blank') continue;
    if (at >= tail) setKind(line, tailKind(content(scanner, line)) ?? 'unreachable');
    else if (isComments) setKind(line, isVariable(content(scanner, line)) ? 'variable' : 'comment');
    else if (line.from === line.start && isFileLine(scanner, line)) setKind(line, 'bodyFile');
  }
}

function isFileLine(scanner: Scanner, line: Line): boolean {
  return scanner.text.startsWith('<', line.from) && isBodyFile(content(scanner, line));
}

/** The first line of the run of tail lines at the end. Variables that stand right below text of the body belong to it. */
function tailStart(scanner: Scanner, first: number, end: number): number {
  const { lines } = scanner;
  const kindAt = (at: number) => {
    const line = lines[at];
    if (line === undefined || line.kind === 'blank') return 'blank';
    return line.from === line.start ? tailKind(content(scanner, line)) : undefined;
  };
  let tail = end;
  while (tail > first && kindAt(tail - 1) !== undefined) tail--;
  while (tail < end && kindAt(tail) === 'blank') tail++;
  const isWholeBody = lines.slice(first, tail).every((line) => line.kind === 'blank');
  const isAttached = isWholeBody ? scanner.contentType !== undefined : lines[tail - 1]?.kind !== 'blank';
  while (isAttached && tail < end && kindAt(tail) === 'variable') tail++;
  return tail;
}

function tailKind(typed: string): 'assertion' | 'save' | 'variable' | undefined {
  if (isAssertion(typed)) return 'assertion';
  if (isSave(typed)) return 'save';
  return isVariable(typed) ? 'variable' : undefined;
}

/**
 * True when everything after the fields is comments and the request has neither a Content-Type nor a method that takes a
 * body: three of the four dialects read them as comments, and nobody means to send them.
 */
function isOnlyComments(scanner: Scanner, first: number, end: number): boolean {
  if (takesText(scanner)) return false;
  for (let at = first; at < end; at++) {
    const line = scanner.lines[at];
    if (line === undefined || line.kind === 'blank') continue;
    const typed = content(scanner, line);
    if (!isComment(typed) && !isVariable(typed)) return false;
  }
  return true;
}

/** Marks the lines below the end of a body, or of a command line. Tells where another request begins. */
export function scanAfterBody(scanner: Scanner, first: number): number {
  for (let at = first; at < scanner.lines.length;) {
    const line = scanner.lines[at];
    if (line?.kind === 'body') {
      if (isSecondRequest(scanner, at) || isCurl(content(scanner, line))) return requestStart(scanner, at, first);
      at = scanLineAfterBody(scanner, at);
    } else at++;
  }
  return scanner.lines.length;
}

function scanLineAfterBody(scanner: Scanner, at: number): number {
  const line = scanner.lines[at];
  const after = scanScript(scanner, at) ?? scanBlockComment(scanner, at);
  if (line === undefined || after !== undefined) return after ?? at + 1;
  const typed = content(scanner, line);
  if (isStatusLine(typed)) return markExample(scanner, at);
  const kind = isComment(typed) ? 'comment' : tailKind(typed);
  setKind(line, kind ?? (isPastAnswer(typed) ? 'pastAnswer' : 'unreachable'));
  return at + 1;
}
