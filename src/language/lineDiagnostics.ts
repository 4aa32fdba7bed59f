import type { Diagnostic } from './document';
import type { Line } from './line';
import { fieldColon } from './parseRequest';

/** Adds what is wrong with the lines of one block, by the grammar alone. */
export function addLineDiagnostics(text: string, lines: readonly Line[], diagnostics: Diagnostic[]): void {
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at];
    if (line === undefined || line.kind === 'blank') continue;
    const diagnostic = lineDiagnostic(text, line, lines[at - 1]);
    if (diagnostic !== undefined) diagnostics.push(diagnostic);
  }
}

function lineDiagnostic(text: string, line: Line, above: Line | undefined): Diagnostic | undefined {
  const isSeparator = isIndentedSeparator(text, line);
  if (isSeparator && mayHoldSeparator.has(line.kind))
    return complaint(line, 'warning', 'indented-separator', indentedSeparator);
  if (line.kind === 'field' && fieldColon(text, line) === undefined)
    return complaint(line, 'error', 'field-syntax', fieldSyntax);
  if ((line.kind === 'body' || line.kind === 'bodyFile') && above !== undefined && hasFields.has(above.kind)) {
    return complaint(line, 'warning', 'missing-blank-line', missingBlankLine);
  }
  if (line.kind === 'unreachable') {
    return complaint(line, 'warning', 'unreachable-text', unreachable(text.slice(line.from, line.to)));
  }
  if (line.kind === 'script' && above?.kind !== 'script')
    return complaint(line, 'information', 'script-not-run', scriptNotRun);
  return line.kind === 'foreign' ? complaint(line, 'information', 'script-not-run', foreignNotRun) : undefined;
}

const mayHoldSeparator: ReadonlySet<Line['kind']> = new Set(['comment', 'directive', 'body']);
const hasFields: ReadonlySet<Line['kind']> = new Set(['requestLine', 'urlContinuation', 'field', 'fieldContinuation']);

const indentedSeparator =
  '`###` ends a request only at the start of a line. Remove the blanks before it, or the two stay one request.';
const fieldSyntax = 'A field is written `Name: value`. This line has no colon, so it is not sent.';
const missingBlankLine =
  'The body begins here without a blank line above it. Other clients read this line as a field; add the blank line.';
const scriptNotRun =
  'Scripts are understood and not run. Use an assertion (`?? status == 200`) or a reference (`{{login.response.body.$.token}}`) instead.';
const foreignNotRun =
  'This line is not run. Use `# @import ./file` to make the requests of another file known, and `# @ref NAME` to send one first.';

function unreachable(typed: string): string {
  const what = typed.startsWith('??')
    ? 'This assertion stands above the request line, so it is not checked'
    : 'This text belongs to no request, so it is not sent';
  return `${what}. Begin it with # to make it a comment, or put it where it belongs.`;
}

function isIndentedSeparator(text: string, line: Line): boolean {
  return line.from > line.start && text.startsWith('###', line.from) && text.charCodeAt(line.start) !== 0xfeff;
}

function complaint(line: Line, severity: Diagnostic['severity'], code: string, message: string): Diagnostic {
  return { span: { start: line.from, end: line.to }, severity, code, message };
}
