import { isSelected, validatorKey, validatorsFor } from './conditional/conditional';
import { decide, type Next, type Onward } from './decide';
import { exchange, type Step } from './exchange';
import { cancelled, finished, report, withoutToken, type Finish, type LastWord } from './finish';
import { hold, observeLimits } from './retry/hold';
import type { Hop } from './hop';
import { sessionOf } from './identity';
import type { SendPolicy } from './policy';
import type { Reply } from './ports';
import { prepare } from './request/prepare';
import { noProgress, recordTokens, type Progress, type SendContext } from './progress';
import { visitKey } from './redirect/redirect';
import { secretsOf } from './secrets';
import type { SendPorts } from './sendPorts';
import type { SendRequest } from './sendRequest';
import type { Sent } from './trace';
import { wait } from './retry/wait';

/** Sends one request under the rules and reports every step. Never throws for what a server or a person can do; cancelling `signal` ends it at once with outcome `cancelled`. */
export async function send(
  request: SendRequest,
  policy: SendPolicy,
  ports: SendPorts,
  signal: AbortSignal,
): Promise<Sent> {
  const progress = noProgress();
  const prepared = prepare(request, policy, ports.tokens);
  if (prepared.kind === 'blocked') {
    progress.notes.push(prepared.note);
    const end = { kind: 'blocked', reason: prepared.reason } as const;
    return report({ end, hop: undefined, response: undefined }, progress, policy, ports.clock.time());
  }
  const context: SendContext = { policy, ports, secrets: secretsOf(request, policy), signal };
  const hop = conditional(prepared.hop, context);
  progress.visits.set(visitKey(hop), 1);
  const { notes } = prepared;
  const first: Step = { hop, cause: { kind: 'initial' }, notes, waited: 0, token: undefined, isReleased: false };
  const finish = await new Sending(progress, context).run(first);
  return report(finish, progress, policy, ports.clock.time());
}

/** Adds the validators of a stored answer to the first hop (rule CN). */
function conditional(hop: Hop, context: SendContext): Hop {
  const { policy, ports } = context;
  if (!policy.validatorCache || ports.validators === undefined) return hop;
  const key = validatorKey(hop, sessionOf(hop, context));
  const stored = key === undefined ? undefined : ports.validators.find(key);
  return stored === undefined || !isSelected(stored, hop) ? hop : { ...hop, validators: validatorsFor(hop, stored) };
}

/** An exchange that was made. */
interface Made {
  readonly step: Step;
  readonly reply: Reply;
}

/** What follows: the next step, or the end. */
type Following = { readonly kind: 'step'; readonly step: Step } | { readonly kind: 'finish'; readonly finish: Finish };

/** One request from its first step to its end. */
class Sending {
  readonly #progress: Progress;
  readonly #context: SendContext;

  constructor(progress: Progress, context: SendContext) {
    this.#progress = progress;
    this.#context = context;
  }

