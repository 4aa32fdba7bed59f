import type { Field } from '../message';
import { mediaType, parseBoundary } from './boundary';
import { parseJson, readJsonList, type JsonListElement } from './jsonList';
import { readStatus, readStatusPart } from './partStatus';
import { splitMultipart, type BodyPart } from './splitMultipart';

/** One part of a 207 before it is classified. `body` lies in the content, octet for octet; a JSON element without `body` has an empty text. */
export interface MultiStatusPart {
  /** The real status; undefined when the answer gives none. */
  readonly status: number | undefined;
  readonly resourceId: string | undefined;
  /** Fields of the part; none in the JSON forms. */
  readonly fields: readonly Field[];
  readonly body:
    | { readonly kind: 'range'; readonly start: number; readonly end: number }
    | { readonly kind: 'text'; readonly text: string };
}

/** Why a 207 cannot be split; the raw content is to be shown (rule MP). */
type MultiStatusError =
  | 'multistatus-empty'
  | 'multistatus-no-boundary'
  | 'multistatus-no-parts'
  | 'multistatus-status-part'
  | 'multistatus-count'
  | 'multistatus-too-many-parts';

/** A 207 split. `whole`: it is no list of parts, as the warning `multistatus-not-list` says; its content is shown as it is. */
export type MultiStatus =
  | { readonly kind: 'parts'; readonly parts: readonly MultiStatusPart[]; readonly warnings: readonly string[] }
  | { readonly kind: 'whole'; readonly warnings: readonly string[] }
  | { readonly kind: 'error'; readonly reason: MultiStatusError; readonly warnings: readonly string[] };

/**
 * Splits the content of a 207 in its three forms (rule MP): any `multipart/*` whose first part lists the statuses,
 * `application/vnd.ringcentral.multipart+json`, and JSON arrays with statuses. Without Content-Type it is tried as JSON.
 * At most `maxParts` parts, the status part not counted. Never throws.
 */
export function splitMultiStatus(
  octets: Uint8Array,
  contentType: string | undefined,
  limits: { readonly maxParts: number },
): MultiStatus {
  if (octets.length === 0) return failed('multistatus-empty', []);
  const type = mediaType(contentType);
  if (type?.startsWith('multipart/') === true) return splitParts(octets, contentType ?? '', limits.maxParts);
  const isJson = type === undefined || type === 'application/json' || type.endsWith('+json');
  return isJson ? splitJson(octets, limits.maxParts) : whole;
}

const whole: MultiStatus = { kind: 'whole', warnings: ['multistatus-not-list'] };

function failed(reason: MultiStatusError, warnings: readonly string[]): MultiStatus {
  return { kind: 'error', reason, warnings };
}

function splitParts(octets: Uint8Array, contentType: string, maxParts: number): MultiStatus {
  const boundary = parseBoundary(contentType);
  if (boundary === undefined) return failed('multistatus-no-boundary', []);
  const { parts, warnings, isOverflowing } = splitMultipart(octets, boundary, { maxParts: maxParts + 1 });
  if (isOverflowing) return failed('multistatus-too-many-parts', warnings);
  const [statusPart, ...others] = parts;
  if (statusPart === undefined) return failed('multistatus-no-parts', warnings);
  const entries = readStatusPart(octets.subarray(statusPart.start, statusPart.end));
  if (entries === undefined) return failed('multistatus-status-part', warnings);
  if (entries.length !== others.length) return failed('multistatus-count', warnings);
  return {
    kind: 'parts',
    parts: others.map((part, index) => ({
      status: entries[index]?.status,
      resourceId: entries[index]?.resourceId,
      fields: part.fields,
      body: rangeOf(part),
    })),
    warnings: distinct([...warnings, ...entries.flatMap((entry) => entry.warnings)]),
  };
}

function splitJson(octets: Uint8Array, maxParts: number): MultiStatus {
  const elements = readJsonList(octets, maxParts);
  if (elements === undefined) return whole;
  if (elements.length > 0 && elements.every((element) => element.status === undefined)) return whole;
  if (elements.length > maxParts) return failed('multistatus-too-many-parts', []);
  const statuses = elements.map(({ status }) => readStatus(status === undefined ? undefined : parseJson(status)));
  return {
    kind: 'parts',
    parts: elements.map((element, index) => ({
      status: statuses[index]?.status,
      resourceId: elementId(element),
      fields: [],
      body: element.body === undefined ? { kind: 'text', text: '' } : rangeOf(element.body),
    })),
    warnings: distinct(statuses.flatMap(({ warnings }) => warnings)),
  };
}

/** A string as it reads, a number with every digit of its source. */
function elementId({ resourceId }: JsonListElement): string | undefined {
  if (resourceId === undefined) return undefined;
  const value = parseJson(resourceId);
  if (typeof value === 'number') return resourceId;
  return typeof value === 'string' ? value : undefined;
}

function rangeOf({ start, end }: Pick<BodyPart, 'start' | 'end'>): MultiStatusPart['body'] {
  return { kind: 'range', start, end };
}

function distinct(values: readonly string[]): readonly string[] {
  return [...new Set(values)];
}
