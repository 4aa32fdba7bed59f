import type { RunRecord } from '../../run/record';
import { wordSize } from './quantity';

/** How a body of the history differs from the one that came, one sentence each. */
export function wordKept({ keptBody, content }: Pick<RunRecord, 'keptBody' | 'content'>): readonly string[] {
  if (keptBody === undefined) return [];
  const { size, isCut, isMasked } = keptBody;
  return [
    ...(isCut ? [`The history kept the first ${wordSize(content?.size ?? 0)} of ${wordSize(size)}.`] : []),
    ...(isMasked ? ['Secrets are masked in the history.'] : []),
  ];
}
