import { categoryOf, outcomeOf } from '../verdict/classify';
import { errorDetail } from '../verdict/errorDetail';
import { splitMultiStatus, type MultiStatusPart } from './multiStatus';
import type { Part } from '../outcome';
import type { SendPolicy } from '../policy';
import type { Note } from '../trace';

/** What a 207 holds: its parts, each classified like a response; `reason` when it cannot be split, and neither when it is shown whole (rules MP, BA). */
export interface Parts {
  readonly parts: readonly Part[] | undefined;
  readonly reason: string | undefined;
  readonly notes: readonly Note[];
}

/** Splits and classifies the content of a 207. Nothing inside a part is repeated or renewed (rules MP, BA, AU9). `method` is the effective one. */
export function partsOf(
  octets: Uint8Array,
  contentType: string | undefined,
  method: string,
  policy: SendPolicy,
): Parts {
  const split = splitMultiStatus(octets, contentType, { maxParts: policy.maxParts });
  const notes: Note[] = split.warnings.map((warning) => ({
    rule: 'MP',
    message: sentences[warning] ?? warning,
    warning,
  }));
  if (split.kind === 'whole') return { parts: undefined, reason: undefined, notes };
  if (split.kind === 'error') {
    notes.push({ rule: 'MP', message: 'The parts cannot be told apart for certain, so the body is shown as it came.' });
    return { parts: undefined, reason: split.reason, notes };
  }
  const parts = split.parts.map((part, at) => classified(part, at + 1, { octets, method, policy }));
  const failed = parts.filter((part) => part.category !== 'success').length;
  notes.push({ rule: 'MP', message: `${failed} of ${parts.length} failed.` });
  return { parts, reason: undefined, notes };
}

const sentences: Readonly<Record<string, string>> = {
  'multistatus-not-list': 'The 207 is no list of parts with statuses; it is shown as it came.',
  'part-without-header-end': 'A part had no blank line before its body.',
  'unterminated-multipart': 'The closing delimiter is missing; the last part was taken to the end.',
  'status-not-integer': 'A part gives its status as no integer.',
  'status-out-of-range': 'A part gives a status outside 100 to 599.',
};

function classified(
  part: MultiStatusPart,
  index: number,
  { octets, method, policy }: { readonly octets: Uint8Array; readonly method: string; readonly policy: SendPolicy },
): Part {
  const category = categoryOf(part.status);
  const isError = category === 'clientError' || category === 'serverError';
  const error = isError ? errorDetail(octetsOf(part, octets)) : undefined;
  return { index, ...part, category, outcome: outcomeOf(part.status, method, error, policy), error };
}

function octetsOf({ body }: MultiStatusPart, octets: Uint8Array): Uint8Array {
  return body.kind === 'range' ? octets.subarray(body.start, body.end) : new TextEncoder().encode(body.text);
}
