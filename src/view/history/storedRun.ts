import * as v from 'valibot';
import type { RunRecord } from '../../run/record';
import { parseRecord } from './recordSchema';

/** What a list shows of a run, masked like its record. */
export interface RunSummary {
  readonly id: string;
  /** URI of the request's file and the key of the request in it. */
  readonly uri: string;
  readonly key: string;
  readonly title: string;
  readonly method: string;
  readonly url: string;
  readonly environment: string | undefined;
  /** ISO 8601. */
  readonly startedAt: string;
  /** Milliseconds. */
  readonly duration: number;
  /** `200 OK`, or what happened instead. */
  readonly status: string;
  readonly icon: SummaryIcon;
}

const icons = ['pass', 'warning', 'error', 'circle-slash', 'info'] as const;

/** The class of a run, by its icon. */
export type SummaryIcon = (typeof icons)[number];

/** A run as the history keeps it. */
export interface StoredRun {
  readonly summary: RunSummary;
  /** With its body in memory, masked and perhaps cut as `keptBody` says. */
  readonly record: RunRecord;
  /** The block of the request as it was sent, with the file variables that it names; masked. */
  readonly source: string;
}

/** What a file of the history is. `newer`: written by a later version of this extension, and not to be touched. */
export type Reading<Value> =
  { readonly kind: 'read'; readonly value: Value } | { readonly kind: 'damaged' } | { readonly kind: 'newer' };

const version = 1;

/**
 * The file of a run: a line of JSON with its summary, a line of JSON with its record, then the octets of its body. So a list reads the beginning of
 * each file and nothing more.
 */
export function encodeRun({ summary, record, source }: StoredRun): Uint8Array {
  const { content, ...bodiless } = record;
  const body = content?.kind === 'memory' ? content.octets : undefined;
  const head = JSON.stringify({ rcreqRun: version, run: summary });
  const rest = JSON.stringify({ record: bodiless, source, body: body?.length });
  const text = new TextEncoder().encode(`${head}\n${rest}\n`);
  if (body === undefined) return text;
  const octets = new Uint8Array(text.length + body.length);
  octets.set(text);
  octets.set(body, text.length);
  return octets;
}

/** The summary, from so many octets of a file that its first line is among them. */
export function decodeSummary(head: Uint8Array): Reading<RunSummary> {
  const end = head.indexOf(lineFeed);
  const json = end < 0 ? undefined : parsedJson(head.subarray(0, end));
  if (v.is(newerHead, json)) return { kind: 'newer' };
  const parsed = v.safeParse(headLine, json);
  if (!parsed.success) return { kind: 'damaged' };
  return { kind: 'read', value: parsed.output.run };
}

/** A whole file. */
export function decodeRun(octets: Uint8Array): Reading<StoredRun> {
  const head = decodeSummary(octets);
  if (head.kind !== 'read') return head;
  const start = octets.indexOf(lineFeed) + 1;
  const end = octets.indexOf(lineFeed, start);
  const parsed = v.safeParse(restLine, end < 0 ? undefined : parsedJson(octets.subarray(start, end)));
  const record = parsed.success ? parseRecord(parsed.output.record) : undefined;
  if (!parsed.success || record === undefined) return { kind: 'damaged' };
  const { body: size, source } = parsed.output;
  const body = octets.subarray(end + 1);
  if (body.length !== (size ?? 0)) return { kind: 'damaged' };
  const content = size === undefined ? undefined : ({ kind: 'memory', octets: body, size } as const);
  return { kind: 'read', value: { summary: head.value, record: { ...record, content }, source } };
}

const lineFeed = 0x0a;

const newerHead = v.object({ rcreqRun: v.pipe(v.number(), v.minValue(version + 1)) });

const summary = v.pipe(
  v.object({
    id: v.string(),
    uri: v.string(),
    key: v.string(),
    title: v.string(),
    method: v.string(),
    url: v.string(),
    environment: v.optional(v.string()),
    startedAt: v.pipe(v.string(), v.isoTimestamp()),
    duration: v.number(),
    status: v.string(),
    icon: v.picklist(icons),
  }),
  v.transform(({ environment, ...members }): RunSummary => ({ ...members, environment })),
);

const headLine = v.object({ rcreqRun: v.literal(version), run: summary });

const restLine = v.object({
  record: v.unknown(),
  source: v.string(),
  body: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0))),
});

function parsedJson(octets: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(octets));
  } catch {
    return undefined;
  }
}
