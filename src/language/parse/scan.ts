import { isBlankCode } from './blanks';
import { contentStart, setKind, type Line, type OpenLine, type Scanner } from './line';
import { scanAfterBody, scanBody } from './scanBody';
import { scanFields } from './scanFields';
import { scanHead } from './scanHead';

/** The lines of one block, without gap. Linear in the block. */
export function scanBlock(text: string, start: number, end: number): readonly Line[] {
  return scan(text, start, end).lines;
}

/** Where requests begin in a stretch between two `###` lines, but for the first: httpYac lets the line between them be left out. Linear. */
export function secondRequests(text: string, start: number, end: number): readonly number[] {
  return scan(text, start, end).starts;
}

function scan(text: string, start: number, end: number): Scanner {
  const lines = splitLines(text, start, end);
  const scanner: Scanner = {
    text,
    lines,
    starts: [],
    contentType: undefined,
    requestLine: undefined,
    lineFacts: undefined,
    scriptsClose: true,
    commentsClose: true,
  };
  let at = 0;
  if (isSeparator(text, lines[0])) {
    setKind(lines[0], 'separator');
    at = 1;
  }
  for (;;) {
    at = scanRequest(scanner, at);
    const next = lines[at];
    if (next === undefined) return scanner;
    scanner.starts.push(next.start);
  }
}

/** Marks the lines of one request, or of a block without one. Tells where another begins. */
function scanRequest(scanner: Scanner, first: number): number {
  scanner.contentType = undefined;
  scanner.lineFacts = undefined;
  const at = scanHead(scanner, first);
  scanner.requestLine = scanner.lines[at - 1];
  return scanner.requestLine?.kind === 'requestLine'
    ? scanBody(scanner, scanFields(scanner, at))
    : scanAfterBody(scanner, at);
}

const byteOrderMark = 0xfeff;
const lineFeed = 10;
const carriageReturn = 13;

function splitLines(text: string, start: number, blockEnd: number): OpenLine[] {
  const lines: OpenLine[] = [];
  for (let at = start; at < blockEnd;) {
    const feed = text.indexOf('\n', at);
    const next = feed < 0 || feed >= blockEnd ? blockEnd : feed + 1;
    let end = next;
    if (text.charCodeAt(end - 1) === lineFeed && end > at) end--;
    if (end > at && text.charCodeAt(end - 1) === carriageReturn) end--;
    let from = at === 0 && text.charCodeAt(0) === byteOrderMark ? 1 : at;
    while (from < end && isSpace(text.charCodeAt(from))) from++;
    let to = end;
    while (to > from && isSpace(text.charCodeAt(to - 1))) to--;
    lines.push({ kind: from === to ? 'blank' : 'body', start: at, from, to, end, next });
    at = next;
  }
  return lines;
}

/** A carriage return without a line feed ends no line, and is layout around what a line says. */
function isSpace(unit: number): boolean {
  return isBlankCode(unit) || unit === carriageReturn;
}

function isSeparator(text: string, line: Line | undefined): boolean {
  if (line === undefined) return false;
  return line.from === contentStart(text, line) && text.startsWith('###', line.from);
}
