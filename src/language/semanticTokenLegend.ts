import type { Span } from '../base/span';

/** What colours cannot know by the line alone: whether a name is defined, and what it names. */
export interface SemanticToken {
  readonly span: Span;
  readonly type: 'variable' | 'function' | 'class';
  /** `readonly`: from outside the file; `unresolved`: no such name. */
  readonly modifiers: readonly ('declaration' | 'readonly' | 'unresolved')[];
}

/** The types and modifiers used, in the order a host registers them. */
export const semanticTokenTypes: readonly SemanticToken['type'][] = ['variable', 'function', 'class'];
export const semanticTokenModifiers: readonly SemanticToken['modifiers'][number][] = [
  'declaration',
  'readonly',
  'unresolved',
];
