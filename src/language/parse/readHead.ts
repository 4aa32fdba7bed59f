import type { Span } from '../../base/span';
import { isBlankCode } from './blanks';
import { isCurl, isPlainField, isStatusLine, isTitleLike, isVariable } from './lineForms';
import { requestHead, type RequestHead } from './parseRequest';
import { isRequestLine } from './requestLine';

/**
 * The head of a block, read from its first lines alone: what a list of ten thousand requests needs. Undefined where those
 * lines do not decide it (scripts, commands, a URL that may go on): then the whole block says what it is, never otherwise.
 */
export function readHead(text: string, block: Span): RequestHead | undefined {
  const start = text.charCodeAt(block.start) === byteOrderMark ? block.start + 1 : block.start;
  let at = text.startsWith('###', start) ? nextLine(text, start, block.end) : start;
  for (; at < block.end; at = nextLine(text, at, block.end)) {
    const from = skipSpace(text, at, block.end);
    const unit = text.charCodeAt(from);
    if (from >= block.end || unit === lineFeed || isRemark(text, from, unit)) continue;
    return headAt(text, from, block.end);
  }
  return undefined;
}

function headAt(text: string, from: number, blockEnd: number): RequestHead | undefined {
  const next = nextLine(text, from, blockEnd);
  const to = contentEnd(text, from, next);
  const typed = text.slice(from, to);
  if (!mayBegin.test(typed) || isStatusLine(typed) || isCurl(typed) || isTitleLike(typed)) return undefined;
  if (typed.startsWith('{{') && !typed.includes('}}')) return undefined;
  return isRequestLine(typed) && endsHead(text, next, blockEnd) ? requestHead(text, from, to) : undefined;
}

/** A letter, a path or a reference: what is left are variables, scripts, earlier answers and text. */
const mayBegin = /^(?:[A-Za-z/]|\{\{)/;

/** True for a line below the request line that can only be a field, or blank. */
function endsHead(text: string, at: number, blockEnd: number): boolean {
  const from = skipSpace(text, at, blockEnd);
  if (from >= blockEnd || text.charCodeAt(from) === lineFeed) return true;
  return isPlainField(text, from);
}

function isRemark(text: string, from: number, unit: number): boolean {
  if (unit === hash) return true;
  if (unit === slash) return text.charCodeAt(from + 1) === slash;
  if (unit !== at) return false;
  return isVariable(text.slice(from, contentEnd(text, from, nextLine(text, from, text.length))));
}

function nextLine(text: string, from: number, end: number): number {
  const feed = text.indexOf('\n', from);
  return feed < 0 || feed >= end ? end : feed + 1;
}

function skipSpace(text: string, from: number, end: number): number {
  let at = from;
  while (at < end && isSpace(text.charCodeAt(at))) at++;
  return at;
}

function contentEnd(text: string, from: number, next: number): number {
  let end = next;
  if (end > from && text.charCodeAt(end - 1) === lineFeed) end--;
  while (end > from && isSpace(text.charCodeAt(end - 1))) end--;
  return end;
}

function isSpace(unit: number): boolean {
  return isBlankCode(unit) || unit === carriageReturn;
}

const byteOrderMark = 0xfeff;
const lineFeed = 10;
const carriageReturn = 13;
const hash = 35;
const slash = 47;
const at = 64;
