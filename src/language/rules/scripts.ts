import { information } from '../parse/complaint';
import type { Diagnostic, ParsedRequest, Script } from '../document';
import type { NameScope } from '../names/nameScope';

/** Scripts are understood and not run; where an assertion or a reference says the same, it is named. */
export function scriptRules(request: ParsedRequest, scope: NameScope): readonly Diagnostic[] {
  return request.scripts.map((script) => {
    const typed = scope.document.text.slice(script.span.start, script.span.end);
    return information(script.span, 'script-not-run', `This script is not run. ${advice(script, typed, request.name)}`);
  });
}

/** What to write instead, learnt from the script itself: assertions, and references to what it keeps. */
export function scriptAdvice(typed: string, name: string | undefined): readonly string[] {
  const lines: string[] = [];
  for (const [, status] of typed.matchAll(/response\.status(?:Code)?\s*===?\s*(\d{3})/g))
    lines.push(`?? status == ${status ?? ''}`);
  for (const [, path] of typed.matchAll(/client\.global\.set\(\s*["'][^"']*["']\s*,\s*response\.body\.([\w.[\]]+)/g)) {
    lines.push(`{{${name ?? 'NAME'}.response.body.$.${path ?? ''}}}`);
  }
  return [...new Set(lines)];
}

function advice(script: Script, typed: string, name: string | undefined): string {
  const instead = scriptAdvice(typed, name);
  if (instead.length > 0) return `The same is said by ${instead.map((line) => `\`${line}\``).join(' and ')}.`;
  if (script.kind === 'before') return 'Use variables (`@name = value`) or `# @ref NAME` instead.';
  return 'Use assertions (`?? status == 200`) or references (`{{NAME.response.body.$.id}}`) instead.';
}
