import { assertNever } from '../base/assertNever';
import type { RunRecord } from '../run/record';
import { BodyHost } from './bodyHost';
import type { BodyHostPorts } from './bodyHost';
import type { PanelActions } from './panelActions';
import { present } from './present';
import type { HostMessage, RunningView, WebviewMessage } from './protocol';
import { actionNames, parseWebviewMessage } from './protocol';
import type { ResponseView } from './responseView';
import { wordWait } from './wording/wait';

/** A run that has begun, as the panel names it until its record comes. */
export interface StartedRun {
  readonly id: string;
  /** What a person calls the request: its title, its name, or its method and path. */
  readonly title: string;
  readonly method: string;
  readonly url: string;
}

/** A request that is on its way for a run: resolved and masked; `index` counts those that left before it. */
export interface SentNow {
  readonly method: string;
  readonly url: string;
  readonly index: number;
}

/** The world, as the conversation with a panel may touch it. */
export interface PanelHostPorts extends BodyHostPorts {
  /** What the panel can ask for now. */
  readonly actions: () => PanelActions;
}

type State =
  | { readonly kind: 'empty'; readonly text: string }
  | {
      readonly kind: 'running';
      readonly run: StartedRun;
      readonly since: number;
      readonly wait: Wait | undefined;
      readonly sent?: SentNow;
    }
  | { readonly kind: 'broken'; readonly run: StartedRun }
  | { readonly kind: 'shown'; readonly record: RunRecord; readonly view: ResponseView; readonly bodies: BodyHost };

/** What is said where RCReq itself is at fault: whether the request left cannot be told. */
const wordDefect =
  'Something in RCReq went wrong. The log says where. Look there before you send again: the request may have left.';

interface Wait {
  readonly until: number;
  readonly total: number;
  readonly rule: string;
}

/** Runs that were overtaken by a later one and have not ended; older ones are forgotten. */
const MAX_OVERTAKEN = 100;

/**
 * The host's side of the conversation with one response panel. It holds what is shown, says it again to a panel that was loaded anew, and answers its
 * questions about rows. It posts nothing before the panel's `ready`, and trusts nothing that comes from it.
 */
export class PanelHost {
  readonly #ports: PanelHostPorts;
  #state: State = { kind: 'empty', text: 'Send a request to see its response here.' };
  #isReady = false;
  #overtaken: readonly string[] = [];

  constructor(ports: PanelHostPorts) {
    this.#ports = ports;
  }

