import type { Field } from '../http/message';
import type { ContentReader } from '../http/ports';
import type { RunRecord } from '../run/record';
import { openBody } from './body/body';
import type { Body, BodyForm } from './body/body';
import { contentSource, octetsSource, sliceSource } from './body/octetSource';
import type { OctetSource } from './body/octetSource';
import type { RowPager } from './body/rowPager';
import type { BodySnapshot, BodyTarget, Page } from './protocol';
import { wordSize } from './wording/quantity';

/** Rows that go with a snapshot, enough for any first screen. */
const FIRST_ROWS = 120;

interface OpenedBody {
  readonly body: Body;
  /** Counts the changes that make rows sent before wrong: folding, and another form in their place. */
  generation: number;
}

/** The bodies of one record that have been looked at, each opened on first use and held until another record is shown. */
export class ShownBodies {
  readonly #record: RunRecord;
  readonly #contents: ContentReader;
  readonly #opened = new Map<BodyTarget, Promise<OpenedBody | undefined>>();

  constructor(record: RunRecord, contents: ContentReader) {
    this.#record = record;
    this.#contents = contents;
  }

  /** A body in a form that it has, else in its best; undefined when there is no such body. */
  async snapshot(target: BodyTarget, wanted: BodyForm | undefined): Promise<BodySnapshot | undefined> {
    const opened = await this.#open(target);
    if (opened === undefined) return undefined;
    const { body } = opened;
    let form = bestForm(body, wanted);
    if (form !== 'preview') await advanceFirst(body.pager(form));
    if (!body.forms.includes(form)) form = bestForm(body, undefined);
    return {
      runId: this.#record.id,
      target,
      forms: body.forms,
      form,
      label: labelOf(body),
      notes: [...wordKept(this.#record), ...(await body.notes())],
      page: form === 'preview' ? undefined : await this.#page(opened, form, { from: 0, count: FIRST_ROWS }),
      preview: form === 'preview' ? await body.preview() : undefined,
    };
  }

  /** Rows of a body; undefined when it has no such form any more. */
  async page(target: BodyTarget, form: BodyForm, range: RowRange): Promise<Page | undefined> {
    const opened = await this.#open(target);
    return opened === undefined ? undefined : this.#page(opened, form, range);
  }

  /** Folds or unfolds and gives the rows that then stand in the range; undefined when nothing changed. */
  async fold(target: BodyTarget, row: number, isFolded: boolean, range: RowRange): Promise<Page | undefined> {
    const opened = await this.#open(target);
    if (opened === undefined || !(await opened.body.pager('pretty').fold(row, isFolded))) return undefined;
    opened.generation += 1;
    return this.#page(opened, 'pretty', range);
  }

  /** Indexes the next stretch of a form; false when there is nothing left to index, or the body has lost the form. */
  async advance(target: BodyTarget, form: BodyForm): Promise<boolean> {
    const opened = await this.#open(target);
    if (opened === undefined || form === 'preview') return false;
    const pager = opened.body.pager(form);
    if (pager.isComplete) return false;
    await pager.advance();
    return !pager.isComplete;
  }

  async #page(opened: OpenedBody, form: BodyForm, { from, count }: RowRange): Promise<Page | undefined> {
    if (form === 'preview' || !opened.body.forms.includes(form)) return undefined;
    const pager = opened.body.pager(form);
    const { generation } = opened;
    const rows = from < pager.total ? await pager.rows(from, count) : [];
    return { form, generation, total: pager.total, isComplete: pager.isComplete, from, rows };
  }

  #open(target: BodyTarget): Promise<OpenedBody | undefined> {
    const held = this.#opened.get(target);
    if (held !== undefined) return held;
    const found = this.#find(target);
    const opening =
      found === undefined
        ? Promise.resolve(undefined)
        : openBody(found.octets, found.contentType).then((body): OpenedBody => ({ body, generation: 0 }));
    this.#opened.set(target, opening);
    return opening;
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

/** Rows by place among those that are not folded away. */
export interface RowRange {
  readonly from: number;
  readonly count: number;
}

function bestForm(body: Body, wanted: BodyForm | undefined): BodyForm {
  const [best = 'hex'] = body.forms;
  return wanted !== undefined && body.forms.includes(wanted) ? wanted : best;
}

/** Indexes enough for a first screen. */
async function advanceFirst(pager: RowPager): Promise<void> {
  while (!pager.isComplete && pager.total === 0) await pager.advance();
}

function contentTypeOf(fields: readonly Field[]): string {
  return fields.find(({ name }) => name.toLowerCase() === 'content-type')?.value ?? '';
}

/** How a body of the history differs from the one that came. */
function wordKept({ keptBody, content }: RunRecord): readonly string[] {
  if (keptBody === undefined) return [];
  const { size, isCut, isMasked } = keptBody;
  return [
    ...(isCut ? [`The history kept the first ${wordSize(content?.size ?? 0)} of ${wordSize(size)}.`] : []),
    ...(isMasked ? ['Secrets are masked in the history.'] : []),
  ];
}

function labelOf(body: Body): string {
  const names = { json: 'JSON', html: 'HTML', xml: 'XML', svg: 'SVG', image: 'image', text: 'text', binary: 'binary' };
  const isText = body.media !== 'image' && body.media !== 'binary';
  return [names[body.media], ...(isText ? [body.charset.name] : []), wordSize(body.size)].join(' · ');
}
