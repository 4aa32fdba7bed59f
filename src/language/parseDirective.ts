import { skipBlanks } from './blanks';
import { directiveKey } from './directives';
import type { Directive } from './document';
import type { Line } from './line';

/** Reads `# @key value`, `// @key value` and JetBrains' `# @key = value`. */
export function parseDirective(text: string, line: Line): Directive {
  const at = text.indexOf('@', line.from) + 1;
  let keyEnd = at;
  while (keyEnd < line.to && /[\w-]/.test(text.charAt(keyEnd))) keyEnd++;
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
