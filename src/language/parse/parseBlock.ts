import { append } from './append';
import type { Span } from '../../base/span';
import type { Block, Diagnostic, FileVariable, ParsedRequest } from '../document';
import { addLineDiagnostics } from './lineDiagnostics';
import type { Line } from './line';
import { parseCurl } from '../curl/parseCurl';
import { parseDirective } from './parseDirective';
import { information } from './complaint';
import { LazyRequest, linesOf, parseScripts, type RequestLines } from './parseRequest';
import { scanBlock } from './scan';
import { parseTemplate } from './template';

/** Reads one block. Its request says more when it is asked. */
export function parseBlock(text: string, span: Span): Block {
  const lines = scanBlock(text, span.start, span.end);
  const source = sourceOf(text, lines);
  const request = readRequest(source, span, []);
  const separator = lines[0]?.kind === 'separator' ? lines[0] : undefined;
  return {
    span,
    separator: separator && { start: separator.from, end: separator.to },
    title: source.title,
    directives: request === undefined ? source.directives : [],
    variables: linesOf(lines, 'variable').map((line) => parseVariable(text, line)),
    request,
    example: exampleSpan(lines),
  };
}

/** What is wrong with one block by the grammar alone, in the order of the text. */
export function blockDiagnostics(text: string, span: Span): readonly Diagnostic[] {
  const lines = scanBlock(text, span.start, span.end);
  const source = sourceOf(text, lines);
  const diagnostics: Diagnostic[] = [];
  if (readRequest(source, span, diagnostics) === undefined)
    append(
      diagnostics,
      parseScripts(text, lines).map((script) => scriptAlone(script.span)),
    );
  addLineDiagnostics(text, lines, diagnostics);
  return diagnostics.sort((one, other) => one.span.start - other.span.start);
}

function sourceOf(text: string, lines: readonly Line[]): RequestLines {
  const separator = lines[0]?.kind === 'separator' ? lines[0] : undefined;
  const title = separator && separatorTitle(text, separator);
  return { text, lines, title, directives: linesOf(lines, 'directive').map((line) => parseDirective(text, line)) };
}

function readRequest(source: RequestLines, span: Span, diagnostics: Diagnostic[]): ParsedRequest | undefined {
  for (const line of source.lines) {
    if (line.kind === 'requestLine') return new LazyRequest(source, span);
    if (line.kind === 'curl') return parseCurl(source, diagnostics);
  }
  return undefined;
}

function separatorTitle(text: string, line: Line): string | undefined {
  const title = text.slice(line.from, line.to).replace(/^#+/, '').trim();
  return title === '' ? undefined : title;
}

function exampleSpan(lines: readonly Line[]): Span | undefined {
  const first = lines.find((line) => line.kind === 'example');
  const last = lines.findLast((line) => line.kind === 'example');
  return first && last && { start: first.from, end: last.end };
}

function parseVariable(text: string, line: Line): FileVariable {
  const equals = text.indexOf('=', line.from);
  const isLazy = text[equals - 1] === ':';
  const name = text.slice(line.from + 1, isLazy ? equals - 1 : equals).trimEnd();
  let valueStart = equals + 1;
  while (valueStart < line.to && /[ \t]/.test(text.charAt(valueStart))) valueStart++;
  return {
    span: { start: line.from, end: line.to },
    name,
    nameSpan: { start: line.from + 1, end: line.from + 1 + name.length },
    value: parseTemplate(text, valueStart, line.to),
  };
}

function scriptAlone(span: Span): Diagnostic {
  return information(span, 'script-not-run', 'Scripts are not run. Use variables (`@name = value`) instead.');
}