  /** One exchange after another until the rules say that it is over. */
  async run(first: Step): Promise<Finish> {
    let step = first;
    let last: Made | undefined;
    for (;;) {
      const due = await this.#due(step, last);
      if (due.kind === 'finish') return due.finish;
      const sentAt = this.#context.ports.clock.time();
      const reply = await exchange(due.step, this.#progress, this.#context);
      last = { step: due.step, reply };
      if (reply.kind === 'response') observeLimits(due.step, reply.response, sentAt, this.#context);
      const isTokenSent = due.step.token !== undefined;
      const next = decide({ hop: due.step.hop, reply, isTokenSent }, this.#progress, this.#context);
      const following = await this.#after(last, next);
      if (following.kind === 'finish') return following.finish;
      step = following.step;
    }
  }

  /** A step that may leave now: past the gate (rule RT7) and with its token, renewed first when it is about to expire (rule AU1). */
  async #due(step: Step, last: Made | undefined): Promise<Following> {
    const { ports, signal } = this.#context;
    const held = await hold(step, this.#progress, this.#context);
    if (held.end === 'stopped' && last !== undefined) return this.#finish(last, { notes: [stoppedNote] });
    if (held.end === 'stopped' || held.end === 'cancelled') return this.#cancelled(last);
    const due: Step = {
      ...step,
      waited: step.waited + held.waited,
      isReleased: step.isReleased || held.end === 'sentNow',
    };
    if (!step.hop.isManaged || ports.tokens === undefined || step.token !== undefined) {
      return { kind: 'step', step: due };
    }
    const result = await ports.tokens.current(signal, ports.observe);
    recordTokens(result, this.#progress, ports);
    if (signal.aborted) return this.#cancelled(last);
    if (result.kind === 'token') return { kind: 'step', step: { ...due, token: result.accessToken } };
    return { kind: 'finish', finish: withoutToken(result, last?.step.hop, this.#progress) };
  }

  /** Carries out what was decided after an exchange: waits, renews, or ends. */
  async #after(made: Made, next: Next): Promise<Following> {
    switch (next.kind) {
      case 'end':
        return this.#finish(made, next);
      case 'renew':
        return this.#renewed(made);
      case 'send':
        return this.#onward(made, next);
    }
  }

  async #onward(made: Made, next: Onward): Promise<Following> {
    const { ports, signal } = this.#context;
    const pause =
      next.delay > 0
        ? await wait({ duration: next.delay, rule: next.rule }, ports.clock, ports.observe, signal)
        : noPause;
    if (next.delay > 0) this.#progress.waits.push(pause.waited);
    if (pause.end === 'cancelled') return this.#cancelled(made);
    if (pause.end === 'stopped') return this.#finish(made, stopped(next));
    this.#count(next);
    const { hop, cause, notes } = next;
    const isReleased = pause.end === 'sentNow';
    return { kind: 'step', step: { hop, cause, notes, waited: pause.waited, token: undefined, isReleased } };
  }

  /** Counters per kind survive redirects (rules RD6, RT9). */
  #count({ hop, cause, retry }: Onward): void {
    const progress = this.#progress;
    if (retry !== undefined) {
      progress.counts[retry.kind] += 1;
      return;
    }
    progress.redirects += 1;
    if (cause.kind === 'repeat') progress.repeats += 1;
    progress.visits.set(visitKey(hop), (progress.visits.get(visitKey(hop)) ?? 0) + 1);
  }

  /** After a 401 for a managed token: renewed once, and the request repeated once (rules AU1, AU3). */
  async #renewed(made: Made): Promise<Following> {
    const { ports, signal } = this.#context;
    const from = this.#progress.trace.length - 1;
    this.#progress.rejections += 1;
    const result = await ports.tokens?.renew(made.step.token ?? '', signal, ports.observe);
    if (result !== undefined) recordTokens(result, this.#progress, ports);
    if (signal.aborted) return this.#cancelled(made);
    if (result?.kind !== 'token') return this.#finish(made, { notes: [], refused: result });
    const cause = { kind: 'repeat', from, rule: 'AU1' } as const;
    const notes = [{ rule: 'AU1', message: '401: the request was repeated once, with a new token.' }];
    return {
      kind: 'step',
      step: { ...made.step, cause, notes, waited: 0, token: result.accessToken, isReleased: false },
    };
  }

  async #finish(made: Made, word: LastWord): Promise<Following> {
    const run = { progress: this.#progress, context: this.#context };
    return { kind: 'finish', finish: await finished(made.step.hop, made.reply, word, run) };
  }

  #cancelled(last: Made | undefined): Following {
    return { kind: 'finish', finish: cancelled(last?.step.hop) };
  }
}

const noPause = { end: 'elapsed', waited: 0 } as const;
const stoppedNote = { rule: 'RT8', message: 'The wait was stopped by hand; the answer so far is shown.' };

/** A wait was stopped: what caused it is shown, with the warnings that came with it (rule RT8). */
function stopped({ notes, retry }: Onward): LastWord {
  const warnings = notes.filter((note) => note.warning !== undefined);
  return { notes: [...warnings, stoppedNote], retry };
}
