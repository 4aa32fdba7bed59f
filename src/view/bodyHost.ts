import type { ContentReader } from '../http/ports';
import type { RunRecord } from '../run/record';
import type { BodyForm } from './body/body';
import type { BodySnapshot, BodyTarget, HostMessage, Page, WebviewMessage } from './protocol';
import { ShownBodies } from './shownBodies';

/** A question or wish of the panel about a body. */
export type BodyMessage = Exclude<WebviewMessage, { kind: 'ready' | 'act' }>;

/** The world, as the conversation about bodies may touch it. */
export interface BodyHostPorts {
  readonly post: (message: HostMessage) => void;
  readonly contents: ContentReader;
  /** Milliseconds since the epoch. */
  readonly time: () => number;
  /** Lets other work go first, between two stretches of indexing. */
  readonly pause: () => Promise<void>;
  /** Hears of a body that cannot be read. */
  readonly warn: (message: string) => void;
}

/** Milliseconds between two news of a growing index. */
const GROWTH_INTERVAL = 100;

/** The host's side of the conversation about the bodies of one record, from when it is shown until something else is. */
export class BodyHost {
  readonly #record: RunRecord;
  readonly #ports: BodyHostPorts;
  readonly #bodies: ShownBodies;
  /** The forms being indexed, so that none is indexed twice at once. */
  readonly #indexing = new Set<string>();
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
    if (message.kind === 'open') {
      const body = await this.#snapshot(message.target, message.form);
      if (body === undefined) return;
      this.#post({ kind: 'body', body });
      await this.index(body);
      return;
    }
    const page = await this.#page(message);
    if (page !== undefined) this.#post({ kind: 'rows', runId: message.runId, target: message.target, page });
  }

  /** Indexes the rest of a form that was opened, stretch by stretch, and says how far it is; ends when something else is shown. */
  async index({ target, form, page }: BodySnapshot): Promise<void> {
    const key = `${form} ${target}`;
    if (page === undefined || this.#isClosed || this.#indexing.has(key)) return;
    this.#indexing.add(key);
    let said = this.#ports.time();
    try {
      while (await this.#bodies.advance(target, form)) {
        if (!(await this.#pause())) return;
        if (this.#ports.time() - said < GROWTH_INTERVAL) continue;
        said = this.#ports.time();
        await this.#sayGrowth(target, form);
      }
      await this.#sayGrowth(target, form);
    } catch (error) {
      this.#warn(error);
    }
    this.#indexing.delete(key);
  }

  async #page(message: BodyMessage & { kind: 'rows' | 'fold' }): Promise<Page | undefined> {
    const { target, from, count } = message;
    try {
      return message.kind === 'fold'
        ? await this.#bodies.fold(target, message.row, message.isFolded, { from, count })
        : await this.#bodies.page(target, message.form, { from, count });
    } catch (error) {
      this.#warn(error);
      return undefined;
    }
  }

  async #snapshot(target: BodyTarget, form: BodyForm | undefined): Promise<BodySnapshot | undefined> {
    try {
      return await this.#bodies.snapshot(target, form);
    } catch (error) {
      this.#warn(error);
      const notes = ['The body is no longer held. Send the request again to see it.'];
      const runId = this.#record.id;
      return { runId, target, forms: [], form: 'hex', label: '', notes, page: undefined, preview: undefined };
    }
  }

  /** A body that turned out not to have the form is said anew, in another one. */
  async #sayGrowth(target: BodyTarget, form: BodyForm): Promise<void> {
    const page = form === 'preview' ? undefined : await this.#bodies.page(target, form, { from: 0, count: 0 });
    if (page !== undefined) {
      this.#post({ kind: 'rows', runId: this.#record.id, target, page });
      return;
    }
    if (form === 'preview') return;
    const body = await this.#snapshot(target, undefined);
    if (body === undefined) return;
    this.#post({ kind: 'body', body });
    await this.index(body);
  }

  /** Lets other work go first; false when something else is shown by then. */
  async #pause(): Promise<boolean> {
    await this.#ports.pause();
    return !this.#isClosed;
  }

  #warn(error: unknown): void {
    this.#ports.warn(error instanceof Error ? error.message : String(error));
  }

  #post(message: HostMessage): void {
    if (!this.#isClosed) this.#ports.post(message);
  }
}
