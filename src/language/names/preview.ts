import type { Template } from '../document';
import { parseTemplate } from '../parse/template';
import { isSecretVariable } from '../words/secretNames';
import { parseExpression, type Expression } from './expression';
import type { NameScope } from './nameScope';

/** Stands where a secret would. */
export const masked = '••••';

/**
 * The text of a template with every variable put in that has a known value, secrets masked; other references stand as typed.
 * For rules and previews: what is sent is resolved elsewhere. A cycle leaves its reference as typed, and what is longer than
 * anybody reads is cut, so that values that multiply cost no more than others.
 */
export function preview(template: Template, scope: NameScope): string {
  return expand(template, newReader(scope, []));
}

/** The same; undefined when a reference in it has no value before it is sent, or the text is longer than anybody reads. `asked`: names whose values a question will give. */
export function resolvedPreview(template: Template, scope: NameScope, asked: readonly string[]): string | undefined {
  const reader = newReader(scope, asked);
  const text = expand(template, reader);
  return reader.isWhole && reader.left > 0 ? text : undefined;
}

const maxLength = 10_000;

/** More variables in each other than anybody writes. */
const deepest = 100;

interface Preview {
  readonly scope: NameScope;
  readonly asked: readonly string[];
  /** Names being expanded, outermost first. */
  readonly within: string[];
  /** Units still to be given; each piece costs at least one. */
  left: number;
  /** False once a reference was left as typed. */
  isWhole: boolean;
}

function newReader(scope: NameScope, asked: readonly string[]): Preview {
  return { scope, asked, within: [], left: maxLength, isWhole: true };
}

function expand(template: Template, reader: Preview): string {
  let text = '';
  for (const piece of template.pieces) {
    if (reader.left <= 0) break;
    if (piece.kind === 'reference') {
      reader.left--;
      const value = expressionText(parseExpression(piece.expression), reader);
      if (value === undefined) reader.isWhole = false;
      text += value === undefined ? `{{${piece.expression}}}` : encoded(value, piece.isPercentEncoded);
    } else {
      text += piece.text;
      reader.left -= piece.text.length;
    }
  }
  return text;
}

const loneSurrogate = /\p{Surrogate}/u;

/** A lone surrogate cannot be percent-encoded; a preview shows it as it is. */
function encoded(value: string, isPercentEncoded: boolean): string {
  return isPercentEncoded && value !== masked && !loneSurrogate.test(value) ? encodeURIComponent(value) : value;
}

function expressionText(expression: Expression, reader: Preview): string | undefined {
  const { scope, within, asked } = reader;
  const { kind, name } = expression;
  if (kind === 'dynamic') return name === '$secret' || name === '$token' ? masked : undefined;
  if (kind !== 'variable' || within.length >= deepest) return undefined;
  if (within.includes(name) || asked.includes(name)) return undefined;
  const defined = scope.variables.get(name)?.variable.value;
  if (defined !== undefined && isSecretVariable(name, defined)) return masked;
  const known = scope.known.get(name);
  if (defined === undefined && known?.isSecret === true) return masked;
  const value = known?.value;
  const template = defined ?? (value === undefined ? undefined : parseTemplate(value, 0, value.length));
  if (template === undefined) return undefined;
  within.push(name);
  const text = expand(template, reader);
  within.pop();
  return text;
}
