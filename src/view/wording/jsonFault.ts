import type { JsonFault } from '../body/indexJson';
import type { TextPlace } from '../body/locate';
import { groupDigits } from './quantity';

/** Where and why a body is not JSON, as one sentence. `size` is the octets of the text. */
export function wordJsonFault({ offset, expected }: JsonFault, { line, column }: TextPlace, size: number): string {
  if (size === 0) return 'The body is empty, which is no JSON.';
  if (offset >= size) return `This JSON is not whole: it ends where ${expected} was expected.`;
  const at = column === undefined ? `octet ${groupDigits(offset)}` : `column ${groupDigits(column)}`;
  return `This is not JSON: at line ${groupDigits(line)}, ${at}, ${expected} was expected.`;
}
