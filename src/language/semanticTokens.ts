import type { LanguageContext } from './context';
import type { RequestDocument } from './document';
import { dynamicValues } from './words/dynamicValues';
import { expressionNameSpan, parseExpression, type Expression } from './names/expression';
import { nameScope, type NameScope } from './names/nameScope';
import { allReferences, fileVariables, promptNames, requestsOf } from './names/references';
import type { SemanticToken } from './semanticTokenLegend';

/** Tokens for variables, dynamic values and names of requests, in the order of the text, never overlapping. */
export function semanticTokens(document: RequestDocument, context: LanguageContext): readonly SemanticToken[] {
  const scope = nameScope(document, context);
  const prompts = new Set(requestsOf(document).flatMap(promptNames));
  const declared = fileVariables(document).map(({ nameSpan }): SemanticToken => ({
    span: nameSpan,
    type: 'variable',
    modifiers: ['declaration'],
  }));
  const used = allReferences(document).map((reference): SemanticToken => {
    const expression = parseExpression(reference.expression);
    const span = expressionNameSpan(expression, reference.expressionSpan);
    return { span, type: types[expression.kind], modifiers: modifiers(expression, scope, prompts) };
  });
  return [...declared, ...used].sort((one, other) => one.span.start - other.span.start);
}

const types: Readonly<Record<Expression['kind'], SemanticToken['type']>> = {
  variable: 'variable',
  dynamic: 'function',
  request: 'class',
};

function modifiers(expression: Expression, scope: NameScope, prompts: ReadonlySet<string>): SemanticToken['modifiers'] {
  const { name } = expression;
  if (expression.kind === 'dynamic') return dynamicValues.has(name) ? [] : ['unresolved'];
  if (expression.kind === 'request') return scope.requests.has(name) ? [] : ['unresolved'];
  if (scope.variables.has(name) || prompts.has(name)) return [];
  if (scope.known.has(name)) return ['readonly'];
  return scope.context.variables === undefined ? [] : ['unresolved'];
}
