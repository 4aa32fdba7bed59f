import { tmpdir } from 'node:os';
import { setImmediate } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import type { Failure, FailureKind } from '../../src/http/failure';
import type { Field, RequestMessage } from '../../src/http/message';
import type { ContentReader, ExchangeOptions, Reply, Transport } from '../../src/http/ports';
import { receiveBody } from '../../src/transport/receive';
import { Spool } from '../../src/transport/spool';
import type { VirtualClock } from './virtualClock';

/** What a scripted exchange answers. */
export interface ScriptedResponse {
  readonly status: number;
  readonly headers?: readonly (readonly [string, string])[];
  readonly body?: string | Uint8Array;
  readonly generate?: { readonly kind: 'text' | 'gzip'; readonly repeat: string; readonly count: number };
  readonly reason?: string;
  readonly setToken?: { readonly access: string; readonly refresh: string | null };
}

/** A connection that breaks. */
export interface ScriptedFailure {
  readonly fail: string;
  readonly phase: Failure['phase'];
}

/** One exchange that must cross the transport; members of `expect` that are missing are not checked. */
export interface ScriptedExchange {
  /** Who makes it: the id of a request, or `auth`. */
  readonly for: string;
  /** Milliseconds since the end of the exchange before it, or since the request was started; undefined: not checked. */
  readonly afterMs?: number;
  readonly expect?: {
    readonly method?: string;
    readonly url?: string;
    readonly headers?: Readonly<Record<string, string>>;
    readonly absent?: readonly string[];
    readonly body?: null | string | { readonly form: Readonly<Record<string, string>> };
  };
  readonly respond: ScriptedResponse | ScriptedFailure;
}

/** Gives what an expected exchange answers, and where what it saw of the request differs from what was expected. */
export type Answer = (
  expected: ScriptedExchange,
  message: RequestMessage,
  options: ExchangeOptions,
  signal: AbortSignal,
) => Promise<{ readonly reply: Reply; readonly differences: readonly string[] }>;

/** What a script needs beside its exchanges. `answer` undefined: answers are made in memory. */
export interface ScriptOptions {
  readonly clock: VirtualClock;
  readonly order?: 'strict' | 'any' | 'gated' | undefined;
  readonly answer?: Answer | undefined;
}

/** Plays exchanges in their order and writes down every difference. */
export class ScriptedTransport {
  readonly differences: string[] = [];
  /** Called after an answer that replaces the token behind everybody's back. */
  onSetToken: ((token: NonNullable<ScriptedResponse['setToken']>) => Promise<void>) | undefined;
  readonly #rest: ScriptedExchange[];
  readonly #order: 'strict' | 'any' | 'gated';
  readonly #clock: VirtualClock;
  /** The request whose penalty holds the others. */
  readonly #gating: string | undefined;
  readonly #begun = new Set<string>();
  readonly #ends = new Map<string, number>();
  readonly #answer: Answer;

  constructor(exchanges: readonly ScriptedExchange[], { clock, order = 'strict', answer = inMemory }: ScriptOptions) {
    this.#rest = [...exchanges];
    this.#gating = exchanges[0]?.for;
    this.#clock = clock;
    this.#order = order;
    this.#answer = answer;
  }

  /** The transport of one request, or of `auth`. Its first exchange is timed from now on. */
  of(id: string): Transport {
    if (id !== 'auth') this.#ends.set(id, this.#clock.now());
    return { exchange: (message, options, signal) => this.#clock.during(this.#exchange(id, message, options, signal)) };
  }

  /** Differences, with the exchanges that never came. */
  finish(): readonly string[] {
    const missing = this.#rest.map((exchange) => `missing exchange for ${exchange.for}: ${describe(exchange)}`);
    return [...this.differences, ...missing];
  }

  async #exchange(id: string, message: RequestMessage, options: ExchangeOptions, signal: AbortSignal): Promise<Reply> {
    if (signal.aborted)
      return failed(message, { kind: 'cancelled', code: 'ABORT_ERR', message: 'Cancelled.', phase: 'connect' });
    await this.#turn(id);
    const expected = this.#take(id);
    if (expected === undefined) {
      this.differences.push(`unexpected exchange for ${id}: ${message.method} ${message.url}`);
      return failed(message, {
        kind: 'connect',
        code: 'SCRIPT_END',
        message: 'The script has ended.',
        phase: 'connect',
      });
    }
    this.#checkPause(id, expected);
    this.differences.push(...messageDifferences(message, expected));
    const { respond } = expected;
    const { reply, differences } = await this.#answer(expected, message, options, signal);
    this.differences.push(...differences);
    this.#ends.set(id, this.#clock.now());
    if ('status' in respond && respond.setToken !== undefined) await this.onSetToken?.(respond.setToken);
    return reply;
  }

