import { assertNever } from '../base/assertNever';
import type { ContentReader } from '../http/ports';
import type { RunRecord } from '../run/record';
import type { BodyForm } from './body/body';
import type { BodyFind } from './bodyFind';
import { copyText } from './copyText';
import { linkOf } from './links';
import type { Link } from './links';
import type { OpenedBody, RowForm } from './openedBody';
import type { BodyActions } from './panelActions';
import type { BodySnapshot, BodyTarget, FoundView, HostMessage, Page, WebviewMessage } from './protocol';
import { ShownBodies } from './shownBodies';

/** A question or wish of the panel about a body. */
export type BodyMessage = Exclude<WebviewMessage, { kind: 'ready' | 'act' }>;

/** The world, as the conversation about bodies may touch it. */
export interface BodyHostPorts {
  readonly post: (message: HostMessage) => void;
  readonly contents: ContentReader;
  readonly bodyActions: BodyActions;
  /** Milliseconds since the epoch. */
  readonly time: () => number;
  /** Lets other work go first, between two stretches of indexing. */
  readonly pause: () => Promise<void>;
  /** Hears of a body that cannot be read. */
  readonly warn: (message: string) => void;
}

/** Milliseconds between two news of a growing index or search. */
const GROWTH_INTERVAL = 100;

/** Milliseconds of searching before other work goes first. */
const SEARCH_SLICE = 8;

type About<Kind extends BodyMessage['kind']> = Extract<BodyMessage, { kind: Kind }>;

/** The host's side of the conversation about the bodies of one record, from when it is shown until something else is. */
export class BodyHost {
  readonly #record: RunRecord;
  readonly #ports: BodyHostPorts;
  readonly #bodies: ShownBodies;
  /** The pagers being indexed, so that none is indexed twice at once. */
  readonly #indexing = new Set<unknown>();
  /** Counts the filters asked for, since only the last one is of interest. */
  #filters = 0;
  /** Counts what was asked to be copied: a value far down takes longer to find than the one asked for after it. */
  #copies = 0;
  #isClosed = false;

  constructor(record: RunRecord, ports: BodyHostPorts) {
    this.#record = record;
    this.#ports = ports;
    this.#bodies = new ShownBodies(record, ports.contents);
  }

  /** Ends all work: nothing is posted from now on. */
  close(): void {
    this.#isClosed = true;
  }

  /** The body of the response in its best form; undefined when it has none. */
  async first(): Promise<BodySnapshot | undefined> {
    const { content } = this.#record;
    return content !== undefined && content.size > 0 ? this.#snapshot('response', undefined) : undefined;
  }

  /** Answers a message about a body of this record. */
  async receive(message: BodyMessage): Promise<void> {
    try {
      await this.#answer(message);
    } catch (error) {
      this.#warn(error);
    }
  }

