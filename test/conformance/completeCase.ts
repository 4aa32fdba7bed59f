import type { Case } from './suite';
import { list, members } from './vocabulary';

type Members = Readonly<Record<string, unknown>>;

/** The name of a case, whatever its file holds. */
export function idOf(one: unknown): string {
  const { id } = members(one);
  return typeof id === 'string' ? id : '(no id)';
}

/** A case as the runner takes it, from one that leaves out or writes otherwise what has only one meaning: no headers, headers as an object, numbers for texts. */
export function completeCase(one: unknown): Case {
  const { state, exchanges, outcomes, requests, ...rest } = members(one);
  const sent = list(requests).map(request);
  const complete = {
    ...rest,
    id: idOf(one),
    state: withoutNulls(state),
    requests: sent,
    exchanges: list(exchanges).map((each) => exchange(each, sent[0]?.id)),
    outcomes: list(outcomes).map((each) => ({ request: sent[0]?.id, ...members(each) })),
  };
  return complete as unknown as Case;
}

function request(value: unknown, at: number) {
  const { headers, query, pathParams, body, ...rest } = withoutNulls(value);
  return {
    id: `r${at + 1}`,
    method: 'GET',
    ...rest,
    headers: pairs(headers).map(([name, field]) => [name, text(field)]),
    body: body === undefined ? null : text(body),
    query: queryOf(query),
    pathParams: Object.fromEntries(
      Object.entries(members(pathParams)).map(([name, part]) => [name, textOrList(part) ?? '']),
    ),
  };
}

function queryOf(query: unknown) {
  if (!Array.isArray(query)) return pairs(query).map(([name, value]) => [name, textOrList(value)]);
  return query.map((each: unknown) => {
    if (Array.isArray(each)) return [text(each[0]), textOrList(each[1])];
    const { name, value, ...rest } = members(each);
    return { ...rest, name: text(name), value: textOrList(value) };
  });
}

function exchange(value: unknown, first: string | undefined) {
  const { expect, respond, ...rest } = withoutNulls(value);
  const { headers, body, ...answer } = withoutNulls(respond);
  const isFailure = 'fail' in answer;
  const content = body === undefined || body instanceof Uint8Array ? body : text(body);
  const response = { status: 200, ...answer, headers: pairs(headers).map(([name, field]) => [name, text(field)]) };
  return {
    for: first,
    ...rest,
    expect: members(expect),
    respond: isFailure
      ? { phase: 'response', ...answer }
      : { ...response, ...(content === undefined ? {} : { body: content }) },
  };
}

/** Names and values, from a list of pairs, a list of `{name, value}`, or an object. */
function pairs(value: unknown): readonly (readonly [string, unknown])[] {
  if (!Array.isArray(value)) return Object.entries(members(value));
  return value.map((each: unknown) => {
    if (Array.isArray(each)) return [text(each[0]), each[1]];
    const pair = members(each);
    return [text(pair['name']), pair['value']];
  });
}

function textOrList(value: unknown): string | readonly string[] | null {
  if (value === null || value === undefined) return null;
  return Array.isArray(value) ? value.map(text) : text(value);
}

function text(value: unknown): string {
  if (typeof value === 'string') return value;
  return value === null || value === undefined ? '' : JSON.stringify(value);
}

function withoutNulls(value: unknown): Members {
  return Object.fromEntries(Object.entries(members(value)).filter(([, member]) => member !== null));
}
