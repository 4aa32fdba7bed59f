import type { TreeFault } from '../body/treeGrammar';
import type { TextPlace } from '../body/locate';
import { groupDigits } from './quantity';

/** Where and why a body is not what it should be, as one sentence. `language` is JSON or XML, `size` the octets of the text. */
export function wordTreeFault(
  language: string,
  { offset, expected }: TreeFault,
  { line, column }: TextPlace,
  size: number,
): string {
  if (size === 0) return `The body is empty, which is no ${language}.`;
  if (offset >= size) return `This ${language} is not whole: it ends where ${expected} was expected.`;
  const at = column === undefined ? `octet ${groupDigits(offset)}` : `column ${groupDigits(column)}`;
  return `This is not ${language}: at line ${groupDigits(line)}, ${at}, ${expected} was expected.`;
}
