import type { Span } from '../base/span';

/**
 * Text with `{{references}}` found but not resolved. Pieces cover the span without gap: `https://{{host}}/a` has three.
 * What they mean, joined, is what is sent: layout between the lines of one value is a piece whose `text` is empty, or one space.
 */
export interface Template {
  readonly span: Span;
  readonly pieces: readonly TemplatePiece[];
}

/** A stretch of plain text, or one reference. `text` differs from the text at `span` where quotes, escapes or line ends mean something else. */
export type TemplatePiece =
  | { readonly kind: 'text'; readonly span: Span; readonly text: string }
  | {
      readonly kind: 'reference';
      /** With the braces. */
      readonly span: Span;
      /** What stands between the braces, trimmed: `login.response.body.$.id`, `$guid`, `$randomInt 1 5`. */
      readonly expression: string;
      readonly expressionSpan: Span;
      /** `{{%name}}`: percent-encode the value. */
      readonly isPercentEncoded: boolean;
    };

/** `name: value` as written; `nameSpan` of `Accept: a` is `Accept`. */
export interface ParsedField {
  readonly span: Span;
  /** The whole line where `isReference`. */
  readonly name: Template;
  readonly nameText: string;
  readonly value: Template;
  /** The line is one reference, `{{json}}`: its value says which fields these are. */
  readonly isReference?: true;
}

/** `# @key value`; `key` as in `directives`, or in lower case when unknown (`noRedirect` is `no-redirect`, `note` is `confirm`); `value` trimmed and possibly empty. */
export interface Directive {
  readonly span: Span;
  readonly key: string;
  readonly keySpan: Span;
  readonly value: string;
  readonly valueSpan: Span;
}

/** `@name = value`, holding for the whole file. */
export interface FileVariable {
  readonly span: Span;
  readonly name: string;
  readonly nameSpan: Span;
  readonly value: Template;
}

/** One stretch of a body, in order; together they cover the body but for lines that are not part of it (assertions, scripts, `>>`). */
export type BodyPiece =
  | { readonly kind: 'text'; readonly template: Template }
  | {
      readonly kind: 'file';
      readonly span: Span;
      readonly path: Template;
      /** `<@`: variables inside are resolved. */
      readonly hasVariables: boolean;
      /** As typed after `<@`, such as `latin1`; undefined: UTF-8. */
      readonly encoding: string | undefined;
    };

/** `?? SUBJECT [OPERATOR VALUE]`. */
export interface ParsedAssertion {
  readonly span: Span;
  /** The line without `??`, trimmed. */
  readonly text: string;
  /** `status`, `class`, `header`, `body`, `part`, …; undefined when it, or what follows it, is unknown: a diagnostic says so, and the assertion is never met. */
  readonly subject: string | undefined;
  /** What follows the subject: a field name, a JSONPath, `2 body $.id`. */
  readonly argument: string;
  readonly isNegated: boolean;
  /** `==`, `exists`, …; undefined alone means `exists`. */
  readonly operator: string | undefined;
  readonly value: Template | undefined;
}

/** `>> file` or `>>! file`. */
export interface SaveTarget {
  readonly span: Span;
  readonly path: Template;
  readonly overwrites: boolean;
}

/** A script or script file that is understood and not run. */
export interface Script {
  readonly span: Span;
  readonly kind: 'before' | 'after';
}

/** One request of a file. */
export interface ParsedRequest {
  readonly kind: 'request';
  /** From the first line that belongs to the request (directive or request line) to the last of its content. */
  readonly span: Span;
  /** Text after `###`; undefined when empty or absent. */
  readonly title: string | undefined;
  /** From `# @name`; undefined without. */
  readonly name: string | undefined;
  /** The request line with its continuations. */
  readonly lineSpan: Span;
  /** As typed; `GET` when left out; a known method typed in small letters is in capitals. */
  readonly method: string;
  /** Undefined when the method was left out. */
  readonly methodSpan: Span | undefined;
  readonly url: Template;
  /** As typed, such as `HTTP/2`; undefined without. */
  readonly httpVersion: string | undefined;
  readonly fields: readonly ParsedField[];
  readonly directives: readonly Directive[];
  /** Undefined: no body. */
  readonly body: readonly BodyPiece[] | undefined;
  readonly bodySpan: Span | undefined;
  readonly assertions: readonly ParsedAssertion[];
  readonly saveTo: SaveTarget | undefined;
  readonly scripts: readonly Script[];
}

/** What stands between two `###` lines. `span` begins at the `###` line, or at the start of the text. */
export interface Block {
  readonly span: Span;
  readonly separator: Span | undefined;
  readonly title: string | undefined;
  /** Directives that stand in a block without a request, such as `# @import`. */
  readonly directives: readonly Directive[];
  readonly variables: readonly FileVariable[];
  /** Undefined for a block of comments and variables, or an example answer. */
  readonly request: ParsedRequest | undefined;
  /** An example answer, `HTTP/1.1 200 …` to the end of the block; it is never sent. */
  readonly example: Span | undefined;
}

/** One file: a lossless tree over `text`; its blocks cover it without gap. `diagnostics` are those of the grammar; `diagnose` adds the others. */
export interface RequestDocument {
  readonly text: string;
  readonly blocks: readonly Block[];
  readonly diagnostics: readonly Diagnostic[];
}

/** A complaint with its place. `code` is kebab-case and documented; `message` ends in a full stop. */
export interface Diagnostic {
  readonly span: Span;
  readonly severity: 'error' | 'warning' | 'information';
  readonly code: string;
  readonly message: string;
}
