import { content, setKind, type LineKind, type Scanner } from './line';
import { isAssertion, isBodyFile, isPastAnswer, isSave, isStatusLine, remarkKind } from './lineForms';
import { isVersion } from './requestLine';
import { scanScript } from './scanScript';
import { isSecondRequest, requestStart } from './secondRequest';

/** Lines between the request line and the blank line before the body. Tells the line to go on with. */
export function scanFields(scanner: Scanner, first: number): number {
  const { lines } = scanner;
  let hasFields = false;
  for (let at = first; at < lines.length;) {
    const line = lines[at];
    if (line === undefined) break;
    if (line.kind === 'blank') return at;
    const afterScript = scanScript(scanner, at);
    if (afterScript !== undefined) {
      at = afterScript;
      continue;
    }
    const typed = content(scanner, line);
    if (isSecondRequest(scanner, at)) return requestStart(scanner, at, first);
    if (isStatusLine(typed)) return at;
    const kind = fieldKind(typed, line.from > line.start, hasFields);
    if (kind === 'body' || kind === 'bodyFile') return at;
    setKind(line, kind);
    if (kind === 'field') {
      hasFields = true;
      if (contentTypeField.test(typed)) scanner.contentType = typed.slice(typed.indexOf(':') + 1).trim();
    }
    at++;
  }
  return lines.length;
}

const contentTypeField = /^content-type[ \t]*:/i;
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
