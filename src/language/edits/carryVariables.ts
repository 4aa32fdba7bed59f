import type { FileVariable, RequestDocument } from '../document';
import type { TextEdit } from '../format';
import { blockUnits, lineEndOf } from './blockUnits';

/** The variables of a file that a text names, and those that they name in turn, in the order of the file. */
export function namedVariables({ text, blocks }: RequestDocument, source: string): readonly FileVariable[] {
  const all = blocks.flatMap(({ variables }) => variables);
  const found = new Set<FileVariable>();
  const look = (within: string): void => {
    const names = new Set(namesIn(within));
    for (const variable of all) {
      if (!names.has(variable.name) || found.has(variable)) continue;
      found.add(variable);
      look(text.slice(variable.span.start, variable.span.end));
    }
  };
  if (all.length > 0) look(source);
  return all.filter((variable) => found.has(variable));
}

/** What stands first in the references of a text. */
export function namesIn(text: string): readonly string[] {
  return [...text.matchAll(/\{\{%?\s*([^\s{}|]+)/g)].map(([, name = '']) => name);
}

/** A variable as a line of a file, without line end. */
export interface VariableLine {
  readonly name: string;
  readonly line: string;
}

/** The variables of a file that texts of it name, for another file to take; those that stand in the texts themselves, or there already, are left out. */
export function carriedVariables(
  source: RequestDocument,
  texts: readonly string[],
  target: RequestDocument,
): readonly VariableLine[] {
  const all = texts.join('\n');
  const known = new Set(target.blocks.flatMap(({ variables }) => variables.map(({ name }) => name)));
  return namedVariables(source, all)
    .map(({ name, span }) => ({ name, line: source.text.slice(span.start, span.end).trimEnd() }))
    .filter(({ name, line }) => !known.has(name) && !all.split(/\r?\n/).includes(line));
}

/** The edits that add lines to the variables at the head of a file that holds something already. */
export function insertVariables(document: RequestDocument, lines: readonly string[]): readonly TextEdit[] {
  if (lines.length === 0) return [];
  const { text, blocks } = document;
  const lineEnd = lineEndOf(text);
  const head = blockUnits(document)[0]?.span.start ?? text.length;
  const last = blocks.flatMap(({ variables }) => variables).findLast(({ span }) => span.end <= head);
  if (last === undefined) {
    const start = text.startsWith('\uFEFF') ? 1 : 0;
    return [{ span: { start, end: start }, newText: `${lines.join(lineEnd)}${lineEnd}${lineEnd}` }];
  }
  const end = last.span.start + text.slice(last.span.start, last.span.end).trimEnd().length;
  return [{ span: { start: end, end }, newText: lines.map((line) => lineEnd + line).join('') }];
}
