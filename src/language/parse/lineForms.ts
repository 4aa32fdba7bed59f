import type { LineKind } from './line';

const statusLine = /^HTTP\/\d(?:\.\d)?[ \t]+\d{3}(?:[ \t]|$)/;
const variableLine = /^@[^\s=:@{}]+[ \t]*:?=/;

/** `HTTP/1.1 200 …` at the start of a line. */
export function isStatusLine(typed: string): boolean {
  return statusLine.test(typed);
}

/** `@name = value`. */
export function isVariable(typed: string): boolean {
  return variableLine.test(typed);
}

/** One reference and nothing else: `{{login}}`. */
export function isWholeReference(typed: string): boolean {
  return /^\{\{[^{}]*\}\}$/.test(typed);
}

/** `# …` or `// …`. */
export function isComment(typed: string): boolean {
  return typed.startsWith('#') || typed.startsWith('//');
}

/** `curl …`. */
export function isCurl(typed: string): boolean {
  return /^curl(?:\.exe)?(?:[ \t]|$)/.test(typed);
}

/** `?? …`. */
export function isAssertion(typed: string): boolean {
  return typed.startsWith('??');
}

/** `>> file` or `>>! file`. */
export function isSave(typed: string): boolean {
  return /^>>!?[ \t]+\S/.test(typed);
}

/** `< file`, `<@ file`, `<@latin1 file`. */
export function isBodyFile(typed: string): boolean {
  return /^<(?:@[\w-]*)?[ \t]+\S/.test(typed);
}

/** `<> file`. */
export function isPastAnswer(typed: string): boolean {
  return /^<>[ \t]+\S/.test(typed);
}

/** Lines that may stand above the request line and between fields. */
export function remarkKind(typed: string): LineKind | undefined {
  if (isComment(typed)) return directiveLine.test(typed) ? 'directive' : 'comment';
  return isVariable(typed) ? 'variable' : undefined;
}

/** `# @key`, `//@key`; an address such as `# @someone:` is none. */
const directiveLine = /^(?:#+|\/\/+)[ \t]*@[A-Za-z][\w-]*(?:[ \t=]|$)/;

/** True where `Name:` stands, and it is no URL: a field in any place where a field may stand. */
export function isPlainField(text: string, from: number): boolean {
  plainField.lastIndex = from;
  return plainField.test(text);
}

const plainField = /[A-Za-z][\w-]*:(?!\/\/)/y;

/** Some words, the first of them in capitals: `GET ALL USERS`. */
export function isTitleLike(typed: string): boolean {
  return words.test(typed);
}

const words = /^[A-Z]+(?: [\w,'-]+){2,9}$/;
