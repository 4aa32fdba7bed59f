import * as vscode from 'vscode';
import type { WaitControl } from '../../http/sendPorts';
import type { RunNews } from '../../run/ports';
import type { RunRecord } from '../../run/record';
import { withinLimits } from './heldBodies';

/** Which request of which file: `uri` as text, `key` as `keyedRequests()` gives it. */
export interface RequestId {
  readonly uri: string;
  readonly key: string;
}

/** A run that has begun and not ended. */
export interface ActiveRun {
  readonly id: string;
  readonly request: RequestId;
  readonly title: string;
  /** Set while it waits; milliseconds since the epoch. */
  readonly waitsUntil: number | undefined;
}

/** A run that has ended, with the request it came from. */
export interface FinishedRun {
  readonly request: RequestId;
  readonly record: RunRecord;
  /** The block of the request as it was sent, as `requestSource` gives it. */
  readonly source: string;
}

/** A run as it begins. */
export interface RunStart {
  readonly request: RequestId;
  /** What a person calls the request. */
  readonly title: string;
  readonly method: string;
  /** As typed, variables unresolved. */
  readonly url: string;
  /** As `requestSource` gives it. */
  readonly source: string;
  /** Keeps it out of the history, as `# @no-log` asks for. */
  readonly isPrivate: boolean;
}

/** What happens to a run, in order. */
export type RunEvent =
  | { readonly kind: 'begun'; readonly id: string; readonly start: RunStart }
  | { readonly kind: 'waiting'; readonly id: string; readonly until: number; readonly rule: string }
  | ({ readonly id: string } & Extract<RunNews, { readonly kind: 'sending' }>)
  | { readonly kind: 'ended'; readonly id: string; readonly start: RunStart; readonly record: RunRecord }
  /** The work threw, which is a defect: there is no record. */
  | { readonly kind: 'broken'; readonly id: string; readonly start: RunStart; readonly defect: unknown };

/** The work of one run. It must not throw for what can be expected. */
export type Work = (signal: AbortSignal, observe: (news: RunNews) => void) => Promise<RunRecord>;

interface Flight extends ActiveRun {
  readonly abort: AbortController;
  waitsUntil: number | undefined;
  control: WaitControl | undefined;
}

/** Runs of this session: those under way, each on its own and each cancellable, and the records of those that ended. */
export class Runs implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<RequestId>();
  readonly #happened = new vscode.EventEmitter<RunEvent>();
  readonly #flights = new Map<string, Flight>();
  readonly #last = new Map<string, RunRecord>();
  #finished: readonly HeldRun[] = [];

  /** Fires when a run begins, waits, goes on or ends, with the request it belongs to. */
  readonly onDidChange = this.#changed.event;

  /** Fires with each event of each run. */
  readonly onDidHappen = this.#happened.event;

  /** Starts one run and gives its record, which is kept under an id of this session. What the work throws goes on to the caller. */
  async start(start: RunStart, work: Work): Promise<RunRecord> {
    const { request, title, source, isPrivate } = start;
    const id = crypto.randomUUID();
    const abort = new AbortController();
    const flight: Flight = { id, request, title, abort, waitsUntil: undefined, control: undefined };
    this.#flights.set(id, flight);
    this.#happened.fire({ kind: 'begun', id, start });
    this.#changed.fire(request);
    try {
      const record = { ...(await work(abort.signal, (event) => this.#observe(flight, event))), id };
      this.#last.set(lastKey(request), record);
      const { kept, dropped } = withinLimits([{ request, record, source, isPrivate }, ...this.#finished]);
      this.#finished = kept;
      deleteBodies(dropped);
      this.#happened.fire({ kind: 'ended', id, start, record });
      return record;
    } catch (defect) {
      this.#happened.fire({ kind: 'broken', id, start, defect });
      throw defect;
    } finally {
      this.#flights.delete(id);
      this.#changed.fire(request);
    }
  }

  /** Runs under way, oldest first. */
  active(): readonly ActiveRun[] {
    return [...this.#flights.values()];
  }

  activeOf({ uri, key }: RequestId): readonly ActiveRun[] {
    return this.active().filter(({ request }) => request.uri === uri && request.key === key);
  }

  /** The last record of a request in this session. */
  last(request: RequestId): RunRecord | undefined {
    return this.#last.get(lastKey(request));
  }

  /** Runs that ended and may be listed, newest first. */
  finished(): readonly FinishedRun[] {
    return this.#finished.filter(({ isPrivate }) => !isPrivate);
  }

  /** A run that ended in this session, private ones included: the panel may still show it. */
  find(id: string): FinishedRun | undefined {
    return this.#finished.find(({ record }) => record.id === id);
  }

  /** Forgets the runs that ended, and the files of their bodies; those that are `shown` can still be found, and are listed no more. */
  clear(shown: readonly FinishedRun[]): void {
    const requests = this.#finished.map(({ request }) => request);
    const kept = new Set(shown.map(({ record }) => record.id));
    const gone = this.#finished.filter(({ record }) => !kept.has(record.id));
    deleteBodies(gone.flatMap(({ record }) => (record.content?.kind === 'file' ? [record.content.path] : [])));
    this.#finished = shown.map((run) => ({ ...run, isPrivate: true }));
    this.#last.clear();
    for (const request of requests) this.#changed.fire(request);
  }

  /** Cancels a run; nothing happens when it has ended. */
  cancel(id: string): void {
    this.#flights.get(id)?.abort.abort();
  }

  /** Ends the present wait of a run and sends at once. */
  sendNow(id: string): void {
    this.#flights.get(id)?.control?.sendNow();
  }

  /** Ends the present wait of a run and shows the response that caused it. */
  stopWaiting(id: string): void {
    this.#flights.get(id)?.control?.stop();
  }

  dispose(): void {
    for (const { abort } of this.#flights.values()) abort.abort();
    this.#changed.dispose();
    this.#happened.dispose();
  }

  #observe(flight: Flight, news: RunNews): void {
    const { id } = flight;
    const isWaiting = news.kind === 'waiting';
    const wasWaiting = flight.waitsUntil !== undefined;
    flight.waitsUntil = isWaiting ? news.until : undefined;
    flight.control = isWaiting ? news.control : undefined;
    this.#happened.fire(isWaiting ? { kind: 'waiting', id, until: news.until, rule: news.rule } : { ...news, id });
    if (isWaiting || wasWaiting) this.#changed.fire(flight.request);
  }
}

interface HeldRun extends FinishedRun {
  readonly isPrivate: boolean;
}

/** Removes spooled bodies; one that is gone already is none to tell of. */
function deleteBodies(paths: readonly string[]): void {
  for (const path of paths) void vscode.workspace.fs.delete(vscode.Uri.file(path)).then(undefined, () => undefined);
}

function lastKey({ uri, key }: RequestId): string {
  return `${uri}\n${key}`;
}
