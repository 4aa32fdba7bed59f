import type { FileVariable, ParsedRequest, RequestDocument } from './document';
import { parseExpression } from './names/expression';
import { effectiveVariables, referencesIn } from './names/references';

/** The requests that another one is sent before: by `# @ref`, or because they use its answer, be it through variables of the file. */
export function requestsInNeed(document: RequestDocument): ReadonlySet<ParsedRequest> {
  const names = namesInNeed(effectiveVariables(document));
  const found = new Set<ParsedRequest>();
  for (const { request, span } of document.blocks) {
    const text = request === undefined ? '' : document.text.slice(span.start, span.end);
    if (request !== undefined && needs(text.replace(/^@.*$/gm, ''), names)) found.add(request);
  }
  return found;
}

/** Told from the text of the block: a list of thousands is not worth reading each request for. */
function needs(text: string, names: ReadonlySet<string>): boolean {
  if (/^[ \t]*(?:#+|\/\/+)[ \t]*@force-?ref\b|^[ \t]*(?:#+|\/\/+)[ \t]*@ref\b/im.test(text)) return true;
  for (const [, expression = ''] of text.matchAll(/\{\{\s*%?\s*([^{}\n]+?)\s*\}\}/g)) {
    if (names.has(expression) || parseExpression(expression).kind === 'request') return true;
  }
  return false;
}

/** Variables whose value is, or leads to, one of an answer. Each is looked at once, so chains cost no more than their length. */
function namesInNeed(variables: ReadonlyMap<string, FileVariable>): ReadonlySet<string> {
  const users = new Map<string, string[]>();
  const waiting: string[] = [];
  for (const [name, { value }] of variables) {
    for (const { expression } of referencesIn([value])) {
      const { kind } = parseExpression(expression);
      if (kind === 'request') waiting.push(name);
      else if (kind === 'variable') users.set(expression, [...(users.get(expression) ?? []), name]);
    }
  }
  const found = new Set<string>();
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (found.has(name)) continue;
    found.add(name);
    waiting.push(...(users.get(name) ?? []));
  }
  return found;
}
