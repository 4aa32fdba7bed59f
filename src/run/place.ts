import { lineIndex, type LineIndex } from '../base/lines';
import type { RequestDocument } from '../language/document';

/** A place as people count: both one-based, columns in UTF-16 code units. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** The place of an offset in a text that is looked at once. */
export function placeOf(text: string, offset: number): Place {
  return place(lineIndex(text), offset);
}

/** The place of an offset in a file. Its lines are counted once: a file of thousands is run one request at a time. */
export function placeIn(document: RequestDocument, offset: number): Place {
  let lines = linesByDocument.get(document);
  if (lines === undefined) {
    lines = lineIndex(document.text);
    linesByDocument.set(document, lines);
  }
  return place(lines, offset);
}

const linesByDocument = new WeakMap<RequestDocument, LineIndex>();

function place(lines: LineIndex, offset: number): Place {
  const { line, character } = lines.position(offset);
  return { line: line + 1, column: character + 1 };
}
