import { isJson } from '../base/isJson';
import type { RunRecord } from '../run/record';

/** A request for the failed parts of a 207 alone (rule BA), from what a record knows of the one that was sent. */
export interface FailedPartsRequest {
  readonly method: string;
  /** Absolute, with the ids of the failed parts alone where the path listed all. */
  readonly url: string;
  /** Undefined when none was sent; `isSame` when it does not list the parts and so goes as it was. */
  readonly body: { readonly text: string; readonly isSame: boolean } | undefined;
}

/** What stands in a record where a secret stood. */
const mask = '***';

/**
 * Undefined when nothing failed, or when it cannot be told which of the request belongs to which part: neither a segment of the path nor
 * a JSON list in the body has one entry for each. A secret in either keeps it from being sent too, for the record does not know it.
 */
export function failedPartsOf(record: RunRecord): FailedPartsRequest | undefined {
  const parts = record.parts ?? [];
  const failed = parts.map(({ category }) => category !== 'success');
  if (parts.length < 2 || !failed.includes(true)) return undefined;
  const url = urlOf(record.url, failed);
  const body = bodyOf(record, failed);
  if (url === undefined || body === undefined) return undefined;
  if (!url.isListed && body.isSame) return undefined;
  const { text } = body;
  return {
    method: record.method,
    url: url.href,
    body: text === undefined ? undefined : { text, isSame: body.isSame },
  };
}

function urlOf(sent: string, failed: readonly boolean[]): { href: string; isListed: boolean } | undefined {
  if (sent.includes(mask) || !URL.canParse(sent)) return undefined;
  const url = new URL(sent);
  const segments = url.pathname.split('/');
  const at = segments.findIndex((segment) => segment.split(',').length === failed.length);
  if (at < 0) return { href: url.href, isListed: false };
  const ids = (segments[at] ?? '').split(',').filter((_id, place) => failed[place] === true);
  url.pathname = segments.with(at, ids.join(',')).join('/');
  return { href: url.href, isListed: true };
}

/** `text` undefined: there was none. Undefined: it is not known whole, or is none that can be taken apart. */
function bodyOf(
  { exchanges }: RunRecord,
  failed: readonly boolean[],
): { text: string | undefined; isSame: boolean } | undefined {
  const sent = exchanges.find(({ cause }) => cause.kind === 'initial')?.request;
  if (sent === undefined || sent.bodySize === 0) return { text: undefined, isSame: true };
  const { bodyText: text, bodySize } = sent;
  if (text === undefined || text.includes(mask) || text.includes('{{')) return undefined;
  if (new TextEncoder().encode(text).length !== bodySize || !isJson(text)) return undefined;
  const elements = listElements(text);
  if (elements === undefined) return { text, isSame: true };
  if (elements.length !== failed.length) return undefined;
  return { text: `[${elements.filter((_element, place) => failed[place] === true).join(',\n')}]`, isSame: false };
}

/** The source of each element of a JSON list, so that no digit is lost; undefined for anything but a list. The text is valid JSON. */
function listElements(text: string): readonly string[] | undefined {
  const source = text.trim();
  if (!source.startsWith('[')) return undefined;
  const elements: string[] = [];
  let depth = 0;
  let start = 1;
  for (const { 0: token, index } of source.matchAll(/"(?:[^"\\]|\\.)*"|[[\]{},]/gs)) {
    if (token === '[' || token === '{') depth += 1;
    else if (token === ']' || token === '}') depth -= 1;
    const isEnd = depth === 0 || (depth === 1 && token === ',');
    if (!isEnd) continue;
    elements.push(source.slice(start, index).trim());
    start = index + 1;
  }
  return elements.length === 1 && elements[0] === '' ? [] : elements;
}
