import { error, information, warning } from './complaint';
import type { Diagnostic } from '../document';
import type { Line } from './line';
import { isWholeReference } from './lineForms';
import { parseAssertion } from './parseAssertion';
import { fieldColon } from './parseRequest';

/** Adds what is wrong with the lines of one block, by the grammar alone. */
export function addLineDiagnostics(text: string, lines: readonly Line[], diagnostics: Diagnostic[]): void {
  let isUnseparated = (lines[0]?.start ?? 0) > 0 && lines[0]?.kind !== 'separator';
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at];
    if (line === undefined || line.kind === 'blank') continue;
    if (line.kind === 'assertion') parseAssertion(text, { start: line.from, end: line.to }, diagnostics);
    if (line.kind === 'unreachable') {
      const last = lastUnreachable(text, lines, at);
      const span = { start: line.from, end: lines[last]?.to ?? line.to };
      diagnostics.push(warning(span, 'unreachable-text', unreachable(text, line)));
      at = last;
      continue;
    }
    const diagnostic = lineDiagnostic(text, line, lines[at - 1]);
    if (diagnostic !== undefined) diagnostics.push(diagnostic);
    else if (isUnseparated && beginsRequest.has(line.kind)) {
      diagnostics.push(warning({ start: line.from, end: line.to }, 'missing-separator', missingSeparator));
      isUnseparated = false;
    }
  }
}

function lineDiagnostic(text: string, line: Line, above: Line | undefined): Diagnostic | undefined {
  const place = { start: line.from, end: line.to };
  const isSeparator = isIndentedSeparator(text, line);
  if (isSeparator && mayHoldSeparator.has(line.kind)) return warning(place, 'indented-separator', indentedSeparator);
  if (
    line.kind === 'field' &&
    fieldColon(text, line) === undefined &&
    !isWholeReference(text.slice(line.from, line.to))
  ) {
    const isSpread = text.startsWith('...', line.from);
    return isSpread ? warning(place, 'field-syntax', spread) : error(place, 'field-syntax', fieldSyntax);
  }
  if ((line.kind === 'body' || line.kind === 'bodyFile') && above !== undefined && hasFields.has(above.kind)) {
    return warning(place, 'missing-blank-line', missingBlankLine);
  }
  return line.kind === 'foreign' ? information(place, 'script-not-run', foreignNotRun) : undefined;
}

const mayHoldSeparator: ReadonlySet<Line['kind']> = new Set(['comment', 'directive', 'body']);
const beginsRequest: ReadonlySet<Line['kind']> = new Set(['requestLine', 'curl']);
const hasFields: ReadonlySet<Line['kind']> = new Set(['requestLine', 'urlContinuation', 'field', 'fieldContinuation']);

const indentedSeparator =
  '`###` ends a request only at the start of a line. Remove the blanks before it, or the two stay one request.';
const fieldSyntax = 'A field is written `Name: value`. This line has no colon, so it is not sent.';
const spread = 'Fields that a script made are not sent: scripts are not run. Write them out, one in each line.';
const missingSeparator =
  'This begins another request, sent on its own. Put a line with ### before it, so that every client reads it so.';
const missingBlankLine =
  'The body begins here without a blank line above it. Other clients read this line as a field; add the blank line.';
const foreignNotRun =
  'This line is not run. Use `# @import ./file` to make the requests of another file known, and `# @ref NAME` to send one first.';

/** A paragraph that nobody sends is one complaint. */
function lastUnreachable(text: string, lines: readonly Line[], first: number): number {
  const isAssertion = text.startsWith('??', lines[first]?.from);
  let last = first;
  for (let line = lines[last + 1]; line?.kind === 'unreachable'; line = lines[last + 1]) {
    if (text.startsWith('??', line.from) !== isAssertion) break;
    last++;
  }
  return last;
}

function unreachable(text: string, line: Line): string {
  const what = text.startsWith('??', line.from)
    ? 'This assertion stands above the request line, so it is not checked'
    : 'This text belongs to no request, so it is not sent';
  return `${what}. Begin it with # to make it a comment, or put it where it belongs.`;
}

function isIndentedSeparator(text: string, line: Line): boolean {
  return line.from > line.start && text.startsWith('###', line.from) && text.charCodeAt(line.start) !== 0xfeff;
}
