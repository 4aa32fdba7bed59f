import type { Span } from '../../base/span';

/** What a reference refers to, by its words alone. */
export type Expression =
  | { readonly kind: 'variable'; readonly name: string }
  /** `$guid`, `$randomInt 1 5`; `name` with the `$`, `argument` trimmed and possibly empty. */
  | { readonly kind: 'dynamic'; readonly name: string; readonly argument: string }
  /** `login.response.body.$.id`; `path` is what follows `response.`, possibly empty. */
  | { readonly kind: 'request'; readonly name: string; readonly side: 'request' | 'response'; readonly path: string };

/** Reads what stands between the braces. Never fails: what is nothing else is a variable's name. */
export function parseExpression(expression: string): Expression {
  if (expression.startsWith('$')) {
    const name = /^\$(?:random\.\w+|\w*)/.exec(expression)?.[0] ?? expression;
    return { kind: 'dynamic', name, argument: expression.slice(name.length).trim() };
  }
  const request = /^([^\s.]+)\.(request|response)(?=\.|$)\.?/.exec(expression);
  const name = request?.[1];
  if (request === null || name === undefined) return { kind: 'variable', name: expression };
  const side = request[2] === 'request' ? 'request' : 'response';
  return { kind: 'request', name, side, path: expression.slice(request[0].length) };
}

/** The place of the name an expression begins with: of `login` in `{{login.response.status}}`. */
export function expressionNameSpan(expression: Expression, expressionSpan: Span): Span {
  return { start: expressionSpan.start, end: expressionSpan.start + expression.name.length };
}