  async #answer(message: BodyMessage): Promise<void> {
    const { target } = message;
    switch (message.kind) {
      case 'open':
        await this.#show(target, message.form);
        return;
      case 'decode':
        await this.#bodies.decode(target, message.charset);
        await this.#show(target, message.form);
        return;
      case 'followLink':
        this.#follow(this.#bodies.links[message.link]);
        return;
      case 'filter':
        await this.#filter(message);
        return;
      case 'rows':
      case 'fold':
      case 'foldAll':
      case 'more':
      case 'find':
      case 'step':
      case 'copy':
      case 'parent':
      case 'follow': {
        const opened = await this.#bodies.open(target);
        const { form } = message;
        if (opened?.has(form) === true) await this.#answerIn(opened, form, message);
        return;
      }
      default:
        assertNever(message);
    }
  }

  async #answerIn(
    opened: OpenedBody,
    form: RowForm,
    message: Exclude<BodyMessage, { kind: 'open' | 'decode' | 'filter' | 'followLink' }>,
  ): Promise<void> {
    const { target } = message;
    const { pause } = this.#ports;
    switch (message.kind) {
      case 'rows':
        this.#sayRows(target, await opened.page(form, message));
        return;
      case 'fold':
        this.#sayRows(
          target,
          await opened.change(
            form,
            message,
            async (pager) => (await pager.fold?.(message.row, message.isFolded)) === true,
          ),
        );
        return;
      case 'foldAll':
        this.#sayRows(
          target,
          await opened.change(form, message, async (pager) => (await pager.foldAll?.(message.depth, pause)) === true),
        );
        return;
      case 'more':
        this.#sayRows(
          target,
          await opened.change(form, message, async (pager) => (await pager.showMore?.(message.row)) === true),
        );
        return;
      case 'find':
        await this.#find(opened, form, message);
        return;
      case 'step':
        opened.foundIn(form)?.step(message.by);
        await this.#sayFound(opened, form, target);
        return;
      case 'copy':
        await this.#copy(opened, form, message);
        return;
      case 'parent': {
        const place = await opened.pager(form).parent?.(message.row);
        if (place !== undefined) this.#post({ kind: 'parent', runId: this.#record.id, target, form, place });
        return;
      }
      case 'follow': {
        const href = await opened.pager(form).href?.(message.row);
        this.#follow(href === undefined ? undefined : linkOf(href, this.#bodies.base));
        return;
      }
      default:
        assertNever(message);
    }
  }

  async #show(target: BodyTarget, form: BodyForm | undefined): Promise<void> {
    const body = await this.#snapshot(target, form);
    if (body === undefined) return;
    this.#post({ kind: 'body', body });
    await this.index(body);
  }

  /** Searches slice by slice, and says how far it is, until it is done or another search takes its place. */
  async #find(opened: OpenedBody, form: RowForm, message: About<'find'>): Promise<void> {
    const { target } = message;
    const find = await opened.find(form, message.query, message.anchor);
    this.#sayRows(target, await opened.page(form, message));
    if (find === undefined) return;
    if (typeof find === 'string') {
      this.#post({ kind: 'found', runId: this.#record.id, target, found: { ...nothingFound(form), fault: find } });
      return;
    }
    const isOver = (): boolean => opened.foundIn(form) !== find;
    let said = this.#ports.time();
    while (!find.isComplete && !isOver()) {
      if (await this.#searchSlice(find)) await this.#sayFound(opened, form, target);
      if (!(await this.#pause())) return;
      if (this.#ports.time() - said < GROWTH_INTERVAL) continue;
      said = this.#ports.time();
      await this.#sayFound(opened, form, target, false);
    }
    if (!isOver()) await this.#sayFound(opened, form, target, false);
  }

  /** Searches for some milliseconds; true when there is a first match to be shown. */
  async #searchSlice(find: BodyFind): Promise<boolean> {
    const start = this.#ports.time();
    let isFirst;
    do isFirst = await find.advance();
    while (!find.isComplete && !isFirst && this.#ports.time() - start < SEARCH_SLICE);
    return isFirst;
  }

  /** Says how far a search is, and where its current match stands; `isShown` false leaves that as it is. */
  async #sayFound(opened: OpenedBody, form: RowForm, target: BodyTarget, isShown = true): Promise<void> {
    const find = opened.foundIn(form);
    if (find === undefined) return;
    const before = opened.pager(form).total;
    const current = isShown ? await find.place(() => this.#ports.pause()) : undefined;
    if (current !== undefined && opened.pager(form).total !== before) {
      const range = { from: Math.max(0, current.place - 20), count: 100 };
      this.#sayRows(target, await opened.change(form, range, () => Promise.resolve(true)));
    }
    const { count, isComplete, isCapped } = find;
    const found: FoundView = { form, count, isComplete, isCapped, current, index: find.current, fault: undefined };
    this.#post({ kind: 'found', runId: this.#record.id, target, found });
  }

  async #filter({ target, path }: About<'filter'>): Promise<void> {
    const opened = await this.#bodies.open(target);
    if (opened?.has('pretty') !== true) return;
    this.#filters += 1;
    const own = this.#filters;
    const isOver = (): boolean => this.#isClosed || own !== this.#filters;
    await opened.setFilter(path, { pause: () => this.#ports.pause(), isOver });
    if (!isOver()) await this.#show(target, path === '' ? 'pretty' : 'filter');
  }

  async #copy(opened: OpenedBody, form: RowForm, { target, row, what }: About<'copy'>): Promise<void> {
    this.#copies += 1;
    const own = this.#copies;
    const copied = await copyText(opened, form, { row, what, pause: () => this.#ports.pause() });
    if (this.#isClosed || own !== this.#copies) return;
    if (copied.text !== undefined) this.#ports.bodyActions.copyText(copied.text);
    this.#post({ kind: 'said', runId: this.#record.id, target, text: copied.message });
  }

  #follow(link: Link | undefined): void {
    if (link === undefined) return;
    if (link.kind === 'api') this.#ports.bodyActions.followLink(this.#record.id, link.url);
    else this.#ports.bodyActions.openExternal(link.url);
  }

  /** Indexes the rest of a form that was opened, stretch by stretch, and says how far it is; ends when something else is shown. */
  async index({ target, form, page }: BodySnapshot): Promise<void> {
    const opened = page === undefined ? undefined : await this.#bodies.open(target);
    if (opened?.has(form) !== true) return;
    const pager = opened.pager(form);
    if (this.#isClosed || this.#indexing.has(pager)) return;
    this.#indexing.add(pager);
    let said = this.#ports.time();
    try {
      while (!pager.isComplete) {
        await pager.advance();
        if (!(await this.#pause())) return;
        if (this.#ports.time() - said < GROWTH_INTERVAL) continue;
        said = this.#ports.time();
        this.#sayRows(target, await opened.page(form, { from: 0, count: 0 }));
      }
      // A body that turned out not to have the form is said anew, in another one.
      if (opened.has(form)) this.#sayRows(target, await opened.page(form, { from: 0, count: 0 }));
      else await this.#show(target, undefined);
    } catch (error) {
      this.#warn(error);
    }
    this.#indexing.delete(pager);
  }

  async #snapshot(target: BodyTarget, form: BodyForm | undefined): Promise<BodySnapshot | undefined> {
    try {
      return await this.#bodies.snapshot(target, form);
    } catch (error) {
      this.#warn(error);
      const notes = ['The body is no longer held. Send the request again to see it.'];
      return { ...noBody, runId: this.#record.id, target, notes };
    }
  }

  /** Lets other work go first; false when something else is shown by then. */
  async #pause(): Promise<boolean> {
    await this.#ports.pause();
    return !this.#isClosed;
  }

  #warn(error: unknown): void {
    this.#ports.warn(error instanceof Error ? error.message : String(error));
  }

  #sayRows(target: BodyTarget, page: Page | undefined): void {
    if (page !== undefined) this.#post({ kind: 'rows', runId: this.#record.id, target, page });
  }

  #post(message: HostMessage): void {
    if (!this.#isClosed) this.#ports.post(message);
  }
}

const noBody: Omit<BodySnapshot, 'runId' | 'target' | 'notes'> = {
  forms: [],
  form: 'hex',
  label: '',
  charset: undefined,
  canFilter: false,
  canFold: false,
  filter: undefined,
  links: [],
  page: undefined,
  preview: undefined,
};

function nothingFound(form: BodyForm): FoundView {
  return { form, count: 0, isComplete: true, isCapped: false, current: undefined, index: undefined, fault: undefined };
}
