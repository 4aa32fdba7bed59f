import {
  applyEdits,
  findNodeAtLocation,
  getNodeValue,
  modify,
  parseTree,
  type FormattingOptions,
  type JSONPath,
} from 'jsonc-parser';
import type { Span } from '../../base/span';

/** Where a value stands in an environment file: `['dev', 'api', 'host']`. */
export type ValuePath = readonly string[];

/** The text of an environment file with another value, in its own layout. A number, `true`, `false` or `null` stays one when it still reads as one; all else is a string. */
export function withValue(text: string, path: ValuePath, typed: string): string {
  const root = parseTree(text, [], { allowTrailingComma: true });
  const present = root && findNodeAtLocation(root, mutable(path));
  const isWord = present !== undefined && present.type !== 'string' && isLiteral(typed);
  const value: unknown = isWord ? JSON.parse(typed) : typed;
  return applyEdits(text, modify(text, mutable(path), value, { formattingOptions: layoutOf(text) }));
}

/** The text without a value: its line and its comma go, and comments stay. */
export function withoutValue(text: string, path: ValuePath): string {
  const root = parseTree(text, [], { allowTrailingComma: true });
  const member = root && findNodeAtLocation(root, mutable(path))?.parent;
  if (member === undefined) return text;
  const start = text.slice(0, member.offset).replace(/\r?\n[ \t]*$/, '').length;
  const end = member.offset + member.length;
  const comma = /^\s*,/.exec(text.slice(end));
  if (comma !== null) return text.slice(0, start) + text.slice(end + comma[0].length);
  const siblings = member.parent?.children ?? [];
  const previous = siblings[siblings.indexOf(member) - 1];
  if (previous === undefined) return text.slice(0, start) + text.slice(end);
  const before = previous.offset + previous.length;
  return text.slice(0, before) + text.slice(before, start).replace(/^\s*,/, '').trimEnd() + text.slice(end);
}

/** The text with another environment: empty, or a copy of one that is there. */
export function withEnvironment(text: string, name: string, copied?: string): string {
  const whole = text.trim() === '' ? '{}\n' : text;
  const root = parseTree(whole, [], { allowTrailingComma: true });
  const source = root && copied !== undefined ? findNodeAtLocation(root, [copied]) : undefined;
  const value: unknown = source === undefined ? {} : getNodeValue(source);
  return applyEdits(whole, modify(whole, [name], value, { formattingOptions: layoutOf(whole) }));
}

/** Where a value stands; the environment's name when the value is not there, undefined when neither is. */
export function spanOfValue(text: string, path: ValuePath): Span | undefined {
  const root = parseTree(text, [], { allowTrailingComma: true });
  const node = root && (findNodeAtLocation(root, mutable(path)) ?? findNodeAtLocation(root, path.slice(0, 1)));
  return node && { start: node.offset, end: node.offset + node.length };
}

function isLiteral(typed: string): boolean {
  return /^(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?)$/.test(typed);
}

/** jsonc-parser's own type wants an array that can be changed. */
function mutable(path: ValuePath): JSONPath {
  return [...path];
}

/** The file's own indentation and line ends. */
export function layoutOf(text: string): FormattingOptions {
  const indent = /\n([ \t]+)"/.exec(text)?.[1] ?? '  ';
  const isTabs = indent.startsWith('\t');
  return { insertSpaces: !isTabs, tabSize: isTabs ? 1 : indent.length, eol: text.includes('\r\n') ? '\r\n' : '\n' };
}
