import type { Span } from '../base/span';
import { skipBlanks } from './parse/blanks';
import { assertionCompletions } from './completion/assertions';
import { directiveCompletions } from './completion/directives';
import { fieldNameCompletions, fieldValueCompletions } from './completion/fields';
import { referenceCompletions } from './completion/references';
import { methodCompletions, urlCompletions } from './completion/requestLine';
import type { Completion, CompletionPlace } from './completion/completion';
import type { LanguageContext } from './context';
import type { RequestDocument } from './document';
import type { Line } from './parse/line';
import { nameScope } from './names/nameScope';
import { blockAt } from './requestAt';
import { scanBlock } from './parse/scan';

export type { Completion } from './completion/completion';

/** What may be typed at an offset, most likely first. Only the block of the offset is scanned. */
export function completions(
  document: RequestDocument,
  offset: number,
  context: LanguageContext,
): readonly Completion[] {
  const block = blockAt(document, offset);
  if (block === undefined) return [];
  const { text } = document;
  const lines = scanBlock(text, block.span.start, block.span.end);
  const index = lines.findIndex((line) => line.start <= offset && (offset <= line.end || offset < line.next));
  const line = lines[index] ?? emptyLine(text, offset, lines);
  const before = text.slice(line.start, offset);
  const place: CompletionPlace = { scope: nameScope(document, context), block, line, offset, before };
  if (silent.has(line.kind)) return [];
  return referenceCompletions(place) ?? lineCompletions(place, lines.slice(0, index < 0 ? lines.length : index));
}

/** Nothing is offered where nothing is understood. */
const silent: ReadonlySet<Line['kind']> = new Set(['script', 'example', 'separator', 'pastAnswer']);

/** An offset behind the last line end is on a line that nobody typed yet. */
function emptyLine(text: string, offset: number, lines: readonly Line[]): Line {
  const last = lines.at(-1);
  if (last !== undefined && last.end >= offset) return last;
  return { kind: 'blank', start: offset, from: offset, to: offset, end: offset, next: Math.min(offset, text.length) };
}

function lineCompletions(place: CompletionPlace, above: readonly Line[]): readonly Completion[] {
  const { before, line } = place;
  const typed = before.trimStart();
  if (/^(?:#|\/\/)/.test(typed)) return directiveCompletions(place);
  if (typed.startsWith('??')) return assertionCompletions(place);
  const region = regionOf(line, above);
  if (region === 'head') {
    const methodEnd = /^[A-Za-z-]+[ \t]+/.exec(typed)?.[0].length;
    if (methodEnd !== undefined) return urlCompletions(place, line.start + before.length - typed.length + methodEnd);
    return [
      ...methodCompletions(place, wordSpan(place)),
      ...urlCompletions(place, line.start + before.length - typed.length),
    ];
  }
  if (region !== 'fields') return [];
  const colon = before.indexOf(':');
  if (colon < 0) return fieldNameCompletions(place, wordSpan(place));
  const start = skipBlanks(before, colon + 1, before.length) + line.start;
  return fieldValueCompletions(place, before.slice(0, colon).trim(), { start, end: Math.max(place.offset, line.to) });
}

/** Where in the block a line stands: above the request line (or on it), among the fields, or in the body. */
function regionOf(line: Line, above: readonly Line[]): 'head' | 'fields' | 'body' {
  const request = above.findIndex((each) => each.kind === 'requestLine');
  if (request < 0) return above.some((each) => each.kind === 'curl') ? 'body' : 'head';
  const isPastBlank = above.slice(request).some((each) => each.kind === 'blank');
  return isPastBlank || line.kind === 'body' || line.kind === 'bodyFile' ? 'body' : 'fields';
}

/** The word around the offset, from its start to its end. */
function wordSpan({ before, line, offset, scope }: CompletionPlace): Span {
  const typed = /[\w-]*$/.exec(before)?.[0] ?? '';
  let end = offset;
  while (end < line.end && /[\w-]/.test(scope.document.text.charAt(end))) end++;
  return { start: offset - typed.length, end };
}
