import { methods } from './methods';
import { content, markExample, setKind, type Scanner } from './line';
import { isAssertion, isBodyFile, isComment, isPastAnswer, isSave, isStatusLine, isVariable } from './lineForms';
import { scanScript } from './scanScript';

/**
 * Marks the lines from the blank line after the fields (or the first line of a body without it) to the end of the block.
 * Nothing inside a body is taken out of it. Assertions, `>>` and file variables count only after its last line; a script, a
 * `<>` line or an example answer ends it.
 */
export function scanBody(scanner: Scanner, first: number): void {
  const { lines } = scanner;
  const bodyStart = lines[first]?.kind === 'blank' ? first + 1 : first;
  let end = bodyStart;
  while (end < lines.length && !endsBody(scanner, end, bodyStart)) end++;
  markBody(scanner, bodyStart, end);
  scanAfterBody(scanner, end);
}

function endsBody(scanner: Scanner, at: number, bodyStart: number): boolean {
  const line = scanner.lines[at];
  if (line === undefined || line.kind === 'blank') return false;
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

/** Kinds for the lines of the body: all text, but for the lines that say what to do with the answer at its end. */
function markBody(scanner: Scanner, first: number, end: number): void {
  const { lines } = scanner;
  const tail = tailStart(scanner, first, end);
  const isComments = isOnlyComments(scanner, first, tail);
  for (let at = first; at < end; at++) {
    const line = lines[at];
    if (line === undefined || line.kind === 'blank') continue;
    const typed = content(scanner, line);
    if (at >= tail) setKind(line, tailKind(typed) ?? 'unreachable');
    else if (isComments) setKind(line, isVariable(typed) ? 'variable' : 'comment');
    else if (line.from === line.start && isBodyFile(typed)) setKind(line, 'bodyFile');
  }
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
  if (scanner.contentType !== undefined || takesBody(scanner)) return false;
  for (let at = first; at < end; at++) {
    const line = scanner.lines[at];
    if (line === undefined || line.kind === 'blank') continue;
    const typed = content(scanner, line);
    if (!isComment(typed) && !isVariable(typed)) return false;
  }
  return true;
}

function takesBody(scanner: Scanner): boolean {
  const line = scanner.lines.find((each) => each.kind === 'requestLine');
  if (line === undefined) return false;
  const word = /^\S*/.exec(content(scanner, line))?.[0] ?? '';
  return methods.get(word.toUpperCase())?.takesBody ?? false;
}

/** Marks the lines below the end of a body, or of a command line, to the end of the block. */
export function scanAfterBody(scanner: Scanner, first: number): void {
  for (let at = first; at < scanner.lines.length;) at = scanLineAfterBody(scanner, at);
}

function scanLineAfterBody(scanner: Scanner, at: number): number {
  const line = scanner.lines[at];
  if (line?.kind !== 'body') return at + 1;
  const afterScript = scanScript(scanner, at);
  if (afterScript !== undefined) return afterScript;
  const typed = content(scanner, line);
  if (isStatusLine(typed)) return markExample(scanner, at);
  const kind = isComment(typed) ? 'comment' : tailKind(typed);
  setKind(line, kind ?? (isPastAnswer(typed) ? 'pastAnswer' : 'unreachable'));
  return at + 1;
}