  /** What the panel is called: the title of the run that it shows. */
  get title(): string {
    if (this.#state.kind === 'empty') return 'Response';
    return this.#state.kind === 'shown' ? this.#state.view.title : this.#state.run.title;
  }

  /** Shows a run as under way. The run before it, if it has not ended, no longer takes the panel when it does. */
  begin(run: StartedRun): void {
    if (this.#state.kind === 'running')
      this.#overtaken = [...this.#overtaken, this.#state.run.id].slice(-MAX_OVERTAKEN);
    this.#enter({ kind: 'running', run, since: this.#ports.time(), wait: undefined });
  }

  /** Shows what is being sent for the run under way, whose wait is over then. Ignored for any other run. */
  sending(id: string, sent: SentNow): void {
    if (this.#state.kind !== 'running' || this.#state.run.id !== id) return;
    this.#enter({ ...this.#state, wait: undefined, sent });
  }

  /** Shows the wait of the run under way; `until` is milliseconds since the epoch. Ignored for any other run. */
  waiting(id: string, until: number, rule: string): void {
    if (this.#state.kind !== 'running' || this.#state.run.id !== id) return;
    const total = Math.max(0, until - this.#ports.time());
    this.#enter({ ...this.#state, wait: { until, total, rule } });
  }

  /** Shows a record, unless it is of a run that was overtaken; false then. */
  show(record: RunRecord): boolean {
    if (this.#overtaken.includes(record.id)) {
      this.#overtaken = this.#overtaken.filter((id) => id !== record.id);
      return false;
    }
    const view = this.#offered(present(record));
    this.#enter({ kind: 'shown', record, view, bodies: this.#bodiesOf(record) });
    return true;
  }

  /** Says that a run under way ended by a defect. Ignored for any other run. */
  broke(id: string): void {
    this.#overtaken = this.#overtaken.filter((each) => each !== id);
    if (this.#state.kind !== 'running' || this.#state.run.id !== id) return;
    this.#enter({ kind: 'broken', run: this.#state.run });
  }

  /** Shows a sentence instead of a response. */
  clear(text: string): void {
    this.#enter({ kind: 'empty', text });
  }

  /** Says again what the panel can ask for, when that has changed. */
  sayActions(): void {
    if (this.#state.kind !== 'shown') return;
    this.#post({ kind: 'actions', runId: this.#state.record.id, actions: this.#actions() });
  }

  /** Hears that the panel was closed or is being loaded anew: nothing is posted until it is ready. */
  unload(): void {
    this.#isReady = false;
  }

  /** Takes whatever came up from the panel; what is no message of the protocol is dropped. Resolves when it is answered. */
  async receive(value: unknown): Promise<void> {
    const message = parseWebviewMessage(value);
    if (message === undefined) return;
    if (message.kind === 'ready') {
      this.#isReady = true;
      await this.#say();
      return;
    }
    if (message.runId !== this.runId) return;
    if (message.kind === 'act') this.#act(message);
    else if (this.#state.kind === 'shown') await this.#state.bodies.receive(message);
  }

  /** The run that is shown or under way. */
  get runId(): string | undefined {
    if (this.#state.kind === 'empty') return undefined;
    return this.#state.kind === 'shown' ? this.#state.record.id : this.#state.run.id;
  }

  #enter(state: State): void {
    if (this.#state.kind === 'shown') this.#state.bodies.close();
    this.#state = state;
    void this.#say();
  }

  /** Posts all of what is shown now. */
  async #say(): Promise<void> {
    const state = this.#state;
    switch (state.kind) {
      case 'empty':
        this.#post({ kind: 'empty', text: state.text });
        return;
      case 'running':
        this.#post({ kind: 'running', running: this.#runningView(state) });
        return;
      case 'broken': {
        const { id, title } = state.run;
        this.#post({ kind: 'broken', runId: id, title, text: wordDefect });
        return;
      }
      case 'shown':
        await this.#sayResponse(state);
        return;
      default:
        assertNever(state);
    }
  }

  async #sayResponse(state: State & { kind: 'shown' }): Promise<void> {
    const body = this.#isReady ? await state.bodies.first() : undefined;
    if (this.#state !== state) return;
    this.#post({ kind: 'response', view: state.view, actions: this.#actions(), body });
    if (body !== undefined) await state.bodies.index(body);
  }

  #runningView({ run, since, wait, sent }: State & { kind: 'running' }): RunningView {
    const now = this.#ports.time();
    return {
      runId: run.id,
      title: run.title,
      method: sent?.method ?? run.method,
      url: sent?.url ?? run.url,
      step: (sent?.index ?? 0) + 1,
      elapsed: Math.max(0, now - since),
      wait:
        wait === undefined
          ? undefined
          : {
              remaining: Math.max(0, wait.until - now),
              total: wait.total,
              rule: wait.rule,
              text: wordWait(wait.rule),
            },
    };
  }

  #act({ runId, action, target }: WebviewMessage & { kind: 'act' }): void {
    const actions = this.#ports.actions();
    const part = typeof target === 'number' ? target : undefined;
    switch (action) {
      case 'openUrl': {
        const url = this.#state.kind === 'shown' ? urlOffered(this.#state.view) : undefined;
        if (url !== undefined) actions.openUrl(runId, url);
        return;
      }
      case 'goToSource': {
        const [line, column] = this.#place(part);
        actions.goToSource?.(runId, line, column);
        return;
      }
      case 'saveBody':
      case 'openInEditor':
        actions[action]?.(runId, part);
        return;
      case 'copyStepAsCurl':
        if (part !== undefined) actions.copyStepAsCurl?.(runId, part);
        return;
      case 'showLog':
        actions.showLog();
        return;
      case 'sendNow':
        actions.sendNow(runId);
        if (this.#state.kind === 'running') this.#enter({ ...this.#state, wait: undefined });
        return;
      case 'cancel':
      case 'resend':
      case 'stopWaiting':
      case 'renewToken':
      case 'sendUnconditionally':
      case 'sendFailedParts':
      case 'saveParts':
      case 'saveExample':
      case 'copyAsCurl':
      case 'compareWithPrevious':
      case 'compareWith':
      case 'pin':
      case 'unpin':
        actions[action]?.(runId);
        return;
      default:
        assertNever(action);
    }
  }

  /** The place of a diagnostic by its one-based number, or of an assertion by its number after them; else of the request line. */
  #place(number = 1): readonly [line: number, column: number] {
    if (this.#state.kind !== 'shown') return [1, 1];
    const { diagnostics, assertions, line } = this.#state.record;
    const diagnostic = diagnostics[number - 1];
    if (diagnostic !== undefined) return [diagnostic.line, diagnostic.column];
    return [assertions[number - 1 - diagnostics.length]?.line ?? line, 1];
  }

  #actions(): readonly (keyof PanelActions)[] {
    const actions = this.#ports.actions();
    return actionNames.filter((name) => actions[name] !== undefined);
  }

  /** The view without offers that this host cannot fulfil. */
  #offered(view: ResponseView): ResponseView {
    const can = new Set(this.#actions());
    const offers = view.banner.offers.filter(({ action }) => can.has(action));
    return { ...view, banner: { ...view.banner, offers } };
  }

  #bodiesOf(record: RunRecord): BodyHost {
    return new BodyHost(record, {
      ...this.#ports,
      post: (message) => {
        this.#post(message);
      },
    });
  }

  #post(message: HostMessage): void {
    if (this.#isReady) this.#ports.post(message);
  }
}

function urlOffered(view: ResponseView): string | undefined {
  return view.banner.offers.find(({ action }) => action === 'openUrl')?.url;
}
