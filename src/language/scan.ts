import { contentStart, setKind, type Line, type OpenLine, type Scanner } from './line';
import { scanAfterBody, scanBody } from './scanBody';
import { scanFields } from './scanFields';
import { scanHead } from './scanHead';

/** The lines of one block, without gap. Linear in the block. */
export function scanBlock(text: string, start: number, end: number): readonly Line[] {
  const lines = splitLines(text, start, end);
  const scanner: Scanner = { text, lines, contentType: undefined, scriptsClose: true };
  let at = 0;
  if (isSeparator(text, lines[0])) {
    setKind(lines[0], 'separator');
    at = 1;
  }
  at = scanHead(scanner, at);
  if (lines[at - 1]?.kind === 'requestLine') scanBody(scanner, scanFields(scanner, at));
  else scanAfterBody(scanner, at);
  return lines;
}

const byteOrderMark = 0xfeff;
const lineFeed = 10;
const carriageReturn = 13;
const space = 32;
const tab = 9;

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
  return unit === space || unit === tab || unit === carriageReturn;
}

function isSeparator(text: string, line: Line | undefined): boolean {
  if (line === undefined) return false;
  return line.from === contentStart(text, line) && text.startsWith('###', line.from);
}
