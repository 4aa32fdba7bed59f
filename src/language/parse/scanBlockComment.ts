import { content, setKind, type Scanner } from './line';

/** Marks a comment that begins on this line with a slash and a star, as httpYac knows it, and tells the line after it; undefined when none begins here. */
export function scanBlockComment(scanner: Scanner, at: number): number | undefined {
  const last = blockCommentEnd(scanner, at);
  if (last === undefined) return undefined;
  for (let index = at; index <= last; index++) setKind(scanner.lines[index], 'blockComment');
  return last + 1;
}

/** The line that closes a comment beginning on this one; undefined when none begins here, or when it is never closed. */
export function blockCommentEnd(scanner: Scanner, at: number): number | undefined {
  const { lines, text } = scanner;
  const first = lines[at];
  if (first === undefined || !scanner.commentsClose || !text.startsWith('/*', first.from)) return undefined;
  for (let index = at; index < lines.length; index++) {
    const line = lines[index];
    if (line !== undefined && content(scanner, line).endsWith('*/')) return index;
  }
  scanner.commentsClose = false;
  return undefined;
}
