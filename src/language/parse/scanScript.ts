import { content, contentStart, setKind, type Scanner } from './line';

/** Marks a script that begins on this line and tells the line after it; undefined when none begins here. */
export function scanScript(scanner: Scanner, at: number): number | undefined {
  const line = scanner.lines[at];
  if (line === undefined) return undefined;
  if (line.from !== contentStart(scanner.text, line)) return undefined;
  const unit = scanner.text.charCodeAt(line.from);
  if (unit !== lessThan && unit !== greaterThan && unit !== brace) return undefined;
  const typed = content(scanner, line);
  if (scriptFile.test(typed)) return markUntil(scanner, at, at);
  if (scriptStart.test(typed)) {
    let last = at;
    if (!typed.includes('%}')) last = findLine(scanner, at + 1, (text) => text.includes('%}')) ?? lastText(scanner);
    return markUntil(scanner, at, last);
  }
  if (!scanner.scriptsClose || !braceScriptStart.test(typed)) return undefined;
  const last = findLine(scanner, at + 1, (text) => text === '}}');
  if (last === undefined) scanner.scriptsClose = false;
  return last === undefined ? undefined : markUntil(scanner, at, last);
}

const lessThan = 60;
const greaterThan = 62;
const brace = 123;
/** `< {%` and `> {%`. */
const scriptStart = /^[<>]\s*\{%/;
/** `> handler.js`, `< before.ts`. */
const scriptFile = /^[<>]\s+\S.*\.(?:js|mjs|cjs|ts|lua)$/i;
/** httpYac's `{{`, `{{@response`, `{{+`, alone on a line. */
const braceScriptStart = /^\{\{(?:[@+]\w*(?:[ \t]\S+)?)?$/;
/** A script without an end goes on to the last line of its block that is not blank. */
function lastText({ lines }: Scanner): number {
  return lines.findLastIndex((line) => line.kind !== 'blank');
}

function findLine(scanner: Scanner, first: number, isFound: (typed: string) => boolean): number | undefined {
  for (let at = first; at < scanner.lines.length; at++) {
    const line = scanner.lines[at];
    if (line !== undefined && isFound(content(scanner, line))) return at;
  }
  return undefined;
}

function markUntil(scanner: Scanner, first: number, last: number): number {
  for (let at = first; at <= last; at++) setKind(scanner.lines[at], 'script');
  return last + 1;
}
