import type { Span } from '../../base/span';
import type { ParsedRequest, RequestDocument } from '../document';
import type { TextEdit } from '../format';
import type { Dialect } from './dialect';

/** One way in which a file of another client differs here. */
export interface Remark {
  /** In the text that was converted. */
  readonly span: Span;
  /** `changed`: the converted file says it in this language's words. `open`: a person must look at it. */
  readonly kind: 'changed' | 'open';
  /** What differs, without a full stop: `# @loop is for httpYac`. */
  readonly what: string;
  /** What was done, or is left to do; a sentence. */
  readonly advice: string;
}

/** What one rule found at one place. Edits of several rules may share a place, and never overlap. */
export interface Change {
  readonly edits: readonly TextEdit[];
  readonly remark: Remark | undefined;
}

/** A file of another client, as the rules see it. */
export interface Source {
  readonly document: RequestDocument;
  readonly dialect: Dialect;
  /** `\n` or `\r\n`. */
  readonly lineEnd: string;
  readonly requests: readonly ParsedRequest[];
}

type Told = Pick<Remark, 'what' | 'advice'>;

/** An edit that says the same in other words. */
export function changed(span: Span, newText: string, told: Told): Change {
  return { edits: [{ span, newText }], remark: { span, kind: 'changed', ...told } };
}

/** What a person must look at; the text may stay as it is. */
export function open(span: Span, told: Told, edits: readonly TextEdit[] = []): Change {
  return { edits, remark: { span, kind: 'open', ...told } };
}

/** An edit that puts text at an offset. */
export function insertion(at: number, newText: string): TextEdit {
  return { span: { start: at, end: at }, newText };
}

/** A name out of free text: `Sign in (again)` is `signInAgain`; empty when it begins with no letter. */
export function camelCase(text: string): string {
  const words = text.slice(0, 200).match(/[A-Za-z0-9_]+/g) ?? [];
  const name = words
    .map((word, index) => (index === 0 ? word.charAt(0).toLowerCase() : word.charAt(0).toUpperCase()) + word.slice(1))
    .join('')
    .slice(0, 40);
  return /^[A-Za-z_]/.test(name) ? name : '';
}
