import type { Span } from '../../base/span';
import type { Block } from '../document';
import type { TextEdit } from '../format';
import type { NameScope } from '../names/nameScope';

/** One change that ends a complaint. Its edits are in the order of the text and never overlap. */
export interface QuickFix {
  /** Begins with a verb, without a full stop: `Change to GET`. */
  readonly title: string;
  /** The code of the complaint it ends. */
  readonly code: string;
  readonly edits: readonly TextEdit[];
  /** Whether it may be applied without choosing. */
  readonly isPreferred: boolean;
  /** What the host must keep under a name in its secret storage before it edits; undefined: nothing. */
  readonly secret: { readonly name: string; readonly value: string } | undefined;
}

/** What a fixer says; the rest follows from the complaint. */
export interface Fix extends Pick<QuickFix, 'title' | 'edits'> {
  readonly secret?: QuickFix['secret'];
}

/** A complaint with what stands around it. `typed` is the text it covers. */
export interface FixPlace {
  readonly scope: NameScope;
  readonly block: Block;
  readonly span: Span;
  readonly typed: string;
  /** Of the file: `\n` or `\r\n`. */
  readonly lineEnd: string;
}

/** Finds what could be done at a place. */
export type Fixer = (place: FixPlace) => readonly Fix[];

/** Puts text in place of a stretch. */
export function replace(title: string, span: Span, newText: string): Fix {
  return { title, edits: [{ span, newText }] };
}

/** Puts text at an offset. */
export function insert(title: string, at: number, newText: string): Fix {
  return replace(title, { start: at, end: at }, newText);
}

/** Where the line of an offset begins. */
export function lineStart(text: string, offset: number): number {
  return offset === 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1;
}
