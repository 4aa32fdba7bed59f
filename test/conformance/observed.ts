import type { Sent } from '../../src/http/trace';
import type { Part } from '../../src/http/outcome';
import type { CaseOutcome } from './suite';

/** Reads what an outcome names out of what was sent; names as in the README of the cases. `undefined` stands for a fact that is not there. */
const readers: Readonly<Record<string, (sent: Sent) => unknown>> = {
  category: ({ outcome }) => outcome.category,
  outcome: ({ outcome }) => outcome.kind,
  status: ({ outcome }) => outcome.status ?? null,
  attempts: (sent) => sent.attempts,
  redirects: (sent) => sent.redirects,
  retries: (sent) => sent.retries,
  renewals: (sent) => sent.renewals,
  waitsMs: (sent) => sent.waits,
  finalUrl: (sent) => sent.finalUrl ?? null,
  warnings: (sent) => [...sent.warnings].sort(),
  reason: ({ outcome }) => outcome.reason,
  body: (sent) => text(contentOf(sent)) || null,
  fromCache: ({ outcome }) => outcome.fromCache,
  retryable: ({ outcome }) => outcome.retryable,
  retryAfterMs: ({ outcome }) => outcome.retryAfter,
  needsLogin: ({ outcome }) => outcome.needsLogin,
  errorCodes: ({ outcome }) =>
    outcome.error?.errors.map((error) => error.errorCode).filter((code) => code !== undefined) ?? [],
  legacyErrorCode: ({ outcome }) => outcome.error?.legacyErrorCode ?? null,
  oauthError: ({ outcome }) => outcome.error?.oauthError ?? null,
  advice: ({ outcome }) => outcome.advice ?? null,
  allow: ({ outcome }) => outcome.allow,
  sunset: ({ outcome }) => outcome.sunset,
  correlation: ({ outcome }) => outcome.correlation,
  saveName: ({ outcome }) => outcome.saveName ?? null,
  rateLimit: ({ outcome }) =>
    outcome.rateLimit === undefined
      ? null
      : Object.fromEntries(Object.entries(outcome.rateLimit).filter(([, value]) => value !== undefined)),
};

/** Members that are checked elsewhere. */
const elsewhere = new Set(['request', 'parts', 'deprecated', 'recordsMustNotContain', 'render']);

/** Where an outcome differs from what was sent, one sentence each. A member that nobody can read is a difference. */
export function outcomeDifferences(expected: CaseOutcome, sent: Sent): readonly string[] {
  const differences: string[] = [];
  for (const [name, value] of Object.entries(expected)) {
    if (elsewhere.has(name)) continue;
    const reader = readers[name];
    const wanted = wantedOf(name, value);
    if (reader === undefined) differences.push(`${name}: the runner does not know this member`);
    else if (isObject(wanted)) differences.push(...memberDifferences(name, wanted, reader(sent)));
    else differences.push(...difference(name, wanted, reader(sent)));
  }
  if ('deprecated' in expected) {
    const { deprecated } = sent.outcome;
    const isFlag = typeof expected['deprecated'] === 'boolean';
    differences.push(
      ...difference('deprecated', expected['deprecated'], isFlag ? deprecated !== undefined : deprecated),
    );
  }
  if (expected.parts !== undefined) differences.push(...partDifferences(expected.parts, sent));
  return differences;
}

/** Warnings are a set, and an empty body is none. */
function wantedOf(name: string, value: unknown): unknown {
  if (name === 'warnings' && Array.isArray(value)) return [...new Set<unknown>(value)].sort();
  return name === 'body' && value === '' ? null : value;
}

/** Members that an object does not name are not checked either. Names of fields have no case. */
function memberDifferences(name: string, expected: object, actual: unknown): readonly string[] {
  const members = isObject(actual) ? new Map<string, unknown>(Object.entries(actual)) : new Map<string, unknown>();
  const named = new Map([...members].map(([member, value]) => [member.toLowerCase(), value]));
  return Object.entries(expected).flatMap(([member, value]) =>
    difference(`${name} ${member}`, value, members.get(member) ?? named.get(member.toLowerCase())),
  );
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function partDifferences(expected: NonNullable<CaseOutcome['parts']> | null, sent: Sent): readonly string[] {
  const { parts } = sent.outcome;
  if (expected === null || parts === undefined) return difference('parts', expected, parts ?? null);
  if (expected.length !== parts.length) return difference('number of parts', expected.length, parts.length);
  return parts.flatMap((part, at) =>
    Object.entries(expected[at] ?? {}).flatMap(([name, value]) =>
      difference(`part ${at + 1} ${name}`, value, partMember(name, part, contentOf(sent))),
    ),
  );
}

function partMember(name: string, part: Part, content: Uint8Array): unknown {
  const body = part.body.kind === 'text' ? part.body.text : text(content.subarray(part.body.start, part.body.end));
  switch (name) {
    case 'status':
      return part.status ?? null;
    case 'resourceId':
      return part.resourceId ?? null;
    case 'outcome':
      return part.outcome;
    case 'bodyText':
      return body;
    case 'json':
      return parsed(body);
    default:
      return `the runner does not know the member ${name}`;
  }
}

function difference(name: string, expected: unknown, actual: unknown): readonly string[] {
  if (canonical(expected) === canonical(actual)) return [];
  return [`${name}: expected ${JSON.stringify(expected)}, got ${JSON.stringify(actual)}`];
}

/** JSON with the members of objects in order, so that their order does not count. */
function canonical(value: unknown): string {
  return JSON.stringify(value ?? null, (_, member: unknown) =>
    typeof member === 'object' && member !== null && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1)))
      : member,
  );
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json.replace(/^\ufeff/, ''));
  } catch {
    return `no JSON: ${json}`;
  }
}

function contentOf(sent: Sent): Uint8Array {
  const content = sent.response?.content;
  return content?.kind === 'memory' ? content.octets : new Uint8Array();
}

function text(octets: Uint8Array): string {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(octets);
}
