import type { Span } from '../../base/span';
import { emptyContext } from '../context';
import { diagnose } from '../diagnose';
import { applyEdits } from '../format';
import { requestsOf } from '../names/references';
import { parse } from '../parse';
import { templateText } from '../parse/template';
import { quickFixes } from '../quickFixes';

/** The history of REST Client as requests. */
export interface FromHistory {
  readonly text: string;
  /** What was sent and is secret, under the name by which the text means it: `{{$secret NAME}}`. */
  readonly secrets: readonly { readonly name: string; readonly value: string }[];
  /** Requests that could not be written so that the same would be sent, as `METHOD URL` without a query. */
  readonly leftOut: readonly string[];
}

/** One entry of `history.json`, the newest first there. */
interface Entry {
  readonly method: string;
  readonly url: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: string;
  /** Milliseconds since the epoch; undefined where it is not kept. */
  readonly startTime: number | undefined;
}

/** Writes the history as a request file, each request once, the newest first; undefined when the text is no such history. */
export function fromRestClientHistory(json: string): FromHistory | undefined {
  const entries = entriesOf(json);
  if (entries === undefined) return undefined;
  const written = new Map<string, Entry>();
  for (const entry of entries) if (!written.has(blockOf(entry))) written.set(blockOf(entry), entry);
  const isSame = ([block, entry]: readonly [string, Entry]): boolean => saysTheSame(`### x\n${block}\n`, entry);
  const text = [...written]
    .filter(isSame)
    .map(([block, entry]) => `### ${titleOf(entry)}\n${block}\n`)
    .join('\n');
  const leftOut = [...written]
    .filter((each) => !isSame(each))
    .map(([, { method, url }]) => `${method} ${url.replace(/\?.*$/s, '')}`);
  return { ...withoutSecrets(text), leftOut };
}

function entriesOf(json: string): readonly Entry[] | undefined {
  let read: unknown;
  try {
    read = JSON.parse(json);
  } catch {
    return undefined;
  }
  if (!Array.isArray(read)) return undefined;
  const entries = read.flatMap((each) => entryOf(each) ?? []);
  return entries.length === 0 && read.length > 0 ? undefined : entries;
}

function entryOf(value: unknown): Entry | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { method, url, headers, body, startTime } = value as Readonly<Record<string, unknown>>;
  if (typeof method !== 'string' || typeof url !== 'string') return undefined;
  const fields = typeof headers === 'object' && headers !== null ? Object.entries(headers) : [];
  return {
    method,
    url,
    headers: fields
      .filter((field) => !addedByClient.has(field[0].toLowerCase()))
      .map(([name, each]) => [name, String(each)]),
    body: typeof body === 'string' ? body : '',
    startTime: typeof startTime === 'number' ? startTime : undefined,
  };
}

/** Fields that REST Client added by itself, and that are added here as well. */
const addedByClient: ReadonlySet<string> = new Set([
  'user-agent',
  'accept-encoding',
  'content-length',
  'host',
  'connection',
]);

function blockOf({ method, url, headers, body }: Entry): string {
  const lines = [`${method} ${url}`, ...headers.map(([name, value]) => `${name}: ${value}`)];
  return [...lines, ...(body === '' ? [] : ['', body.trimEnd()])].join('\n');
}

function titleOf({ method, url, startTime }: Entry): string {
  const path = URL.canParse(url) ? new URL(url).pathname : url.replace(/\?.*$/s, '');
  const date = startTime === undefined ? '' : `, ${new Date(startTime).toISOString().slice(0, 10)}`;
  return `${method} ${path}${date}`;
}

/** A body may hold lines that would be read as more than a body, and a value what reads as a reference. */
function saysTheSame(text: string, { method, url, headers, body }: Entry): boolean {
  const document = parse(text);
  const [request, ...others] = requestsOf(document);
  if (request === undefined || others.length > 0 || text.includes('{{')) return false;
  const written = (request.body ?? []).map((piece) => (piece.kind === 'text' ? templateText(piece.template) : '\0'));
  const fields = request.fields.map((field) => [field.nameText, templateText(field.value)]);
  return (
    request.assertions.length === 0 &&
    request.method === method &&
    templateText(request.url) === url &&
    JSON.stringify(fields) === JSON.stringify(headers) &&
    written.join('').trimEnd() === body.trimEnd()
  );
}

/** What the editor would complain about as a secret that is typed out becomes a reference, and so do cookies. Two values never share a name. */
function withoutSecrets(text: string): Pick<FromHistory, 'text' | 'secrets'> {
  const secrets: { name: string; value: string }[] = [];
  const nameOf = (wanted: string, value: string): string => {
    const known = secrets.find((each) => each.value === value)?.name;
    const name = known ?? freeName(wanted, secrets);
    if (known === undefined) secrets.push({ name, value });
    return name;
  };
  const edits = typedSecrets(text).map(({ span, name, value }) => ({
    span,
    newText: `{{$secret ${nameOf(name, value)}}}`,
  }));
  return { text: applyEdits(text, edits), secrets };
}

interface TypedSecret {
  readonly span: Span;
  readonly name: string;
  readonly value: string;
}

/** In the order of the text. */
function typedSecrets(text: string): readonly TypedSecret[] {
  const document = parse(text);
  const complaints = diagnose(document, emptyContext).filter(({ code }) => code === 'literal-secret');
  const found = complaints.flatMap((complaint) => {
    const [fix] = quickFixes(document, complaint, emptyContext);
    const [edit] = fix?.edits ?? [];
    return fix?.secret === undefined || edit === undefined ? [] : [{ span: edit.span, ...fix.secret }];
  });
  const cookies = requestsOf(document)
    .flatMap(({ fields }) => fields)
    .filter(({ nameText }) => nameText.toLowerCase() === 'cookie')
    .map(({ value }) => ({ span: value.span, name: 'COOKIE', value: templateText(value) }))
    .filter(
      ({ span, value }) =>
        value !== '' && !found.some((other) => other.span.start < span.end && span.start < other.span.end),
    );
  return [...found, ...cookies].sort((one, other) => one.span.start - other.span.start);
}

function freeName(name: string, taken: readonly { readonly name: string }[]): string {
  for (let count = 1; ; count += 1) {
    const free = count === 1 ? name : `${name}_${count}`;
    if (!taken.some((each) => each.name === free)) return free;
  }
}
