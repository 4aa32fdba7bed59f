import { content, setKind, type LineKind, type OpenLine, type Scanner } from './line';
import {
  isAssertion,
  isBodyFile,
  isPastAnswer,
  isPlainField,
  isSave,
  isStatusLine,
  isWholeReference,
  remarkKind,
} from './lineForms';
import { methods } from '../words/methods';
import { isVersion } from './requestLine';
import { scanScript } from './scanScript';
import { isBareUrl, isSecondRequest, requestStart } from './secondRequest';

/** Lines between the request line and the blank line before the body. Tells the line to go on with. */
export function scanFields(scanner: Scanner, first: number): number {
  const { lines } = scanner;
  let hasFields = false;
  for (let at = first; at < lines.length;) {
    const line = lines[at];
    if (line === undefined) break;
    if (line.kind === 'blank') return at;
    if (isPlainField(scanner.text, line.from)) {
      markField(scanner, line);
      hasFields = true;
      at++;
      continue;
    }
    const afterScript = scanScript(scanner, at);
    if (afterScript !== undefined) {
      at = afterScript;
      continue;
    }
    const typed = content(scanner, line);
    if (at === first && isUrlBelowMethod(scanner, typed)) {
      setKind(line, 'urlContinuation');
      at++;
      continue;
    }
    if (isSecondRequest(scanner, at)) return requestStart(scanner, at, first);
    if (isStatusLine(typed)) return at;
    const isLast = isWholeReference(typed) && isLastText(scanner, at);
    const kind = isLast ? 'body' : fieldKind(typed, line.from > line.start, hasFields);
    if (kind === 'body' || kind === 'bodyFile') return at;
    if (kind === 'field') {
      markField(scanner, line);
      hasFields = true;
    } else setKind(line, kind);
    at++;
  }
  return lines.length;
}

/** A method alone on its line has its URL on the next one. */
function isUrlBelowMethod(scanner: Scanner, typed: string): boolean {
  const { requestLine } = scanner;
  return requestLine !== undefined && isBareUrl(typed) && methods.has(content(scanner, requestLine));
}

/** A reference alone at the end of a request is its body: `{{login}}`. */
function isLastText({ lines }: Scanner, at: number): boolean {
  for (let below = at + 1; below < lines.length; below++) if (lines[below]?.kind !== 'blank') return false;
  return true;
}

function markField(scanner: Scanner, line: OpenLine): void {
  setKind(line, 'field');
  contentTypeField.lastIndex = line.from;
  if (contentTypeField.test(scanner.text)) {
    scanner.contentType = scanner.text.slice(contentTypeField.lastIndex, line.to).trim();
  }
}

const contentTypeField = /content-type[ \t]*:/iy;
const tokenField = /^[\w!#$%&'*+.^`|~-]+[ \t]*:/;

function fieldKind(typed: string, isIndented: boolean, hasFields: boolean): LineKind {
  const remark = remarkKind(typed);
  if (remark !== undefined) return remark;
  if (isAssertion(typed)) return 'assertion';
  if (isSave(typed)) return 'save';
  if (isPastAnswer(typed)) return 'pastAnswer';
  if (isBodyFile(typed)) return 'bodyFile';
  if (!hasFields && continuesUrl(typed, isIndented)) return 'urlContinuation';
  if (hasFields && isIndented && !tokenField.test(typed)) return 'fieldContinuation';
  return /^(?:\{(?!\{)|[["<])/.test(typed) ? 'body' : 'field';
}

function continuesUrl(typed: string, isIndented: boolean): boolean {
  if (/^[?&/]/.test(typed)) return true;
  if (isVersion(typed)) return true;
  return isIndented && !tokenField.test(typed) && !/^(?:\{(?!\{)|[["<])/.test(typed);
}
