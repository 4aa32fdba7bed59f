import { randomUUID } from 'node:crypto';
import { apiError, contentTypeOf, fieldOf, invalidParameter, json, type Answer, type Call } from '../call';
import { fromJson, isJsonObject, toJson, type JsonObject } from '../json';
import { readJsonObject, unsupportedType } from './jsonBody';

const vendorType = 'application/vnd.ringcentral.multipart+json';
const maxIds = 50;
const maxIdsInBody = 1000;

/** The work on one id; `body` is what a PUT or PATCH brings for it. */
export type AnswerOne = (id: string, body: JsonObject) => Answer;

/**
 * Acts on each id of the path's last segment. One id: its plain answer. Several, or `*` with the ids in the body: 207 as
 * multipart/mixed, or by Accept as one JSON list; a DELETE that deleted all is a 204. Not atomic: each id has its own result.
 */
export function answerIds(call: Call, idText: string, one: AnswerOne): Answer {
  const hasBodies = call.method === 'PUT' || call.method === 'PATCH';
  const items = hasBodies ? readItems(call, idText) : readIds(call, idText);
  if ('status' in items) return items;
  const limit = idText === '*' ? maxIdsInBody : maxIds;
  if (items.length > limit) {
    return apiError(400, { errorCode: 'CMN-106', message: `Batch request is limited to ${limit} entries` });
  }
  const [only] = items;
  if (only !== undefined && items.length === 1 && idText !== '*') return one(only.id, only.body);
  const results = items.map(({ id, body }) => ({ id, answer: one(id, body) }));
  const isAllDeleted = call.method === 'DELETE' && results.every(({ answer }) => answer.status < 300);
  return isAllDeleted ? { status: 204, fields: [], body: undefined } : multiStatus(call, results);
}

interface Item {
  readonly id: string;
  readonly body: JsonObject;
}

/** `DELETE …/*` names its ids in the body: `["1","2"]`. */
function readIds(call: Call, idText: string): readonly Item[] | Answer {
  const ids = idText === '*' && call.method === 'DELETE' ? fromJson(call.body.toString('utf8')) : idText.split(',');
  if (!Array.isArray(ids)) return invalidParameter('body', 'a JSON list of ids is expected');
  return ids.map((id) => ({ id: String(id), body: {} }));
}

function readItems(call: Call, idText: string): readonly Item[] | Answer {
  const type = contentTypeOf(call);
  const ids = idText.split(',');
  if (ids.length === 1 && idText !== '*') {
    const body = readJsonObject(call);
    return body.kind === 'object' ? [{ id: idText, body: body.object }] : body.answer;
  }
  const entries = type === 'multipart/mixed' ? readParts(call) : type === vendorType ? readList(call) : undefined;
  if (entries === undefined) return unsupportedType(type);
  const items = entries.map((entry, index) => ({
    id: idText === '*' ? String(entry.resourceId) : (ids[index] ?? ''),
    body: entry.body,
  }));
  const isPaired =
    idText === '*' ? entries.every(({ resourceId }) => resourceId !== undefined) : items.length === ids.length;
  return isPaired && entries.every(({ body }) => isJsonObject(body))
    ? items.map(({ id, body }) => ({ id, body: isJsonObject(body) ? body : {} }))
    : invalidParameter('body', 'one JSON object for each id is expected');
}

interface Entry {
  readonly resourceId?: unknown;
  readonly body: unknown;
}

/** `[{"resourceId":…,"body":{…}}, …]`. */
function readList(call: Call): readonly Entry[] {
  const list = fromJson(call.body.toString('utf8'));
  if (!Array.isArray(list)) return [];
  return list.map((entry: unknown) =>
    isJsonObject(entry) ? { resourceId: entry['resourceId'], body: entry['body'] } : { body: undefined },
  );
}

/** The JSON bodies of a multipart/mixed request, which has no status part. Lines only: JSON has no use for exact line ends. */
function readParts(call: Call): readonly Entry[] {
  const [, quoted, plain] = /boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(fieldOf(call, 'content-type') ?? '') ?? [];
  const delimiter = `--${quoted ?? plain ?? ''}`;
  const parts: string[][] = [];
  for (const line of call.body.toString('utf8').split(/\r?\n/)) {
    if (line.trimEnd() === `${delimiter}--`) break;
    if (line.trimEnd() === delimiter) parts.push([]);
    else parts.at(-1)?.push(line);
  }
  return parts.map((lines) => ({ body: fromJson(lines.slice(lines.indexOf('') + 1).join('\n')) }));
}

interface PartResult {
  readonly id: string;
  readonly answer: Answer;
}

function multiStatus(call: Call, results: readonly PartResult[]): Answer {
  const form = (fieldOf(call, 'accept') ?? '').includes(vendorType) ? 'vendor' : 'multipart';
  const path = call.url.pathname.slice(0, call.url.pathname.lastIndexOf('/'));
  const parts = results.map(({ id, answer }) => ({
    id,
    href: `${call.origin}${path}/${id}`,
    status: answer.status,
    body: answer.body?.toString() ?? '',
  }));
  return writeMultiStatus(parts, form);
}

/** One part of a 207 to write; `body` is JSON text, empty for none. */
export interface MultiStatusPart {
  readonly id: string;
  readonly href: string;
  readonly status: number;
  readonly body: string;
}

/** The forms of a 207: `vendor` and `json` have the same list under two media types. */
export type MultiStatusForm = 'multipart' | 'vendor' | 'json';

/** A 207 with these parts. */
export function writeMultiStatus(parts: readonly MultiStatusPart[], form: MultiStatusForm): Answer {
  if (form === 'multipart') return writeMultipart(parts);
  const list = parts.map(({ id, status, body }) => {
    const head = toJson({ resourceId: id, status });
    return body === '' ? head : `${head.slice(0, -1)},"body":${body}}`;
  });
  const type = form === 'vendor' ? vendorType : 'application/json;charset=UTF-8';
  return { ...json([], 207), fields: [['Content-Type', type]], body: `[${list.join(',')}]` };
}

function writeMultipart(parts: readonly MultiStatusPart[]): Answer {
  const boundary = `Boundary_${randomUUID()}`;
  const response = parts.map(({ href, status }) => ({ href, status, responseDescription: descriptions[status] ?? '' }));
  const bodies = [toJson({ response }), ...parts.map(({ body }) => body)];
  const written = bodies.map((body) => `--${boundary}\r\nContent-Type: application/json\r\n\r\n${body}\r\n`);
  return {
    status: 207,
    fields: [['Content-Type', `multipart/mixed; boundary=${boundary}`]],
    body: `${written.join('')}--${boundary}--\r\n`,
  };
}

const descriptions: Readonly<Record<number, string>> = {
  200: 'OK',
  204: 'No Content',
  400: 'Bad Request',
  404: 'Not Found',
  500: 'Internal Server Error',
};
