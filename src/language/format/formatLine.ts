import type { Line } from '../parse/line';
import { fieldColon } from '../parse/parseRequest';
import { methods } from '../words/methods';
import { requestLineParts } from '../parse/requestLine';

/** One line laid out, without its line end. Lines of bodies, scripts, answers and commands come back as they are. */
export function formatLine(text: string, line: Line): string {
  const typed = text.slice(line.from, line.to);
  switch (line.kind) {
    case 'separator':
      return typed.replace(/^(#+)[ \t]*(?=[^#\s])/, '$1 ');
    case 'comment':
      return apart(typed);
    case 'directive':
      return apart(typed)
        .replace(/^( ?(?:#+|\/\/+))[ \t]*@/, '$1 @')
        .replace(/^( ?\S+ @[\w-]+)[ \t]+/, '$1 ');
    case 'variable':
      return typed.replace(/^(@[^\s=:]+)[ \t]*(:?=)[ \t]*/, '$1 $2 ').trimEnd();
    case 'requestLine':
      return requestLine(typed);
    case 'urlContinuation':
      return `    ${typed}`;
    case 'field':
      return field(text, line, typed);
    case 'fieldContinuation':
      return `  ${typed}`;
    case 'assertion':
      return typed.replace(/^\?\?[ \t]*/, '?? ').trimEnd();
    case 'save':
      return typed.replace(/^(>>!?)[ \t]+/, '$1 ');
    case 'blank':
    case 'body':
    case 'bodyFile':
    case 'script':
    case 'blockComment':
    case 'pastAnswer':
    case 'example':
    case 'curl':
    case 'foreign':
    case 'unreachable':
      return text.slice(line.start === 0 && line.from > 0 && text.charCodeAt(0) === 0xfeff ? 1 : line.start, line.end);
  }
}

/** An indented `###` ends no block; without its blank it would. */
function apart(typed: string): string {
  return typed.startsWith('###') ? ` ${typed}` : typed;
}

function requestLine(typed: string): string {
  const { methodEnd, urlStart, urlEnd, version, end } = requestLineParts(typed);
  const method = methodEnd === undefined ? undefined : typed.slice(0, methodEnd);
  const upper = method !== undefined && methods.has(method.toUpperCase()) ? method.toUpperCase() : method;
  const remark = typed.slice(end).trimStart();
  return [upper, typed.slice(urlStart, urlEnd), version, remark]
    .filter((part) => part !== undefined && part !== '')
    .join(' ');
}

/** A line without colon is left alone: it is reported, and nobody knows what was meant. */
function field(text: string, line: Line, typed: string): string {
  const colon = fieldColon(text, line);
  if (colon === undefined) return typed;
  const name = text.slice(line.from, colon).trimEnd();
  return `${name}: ${text.slice(colon + 1, line.to).trimStart()}`.trimEnd();
}
