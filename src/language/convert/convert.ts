import type { Span } from '../../base/span';
import type { RequestDocument } from '../document';
import { emptyContext } from '../context';
import { applyEdits, type TextEdit } from '../format';
import { nameScope } from '../names/nameScope';
import { requestsOf } from '../names/references';
import { parse } from '../parse';
import { variableRules } from '../rules/variables';
import { bodyChanges } from './bodies';
import type { Change, Remark, Source } from './change';
import { detectDialect, type Dialect } from './dialect';
import { directiveChanges } from './directives';
import { layoutChanges } from './layout';
import { requestNames } from './names';
import { scriptChanges } from './scripts';
import { sentBy } from './sentBy';
import { valueChanges } from './values';
import { variableChanges } from './variables';

/** A file of another client in the words of this language. */
export interface Conversion {
  /** The client it was read as. */
  readonly dialect: Dialect;
  readonly text: string;
  /** What differs, in the order of the text. */
  readonly remarks: readonly ConvertedRemark[];
}

/** A remark with its place in both texts. */
interface ConvertedRemark extends Remark {
  /** Where it stands in the converted text. */
  readonly target: Span;
}

/**
 * Turns a file of REST Client, JetBrains, httpYac, Visual Studio or Kulala into one that sends the same requests here. Never fails. What has no
 * counterpart stays, as a comment where it would do something else, and is remarked on. What is converted already comes back as it is.
 */
export function convert(text: string, dialect: Dialect = detectDialect(text)): Conversion {
  const { text: converted, remarks } = rounds(text, dialect, 4);
  return { dialect, text: converted, remarks };
}

interface Round extends Omit<Conversion, 'dialect'> {
  /** Where an offset of the text before is now. */
  readonly moved: (offset: number) => number;
}

/** What would do harm at first may do none once the rest is converted, so that is tried again. */
function rounds(text: string, dialect: Dialect, atMost: number): Round {
  const document = parse(text);
  const source: Source = {
    document,
    dialect,
    lineEnd: text.includes('\r\n') ? '\r\n' : '\n',
    requests: requestsOf(document),
  };
  const { changes, edits, text: converted, isAll } = safest(source);
  const moved = mover(edits);
  const first = { text: converted, remarks: placed(changes, moved), moved };
  if (isAll || converted === text || atMost === 1) return first;
  return joined(first, rounds(converted, dialect, atMost - 1), mover(undoing(edits, text)));
}

/** Two rounds as one; what both remark on is told by the later. */
function joined(first: Round, next: Round, back: (offset: number) => number): Round {
  const later = next.remarks.map((remark) => ({ ...remark, span: movedSpan(remark.span, back) }));
  const isTold = ({ span }: Remark): boolean => later.some((each) => each.span.start === span.start);
  const kept = first.remarks
    .filter((remark) => !isTold(remark))
    .map((remark) => ({ ...remark, target: movedSpan(remark.target, next.moved) }));
  return {
    text: next.text,
    remarks: [...kept, ...later].sort((one, other) => one.span.start - other.span.start),
    moved: (offset) => next.moved(first.moved(offset)),
  };
}

/** The edits that take edits back, with their places after these. */
function undoing(edits: readonly TextEdit[], text: string): readonly TextEdit[] {
  let shift = 0;
  return edits.map(({ span, newText }) => {
    const start = span.start + shift;
    shift += newText.length - (span.end - span.start);
    return { span: { start, end: start + newText.length }, newText: text.slice(span.start, span.end) };
  });
}

interface Edited {
  readonly changes: readonly Change[];
  readonly edits: readonly TextEdit[];
  readonly text: string;
  /** Whether everything was done that is ever done. */
  readonly isAll: boolean;
}

/** All that can be said in this language's words, but for what would do harm in this very file. */
function safest(source: Source): Edited {
  const before = sentBy(source.document);
  const none = edited(source, { movesComments: false, replacesScripts: false, keepsValues: false });
  for (const allowed of attempts) {
    const attempt = edited(source, allowed);
    const after = parse(attempt.text);
    // A value that a script keeps may need the answer of the very request that uses it: references cannot say that.
    if (sentBy(after) === before && cycles(after) <= cycles(parse(none.text))) return attempt;
  }
  return none;
}

/** What may be done beyond single lines, the most first. */
interface Allowed {
  readonly movesComments: boolean;
  readonly replacesScripts: boolean;
  readonly keepsValues: boolean;
}

const attempts: readonly Allowed[] = [true, false].flatMap((keepsValues) =>
  [true, false].flatMap((replacesScripts) =>
    [true, false].map((movesComments) => ({ movesComments, replacesScripts, keepsValues })),
  ),
);

function edited(source: Source, allowed: Allowed): Edited {
  const names = requestNames(source);
  const changes = [
    ...layoutChanges(source),
    ...bodyChanges(source, allowed.movesComments),
    ...names.changes,
    ...directiveChanges(source, names),
    ...valueChanges(source, names),
    ...variableChanges(source),
    ...scriptChanges(source, names, allowed),
  ];
  const edits = editsOf(changes);
  return {
    changes,
    edits,
    text: applyEdits(source.document.text, edits),
    isAll: Object.values(allowed).every(Boolean),
  };
}

/** In the order of the text; at one place insertions first, in the order found. One that would overlap another is left out. */
function editsOf(changes: readonly Change[]): readonly TextEdit[] {
  const kept: TextEdit[] = [];
  let done = 0;
  const ordered = changes
    .flatMap(({ edits }) => edits)
    .sort(
      ({ span: one }, { span: other }) =>
        one.start - other.start || Number(one.end > one.start) - Number(other.end > other.start),
    );
  for (const edit of ordered) {
    if (edit.span.start < done) continue;
    kept.push(edit);
    done = edit.span.end;
  }
  return kept;
}

function cycles(document: RequestDocument): number {
  const found = variableRules(document, nameScope(document, emptyContext));
  return found.filter(({ code }) => code === 'request-cycle' || code === 'variable-cycle').length;
}

function placed(changes: readonly Change[], moved: (offset: number) => number): readonly ConvertedRemark[] {
  return changes
    .flatMap(({ remark }) => remark ?? [])
    .sort((one, other) => one.span.start - other.span.start)
    .map((remark) => ({ ...remark, target: movedSpan(remark.span, moved) }));
}

function movedSpan({ start, end }: Span, moved: (offset: number) => number): Span {
  return { start: moved(start), end: Math.max(moved(start), moved(end)) };
}

/** Tells where an offset is after edits. */
function mover(edits: readonly TextEdit[]): (offset: number) => number {
  const ends: number[] = [];
  const shifts = [0];
  for (const { span, newText } of edits) {
    ends.push(span.end);
    shifts.push((shifts.at(-1) ?? 0) + newText.length - (span.end - span.start));
  }
  return (offset) => {
    let low = 0;
    let high = ends.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((ends[middle] ?? 0) <= offset) low = middle + 1;
      else high = middle;
    }
    const within = edits[low]?.span.start ?? offset;
    return Math.min(offset, Math.max(within, ends[low - 1] ?? 0)) + (shifts[low] ?? 0);
  };
}