  /** Who comes at the same moment as another goes in the order of the script. */
  async #turn(id: string): Promise<void> {
    if (this.#order === 'any' || !this.#rest.some((exchange) => exchange.for === id)) return;
    for (let round = 0; round < patience && this.#rest[0]?.for !== id; round += 1) await setImmediate();
  }

  #take(id: string): ScriptedExchange | undefined {
    const at = this.#order === 'any' ? this.#rest.findIndex((exchange) => exchange.for === id) : 0;
    if (at < 0 || this.#rest[at]?.for !== id) return undefined;
    return this.#rest.splice(at, 1)[0];
  }

  /** The pause since the exchange before: of this request or of the token endpoint on its behalf. How long the gate holds a request first is not stated. */
  #checkPause(id: string, { afterMs }: ScriptedExchange): void {
    const isHeld = this.#order === 'gated' && id !== this.#gating && !this.#begun.has(id);
    this.#begun.add(id);
    if (afterMs === undefined || isHeld) return;
    const ends = id === 'auth' ? [...this.#ends.values()] : [this.#ends.get(id), this.#ends.get('auth')];
    const pause = this.#clock.now() - Math.max(0, ...ends.filter((end) => end !== undefined));
    if (pause !== afterMs)
      this.differences.push(`pause before an exchange for ${id}: expected ${afterMs}, got ${pause}`);
  }
}

/** Rounds of the event loop in which another exchange of the same moment may begin. */
const patience = 20;

const memory = new Spool({ directory: tmpdir(), limit: Number.MAX_SAFE_INTEGER });

const inMemory: Answer = async ({ respond }, message, options) => {
  const reply = 'fail' in respond ? failed(message, failureOf(respond)) : await answered(message, respond, options);
  return { reply, differences: [] };
};

async function answered(sent: RequestMessage, respond: ScriptedResponse, options: ExchangeOptions): Promise<Reply> {
  const fields = (respond.headers ?? []).map(([name, value]): Field => ({ name, value: value.trim() }));
  const { status } = respond;
  const body = await receiveBody({ status, fields }, chunksOf(octetsOf(respond)), {
    limits: options.limits,
    keep: options.keep(status, fields),
    spool: memory,
    from: new URL(sent.url).host,
  });
  const { content, wireSize, decoded, end } = body;
  const reason = respond.reason ?? '';
  const response = { status, reason, httpVersion: '1.1', fields, trailers: [], content, wireSize, decoded };
  const common = { response, sent, timings: noTimings, connection: undefined };
  return end.kind === 'refused'
    ? { kind: 'failure', failure: end.failure, ...common }
    : { kind: 'response', ...common };
}

/** Reads contents that are held in memory. */
export const memoryReader: ContentReader = {
  read(content, start, end) {
    if (content.kind !== 'memory') throw new Error('Only contents in memory are read here.');
    return Promise.resolve(content.octets.subarray(start, end));
  },
};

const noTimings = { dns: -1, connect: -1, tls: -1, send: 0, wait: 0, receive: 0 };

function failed(sent: RequestMessage, failure: Failure): Reply {
  return { kind: 'failure', failure, sent, timings: noTimings, connection: undefined };
}

function failureOf({ fail, phase }: ScriptedFailure): Failure {
  return { kind: failureKind(fail, phase), code: fail, message: `The connection failed with ${fail}.`, phase };
}

function failureKind(code: string, phase: Failure['phase']): FailureKind {
  if (phase === 'tls') return 'tls';
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'dns';
  if (/TIMED?_?OUT/i.test(code) || code === 'ECONNABORTED') return 'timeout';
  if (code.startsWith('HPE_')) return 'protocol';
  return phase === 'connect' ? 'connect' : 'reset';
}

/** The content of a scripted answer. */
export function octetsOf({ body, generate }: ScriptedResponse): Uint8Array {
  if (generate !== undefined) {
    const text = Buffer.from(generate.repeat.repeat(generate.count));
    return generate.kind === 'gzip' ? gzipSync(text) : text;
  }
  return typeof body === 'string' ? new TextEncoder().encode(body) : (body ?? new Uint8Array());
}

// eslint-disable-next-line @typescript-eslint/require-await -- an asynchronous source is what the receiver takes
async function* chunksOf(octets: Uint8Array): AsyncGenerator<Uint8Array, void> {
  for (let at = 0; at < octets.length; at += 16_384) yield octets.subarray(at, at + 16_384);
}

function describe({ expect }: ScriptedExchange): string {
  return `${expect?.method ?? 'any method'} ${expect?.url ?? 'any URL'}`;
}

/** Where a message differs from what an exchange expects, one sentence each. */
export function messageDifferences(
  message: RequestMessage,
  { for: id, expect = {} }: ScriptedExchange,
): readonly string[] {
  const differences: string[] = [];
  const compare = (what: string, expected: unknown, actual: unknown) => {
    if (expected === actual) return;
    differences.push(
      `${what} of an exchange for ${id}: expected ${JSON.stringify(expected)}, got ${JSON.stringify(actual)}`,
    );
  };
  if (expect.method !== undefined) compare('method', expect.method, message.method);
  if (expect.url !== undefined) compare('url', expect.url, message.url);
  for (const [name, value] of Object.entries(expect.headers ?? {}))
    compare(`field ${name}`, value, valueOf(message.fields, name));
  for (const name of expect.absent ?? []) compare(`field ${name}`, undefined, valueOf(message.fields, name));
  const body = bodyOf(message);
  if (expect.body === null) compare('body', '', body ?? '');
  else if (typeof expect.body === 'string') compare('body', expect.body, body);
  else if (expect.body !== undefined) compare('body', sortedForm(expect.body.form), sortedForm(body ?? ''));
  return differences;
}

function valueOf(fields: readonly Field[], name: string): string | undefined {
  const wanted = name.toLowerCase();
  const values = fields.filter((field) => field.name.toLowerCase() === wanted).map((field) => field.value);
  return values.length === 0 ? undefined : values.join(', ');
}

function bodyOf({ content }: RequestMessage): string | undefined {
  return content?.kind === 'memory' ? new TextDecoder().decode(content.octets) : undefined;
}

function sortedForm(form: string | Readonly<Record<string, string>>): string {
  const members = [...new URLSearchParams(form)].map(([name, value]) => `${name}=${value}`);
  return members.sort().join('&');
}
