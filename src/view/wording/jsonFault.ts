import type { JsonFault } from '../body/indexJson';
import { groupDigits } from './quantity';

/** Where and why a body is not JSON, as one sentence. `size` is the octets of the body. */
export function wordJsonFault(fault: JsonFault, size: number): string {
  if (fault.offset >= size) return `This is not whole JSON: it ends where ${fault.expected} was expected.`;
  return `This is not JSON: at octet ${groupDigits(fault.offset)} ${fault.expected} was expected.`;
}
