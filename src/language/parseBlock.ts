import { append } from './append';
import type { Span } from '../base/span';
import type { Block, Diagnostic, FileVariable, ParsedRequest } from './document';
import { addLineDiagnostics } from './lineDiagnostics';
import type { Line } from './line';
import { parseCurl } from './parseCurl';
import { parseDirective } from './parseDirective';
import { information } from './complaint';
import { linesOf, parseScripts, parseRequest, type RequestLines } from './parseRequest';
import { scanBlock } from './scan';
import { parseTemplate } from './template';

/** A block, and what is wrong with it by the grammar alone, in the order of the text. */
export interface ReadBlock extends Block {
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads one block. */
export function parseBlock(text: string, span: Span): ReadBlock {
  const lines = scanBlock(text, span.start, span.end);
  const diagnostics: Diagnostic[] = [];
  const separator = lines[0]?.kind === 'separator' ? lines[0] : undefined;
  const title = separator && separatorTitle(text, separator);
  const directives = linesOf(lines, 'directive').map((line) => parseDirective(text, line));
  const source = { text, lines, title, directives };
  const request = readRequest(source, diagnostics);
  if (request === undefined)
    append(
      diagnostics,
      parseScripts(source).map((script) => scriptAlone(script.span)),
    );
  addLineDiagnostics(text, lines, diagnostics);
  return {
    span,
    separator: separator && { start: separator.from, end: separator.to },
    title,
    directives: request === undefined ? directives : [],
    variables: linesOf(lines, 'variable').map((line) => parseVariable(text, line)),
    request,
    example: exampleSpan(lines),
    diagnostics: diagnostics.sort((one, other) => one.span.start - other.span.start),
  };
}

function readRequest(source: RequestLines, diagnostics: Diagnostic[]): ParsedRequest | undefined {
  for (const line of source.lines) {
    if (line.kind === 'requestLine') return parseRequest(source, diagnostics);
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
