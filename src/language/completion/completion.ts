import type { Span } from '../../base/span';
import type { Block } from '../document';
import type { Line } from '../parse/line';
import type { NameScope } from '../names/nameScope';

/** One thing that may be typed. `replaces` is the stretch it takes the place of. */
export interface Completion {
  readonly label: string;
  readonly kind:
    | 'method'
    | 'field'
    | 'value'
    | 'directive'
    | 'variable'
    | 'dynamic'
    | 'request'
    | 'profile'
    | 'subject'
    | 'operator'
    | 'url';
  /** The value of a variable, the usage of a directive; short. */
  readonly detail: string;
  /** A sentence; empty when the label says it all. */
  readonly documentation: string;
  readonly insertText: string;
  readonly replaces: Span;
}

/** Where completion was asked for. `before` is the line up to the offset. */
export interface CompletionPlace {
  readonly scope: NameScope;
  readonly block: Block;
  readonly line: Line;
  readonly offset: number;
  readonly before: string;
}
