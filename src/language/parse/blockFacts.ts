import type { Span } from '../../base/span';
import type { Diagnostic, Directive, FileVariable } from '../document';
import { information } from './complaint';
import type { Line } from './line';
import { parseDirective } from './parseDirective';
import { linesOf, parseScripts, requestSpan } from './parseRequest';
import { parseTemplate } from './template';

/** What the lines of a block say besides its request. */
export interface BlockFacts {
  readonly separator: Span | undefined;
  readonly title: string | undefined;
  /** Also those of its request. */
  readonly directives: readonly Directive[];
  readonly variables: readonly FileVariable[];
}

/** How far the parts of a block reach. */
export interface BlockExtent {
  readonly example: Span | undefined;
  /** From the first line that belongs to its request to the last. */
  readonly requestSpan: Span;
}

/** Reads the lines of one block, but for those that only its request knows. */
export function blockFacts(text: string, lines: readonly Line[]): BlockFacts {
  const separator = lines[0]?.kind === 'separator' ? lines[0] : undefined;
  return {
    separator: separator && { start: separator.from, end: separator.to },
    title: separator && separatorTitle(text, separator),
    directives: mapped(linesOf(lines, 'directive'), (line) => parseDirective(text, line)),
    variables: mapped(linesOf(lines, 'variable'), (line) => parseVariable(text, line)),
  };
}

/** One empty list serves all blocks. */
function mapped<T>(lines: readonly Line[], read: (line: Line) => T): readonly T[] {
  return lines.length === 0 ? none : lines.map(read);
}

const none: readonly never[] = [];

/** Reads how far the parts of a block reach. */
export function blockExtent(lines: readonly Line[]): BlockExtent {
  return { example: exampleSpan(lines), requestSpan: requestSpan(lines) };
}

/** Complaints about the scripts of a block without a request. */
export function scriptsAlone(text: string, lines: readonly Line[]): readonly Diagnostic[] {
  return parseScripts(text, lines).map(({ span }) =>
    information(span, 'script-not-run', 'Scripts are not run. Use variables (`@name = value`) instead.'),
  );
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
