import { isBlank, isBlankCode } from './blanks';
import { methods, otherProtocols } from '../words/methods';
import { nearest } from '../words/nearest';

/** The parts of a request line, as offsets into the line. `method` and `version` undefined: left out; a remark stands behind `end`. */
export interface RequestLineParts {
  readonly methodEnd: number | undefined;
  readonly urlStart: number;
  readonly urlEnd: number;
  readonly version: string | undefined;
  readonly end: number;
}

/** True when a line without surrounding blanks begins a request: a method, or something that can only be a URL. */
export function isRequestLine(typed: string): boolean {
  const word = firstWord(typed);
  if (methods.has(word) || otherProtocols.has(word)) return true;
  const rest = typed.slice(word.length).trim();
  if (rest !== '' && isMethodLike(word, rest)) return true;
  return isTarget(typed);
}

/** Splits a request line without surrounding blanks; blanks inside the URL stay in it. */
export function requestLineParts(line: string): RequestLineParts {
  const typed = withoutRemark(line);
  const word = firstWord(typed);
  const rest = typed.slice(word.length).trim();
  const hasMethod = methods.has(word) || otherProtocols.has(word) || (rest !== '' && isMethodLike(word, rest));
  const from = versionStart(typed);
  let urlEnd = from;
  let urlStart = hasMethod ? word.length : 0;
  while (urlStart < urlEnd && isBlank(typed[urlStart])) urlStart++;
  while (urlEnd > urlStart && isBlank(typed[urlEnd - 1])) urlEnd--;
  return {
    methodEnd: hasMethod ? word.length : undefined,
    urlStart,
    urlEnd,
    version: from < typed.length ? typed.slice(from) : undefined,
    end: typed.length,
  };
}

/** True for what begins a request also where fields may stand: a known method and a target; in small letters, one that can be nothing else. */
export function isSecondRequestLine(typed: string): boolean {
  const word = firstWord(typed);
  if (word === typed || word.endsWith(':')) return false;
  const rest = typed.slice(word.length).trim();
  if (methods.has(word) || otherProtocols.has(word)) return isTarget(rest);
  return methods.has(word.toUpperCase()) && /^(?:https?:\/\/|\{\{)/.test(rest);
}

/**
 * What is meant by a line where text of a body may stand: `absolute` for a whole request line, in which nothing but a target
 * follows the method, and perhaps a version a remark or a field that was put there; `relative` for one such as `PUT index/_doc`, which is meant where the
 * request above names no host either, as in Kibana's console; undefined for text.
 */
export function wholeRequestLine(typed: string): 'absolute' | 'relative' | undefined {
  if (!/^[A-Z]/.test(typed)) return undefined;
  const isSecond = isSecondRequestLine(typed);
  if (!isSecond && !methods.has(firstWord(typed))) return undefined;
  const [, target = '', next] = withoutVersion(typed)
    .replace(/\{\{[^{}]*\}\}/g, '{{}}')
    .split(/[\t\p{Zs}]+/u, 3);
  const isRemark = next !== undefined && /^(?:#|\/\/$)/.test(next);
  const isField = next !== undefined && namesHost.test(target) && /^[A-Z][A-Za-z-]*:$/.test(next);
  if (next !== undefined && !isRemark && !isField) return undefined;
  if (isSecond && (namesHost.test(target) || target.startsWith('/'))) return 'absolute';
  return relative.test(target) ? 'relative' : undefined;
}

/** True when a request line, without surrounding blanks, names its host only by a path or not at all: `GET _cat/indices`, `GET /`. */
export function isRelativeRequestLine(typed: string): boolean {
  const { urlStart, urlEnd } = requestLineParts(typed);
  return urlStart < urlEnd && !namesHost.test(typed.slice(urlStart, urlEnd));
}

/** An absolute URL, or one that begins with a variable, be it in the braces of another client. */
const namesHost = /^(?:[A-Za-z][\w+.-]*:\/\/|\{\{|\{[\w.-]+\})/;
const relative = /^[\w.~*%-]+(?:[/?,].*)?$/;

function firstWord(typed: string): string {
  let end = 0;
  while (end < typed.length && !isBlankCode(typed.charCodeAt(end))) end++;
  return typed.slice(0, end);
}

/** A word before a URL that is a method in another case, an unknown method (`PURGE`), or a slip of the keyboard (`GETT`, `Psot`). */
function isMethodLike(word: string, rest: string): boolean {
  if (!/^[A-Za-z][A-Za-z-]*$/.test(word) || word.length > 20) return false;
  const upper = word.toUpperCase();
  if (methods.has(upper)) return isTarget(rest) || upper === word;
  if (!isTarget(rest)) return false;
  return upper === word || nearest(word, methods.keys(), 1) !== undefined;
}

const scheme = /^[A-Za-z][A-Za-z0-9+.-]*:\/\//;
/** `localhost`, `example.com/a b`, `api:8080`, `[::1]:80/`, `files/1`: a host or a path without scheme. */
const schemeless = /^(?:localhost|\[[0-9A-Fa-f:.]+\]|[\w~-]+(?:\.[\w~-]+)+|[\w.~-]+(?=\/|:\d))(?::\d+)?(?:[/?#].*)?$/;

/** True for what can only be meant as a URL. */
function isTarget(typed: string): boolean {
  if (scheme.test(typed) || typed === '*') return true;
  if (typed.startsWith('/')) return !typed.startsWith('/*');
  if (/^(?:\{\{[^"'[\](]*\}\}|\{[\w.-]+\}\/)/.test(typed)) return true;
  return schemeless.test(withoutVersion(withoutRemark(typed)));
}

/** A `#` or `//` with a blank before it begins a remark: no URL goes on there. */
function withoutRemark(typed: string): string {
  if (!remark.test(typed)) return typed;
  const at = typed.replace(/\{\{[^{}]*\}\}/g, ({ length }) => 'x'.repeat(length)).search(remark);
  return at < 0 ? typed : typed.slice(0, at).trimEnd();
}

const remark = /[ \t](?:#|\/\/(?:[ \t]|$))/;

function withoutVersion(typed: string): string {
  const start = versionStart(typed);
  return start < typed.length ? typed.slice(0, start).trimEnd() : typed;
}

/** `HTTP/1.1`, `HTTP/2`, and `HTTP/2 (Prior Knowledge)` of JetBrains. */
export function isVersion(text: string): boolean {
  return text.length <= 32 && /^HTTP\/\d+(?:\.\d+)?(?:[ \t]+\(prior[ \t]+knowledge\))?$/i.test(text);
}

/** Where the version at the end of a line begins; the end of the line when it has none, or nothing else. */
export function versionStart(typed: string): number {
  let start = lastWordStart(typed);
  if (/^knowledge\)$/i.test(typed.slice(start)))
    start -= /HTTP\/\S+[ \t]+\(prior[ \t]+$/i.exec(typed.slice(Math.max(0, start - 24), start))?.[0].length ?? 0;
  return start > 0 && isVersion(typed.slice(start)) ? start : typed.length;
}

function lastWordStart(typed: string): number {
  let start = typed.length;
  while (start > 0 && !isBlank(typed[start - 1])) start--;
  return start;
}
