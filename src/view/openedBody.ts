import { BodyFind } from './bodyFind';
import type { Body, BodyForm } from './body/body';
import { markedHex, markedText } from './body/find/marks';
import { matcherOf } from './body/find/matcher';
import type { FindQuery } from './body/find/matcher';
import { OCTETS_A_ROW } from './body/hexRows';
import { filterJson, nodesSource } from './body/json/filterJson';
import { jsonRows } from './body/json/jsonRows';
import type { Patience } from './body/json/filterJson';
import type { OctetSource } from './body/octetSource';
import type { Row } from './body/row';
import type { RowPager } from './body/rowPager';
import { linkOf } from './links';
import type { BodyFilter, Page } from './protocol';
import { wordCount } from './wording/quantity';

/** Rows by place among those that are not folded away. */
export interface RowRange {
  readonly from: number;
  readonly count: number;
}

/** A form that has rows. */
export type RowForm = Exclude<BodyForm, 'preview'>;

/** The selected values of a JSONPath as a body of their own. */
interface FilteredBody {
  readonly filter: BodyFilter;
  readonly source: OctetSource;
  readonly pager: RowPager;
}

/** A body that is being looked at: its folds, its search and its filter. */
export class OpenedBody {
  readonly body: Body;
  /** The URL that its links are seen from. */
  readonly #base: string;
  /** Counts the changes that make rows sent before wrong: folding, a search, another form in their place. */
  #generation: number;
  #find: { readonly form: RowForm; readonly find: BodyFind } | undefined;
  #filtered: FilteredBody | undefined;

  constructor(body: Body, base: string, generation: number) {
    this.body = body;
    this.#base = base;
    this.#generation = generation;
  }

  get generation(): number {
    return this.#generation;
  }

  get filter(): BodyFilter | undefined {
    return this.#filtered?.filter;
  }

  has(form: BodyForm): form is RowForm {
    return form === 'filter' ? this.#filtered !== undefined : form !== 'preview' && this.body.forms.includes(form);
  }

  pager(form: RowForm): RowPager {
    if (form === 'filter') return this.#filtered?.pager ?? this.body.pager('raw');
    return this.body.pager(form);
  }

  /** The octets that the rows of a form show. */
  source(form: RowForm): OctetSource {
    if (form === 'filter') return this.#filtered?.source ?? this.body.source('raw');
    return this.body.source(form);
  }

  /** Rows of a form that it has, with what a search marks in them. */
  async page(form: RowForm, { from, count }: RowRange): Promise<Page> {
    const pager = this.pager(form);
    const generation = this.#generation;
    const rows = from < pager.total ? await this.#marked(form, await pager.rows(from, count)) : [];
    return {
      form,
      generation,
      total: pager.total,
      isComplete: pager.isComplete,
      from,
      rows: rows.map((row) => this.#linked(row)),
    };
  }

  /** Does something that changes rows, and gives those that then stand in the range; undefined when nothing changed. */
  async change(form: RowForm, range: RowRange, work: (pager: RowPager) => Promise<boolean>): Promise<Page | undefined> {
    if (!(await work(this.pager(form)))) return undefined;
    this.#generation += 1;
    return this.page(form, range);
  }

  /** Begins a search in a form, in the place of the one before; the sentence that says why it cannot. An empty text ends the search. */
  async find(form: RowForm, query: FindQuery, from: number): Promise<BodyFind | string | undefined> {
    this.#find = undefined;
    this.#generation += 1;
    if (query.text === '') return undefined;
    const isJson = form === 'filter' || (form === 'pretty' && this.body.media === 'json');
    const matcher = matcherOf(query, form === 'hex' ? 'hex' : isJson ? 'json' : 'text');
    if (typeof matcher === 'string') return matcher;
    const pager = this.pager(form);
    const find = new BodyFind(this.source(form), pager, matcher, await pager.offsetAt(from));
    this.#find = { form, find };
    return find;
  }

  /** The search in a form that is under way or done. */
  foundIn(form: RowForm): BodyFind | undefined {
    return this.#find?.form === form ? this.#find.find : undefined;
  }

  /** Shows what a JSONPath selects as the form `filter`; an empty path ends that. */
  async setFilter(path: string, patience: Patience): Promise<void> {
    if (path === '') {
      this.#filtered = undefined;
      return;
    }
    const whole = this.body.source('pretty');
    const found = await filterJson(whole, path, patience);
    if (patience.isOver()) return;
    const nodes = found.kind === 'nodes' ? found.nodes : [];
    const source = nodesSource(whole, nodes);
    this.#filtered = { filter: { path, ...wordFiltered(found) }, source, pager: jsonRows(source) };
    this.#generation += 1;
  }

  async #marked(form: RowForm, rows: readonly Row[]): Promise<readonly Row[]> {
    const matcher = this.foundIn(form)?.matcher;
    const [first] = rows;
    if (matcher === undefined || first === undefined) return rows;
    if (form !== 'hex') return rows.map((row) => markedText(row, matcher));
    const near = Math.min(matcher.reach, 4096);
    const start = Math.max(0, first.row * OCTETS_A_ROW - near);
    const end = (first.row + rows.length) * OCTETS_A_ROW + near;
    return markedHex(rows, await this.source(form).read(start, end), start, matcher);
  }

  #linked({ href, ...row }: Row): Row {
    const link = href === undefined ? undefined : linkOf(href, this.#base);
    return link === undefined ? row : { ...row, link: link.kind };
  }
}

function wordFiltered(found: Awaited<ReturnType<typeof filterJson>>): Omit<BodyFilter, 'path'> {
  if (found.kind === 'fault') return { text: found.message, isFault: true };
  if (found.isCapped) return { text: `The first ${wordCount(found.nodes.length, 'match', 'matches')}`, isFault: false };
  return {
    text: found.nodes.length === 0 ? 'No matches' : wordCount(found.nodes.length, 'match', 'matches'),
    isFault: false,
  };
}
