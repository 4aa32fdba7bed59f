import type { Field } from '../http/message';
import type { ContentReader } from '../http/ports';
import type { RunRecord } from '../run/record';
import { openBody } from './body/body';
import type { Body, BodyForm } from './body/body';
import { CHARSETS } from './body/charset';
import { contentSource, octetsSource, sliceSource } from './body/octetSource';
import type { OctetSource } from './body/octetSource';
import type { RowPager } from './body/rowPager';
import { linkFields } from './links';
import type { NamedLink } from './links';
import { OpenedBody } from './openedBody';
import type { BodySnapshot, BodyTarget, CharsetView } from './protocol';
import { wordKept } from './wording/kept';
import { wordSize } from './wording/quantity';

/** Rows that go with a snapshot, enough for any first screen. */
const FIRST_ROWS = 120;

/** The bodies of one record that have been looked at, each opened on first use and held until another record is shown. */
export class ShownBodies {
  readonly #record: RunRecord;
  readonly #contents: ContentReader;
  readonly #opened = new Map<BodyTarget, Promise<OpenedBody | undefined>>();
  /** The links of the response's Link fields. */
  readonly links: readonly NamedLink[];

  constructor(record: RunRecord, contents: ContentReader) {
    this.#record = record;
    this.#contents = contents;
    this.links = linkFields(record.exchanges.at(-1)?.response?.fields ?? [], this.base);
  }

  /** The URL that links in the bodies are seen from. */
  get base(): string {
    return this.#record.finalUrl ?? this.#record.url;
  }

  /** A body, opened on first use; undefined when there is no such body. */
  open(target: BodyTarget): Promise<OpenedBody | undefined> {
    const opening = this.#opened.get(target) ?? this.#openAs(target, undefined, 0);
    this.#opened.set(target, opening);
    return opening;
  }

  /** Opens a body anew with its text in another encoding; undefined: as it says itself. */
  async decode(target: BodyTarget, charset: string | undefined): Promise<void> {
    const before = await this.#opened.get(target);
    this.#opened.set(target, this.#openAs(target, charset, (before?.generation ?? 0) + 1));
  }

  /** A body in a form that it has, else in its best; undefined when there is no such body. */
  async snapshot(target: BodyTarget, wanted: BodyForm | undefined): Promise<BodySnapshot | undefined> {
    const opened = await this.open(target);
    if (opened === undefined) return undefined;
    const { body } = opened;
    let form = bestForm(opened, wanted);
    if (form !== 'preview') await advanceFirst(opened.pager(form));
    if (form !== 'filter' && !body.forms.includes(form)) form = bestForm(opened, undefined);
    return {
      runId: this.#record.id,
      target,
      forms: body.forms,
      form,
      label: labelOf(body),
      charset: charsetOf(body),
      canFilter: body.media === 'json' && body.forms.includes('pretty'),
      canFold: form !== 'preview' && opened.pager(form).foldAll !== undefined,
      filter: form === 'filter' ? opened.filter : undefined,
      links: target === 'response' ? this.links.map(({ relation, kind }) => ({ relation, kind })) : [],
      notes: [...wordKept(this.#record), ...(await body.notes())],
      page: form === 'preview' ? undefined : await opened.page(form, { from: 0, count: FIRST_ROWS }),
      preview: form === 'preview' ? await body.preview() : undefined,
    };
  }

  async #openAs(target: BodyTarget, charset: string | undefined, generation: number): Promise<OpenedBody | undefined> {
    const found = this.#find(target);
    if (found === undefined) return undefined;
    return new OpenedBody(await openBody(found.octets, found.contentType, charset), this.base, generation);
  }

  #find(target: BodyTarget): { readonly octets: OctetSource; readonly contentType: string } | undefined {
    const { content, contentType, parts } = this.#record;
    const whole = content === undefined ? undefined : contentSource(content, this.#contents);
    if (target === 'response') return whole === undefined ? undefined : { octets: whole, contentType };
    const part = parts?.find(({ index }) => index === target);
    if (part === undefined) return undefined;
    const type = contentTypeOf(part.fields);
    if (part.body.kind === 'text')
      return { octets: octetsSource(new TextEncoder().encode(part.body.text)), contentType: type };
    return whole === undefined
      ? undefined
      : { octets: sliceSource(whole, part.body.start, part.body.end), contentType: type };
  }
}

function bestForm(opened: OpenedBody, wanted: BodyForm | undefined): BodyForm {
  const { forms } = opened.body;
  const [best = 'hex'] = forms;
  if (wanted === undefined) return best;
  return forms.includes(wanted) || opened.has(wanted) ? wanted : best;
}

/** Indexes enough for a first screen. */
async function advanceFirst(pager: RowPager): Promise<void> {
  while (!pager.isComplete && pager.total === 0) await pager.advance();
}

function contentTypeOf(fields: readonly Field[]): string {
  return fields.find(({ name }) => name.toLowerCase() === 'content-type')?.value ?? '';
}

function isText(body: Body): boolean {
  return body.media !== 'image' && body.media !== 'binary';
}

function labelOf(body: Body): string {
  const names = { json: 'JSON', html: 'HTML', xml: 'XML', svg: 'SVG', image: 'image', text: 'text', binary: 'binary' };
  return [names[body.media], wordSize(body.size)].join(' · ');
}

function charsetOf(body: Body): CharsetView | undefined {
  if (!isText(body)) return undefined;
  const { name, source } = body.charset;
  return { name, source, others: CHARSETS.filter((other) => other !== name) };
}
