import { skipBlanks } from './blanks';
import { directiveKey } from '../words/directives';
import type { Directive } from '../document';
import type { Line } from './line';

/** Reads `# @key value`, `// @key value` and JetBrains' `# @key = value`. */
export function parseDirective(text: string, line: Line): Directive {
  const at = text.indexOf('@', line.from) + 1;
  key.lastIndex = at;
  key.test(text);
  const keyEnd = Math.max(at, key.lastIndex);
  let valueStart = skipBlanks(text, keyEnd, line.to);
  if (text[valueStart] === '=' && valueStart < line.to) valueStart = skipBlanks(text, valueStart + 1, line.to);
  return {
    span: { start: line.from, end: line.to },
    key: directiveKey(text.slice(at, keyEnd)),
    keySpan: { start: at, end: keyEnd },
    value: text.slice(valueStart, line.to),
    valueSpan: { start: valueStart, end: line.to },
  };
}

const key = /[\w-]+/y;
