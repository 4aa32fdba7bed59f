import assert from 'node:assert/strict';
import { penaltyGate } from '../../../src/http/retry/penaltyGate';
import { defaultPolicy, type SendPolicy } from '../../../src/http/policy';
import { send } from '../../../src/http/send';
import { memoryContent, type SendEvent, type SendPorts } from '../../../src/http/sendPorts';
import type { SendRequest } from '../../../src/http/sendRequest';
import type { Sent } from '../../../src/http/trace';
import { validatorCache } from '../../../src/http/conditional/validatorCache';
import { memoryReader, ScriptedTransport, type ScriptedExchange } from '../../support/scriptedTransport';
import { VirtualClock } from '../../support/virtualClock';

/** The user agent of every request here; of the guide's form. */
export const userAgent = 'test/1.0 (unit)';

/** A request with nothing special, and whatever a test changes of it. */
export function request(changes: Partial<SendRequest> = {}): SendRequest {
  return {
    method: 'GET',
    url: 'https://a.test/x',
    fields: [],
    content: undefined,
    httpVersion: '1.1',
    tunnel: undefined,
    auth: 'none',
    secretFields: [],
    hasSecretContent: false,
    unresolved: [],
    ...changes,
  };
}

/** Field lines from `Name: value` texts. */
export function fields(...lines: readonly string[]) {
  return lines.map((line) => {
    const colon = line.indexOf(':');
    return { name: line.slice(0, colon), value: line.slice(colon + 1).trim() };
  });
}

/** A body in memory. */
export function body(text: string) {
  return memoryContent(new TextEncoder().encode(text));
}

/** One scripted exchange of the request `r`. */
export function step(expect: string, status: number, ...headers: readonly string[]): ScriptedExchange {
  const [method = '', url = ''] = expect.split(' ');
  const pairs = fields(...headers).map(({ name, value }) => [name, value] as const);
  return {
    for: 'r',
    expect: { method, url: url.startsWith('/') ? `https://a.test${url}` : url },
    respond: { status, headers: pairs },
  };
}

/** How a scripted send is changed. */
export interface Setting {
  readonly request?: Partial<SendRequest>;
  readonly policy?: Partial<SendPolicy>;
  readonly ports?: Partial<SendPorts>;
  readonly observe?: (event: SendEvent, clock: VirtualClock) => void;
  readonly signal?: AbortSignal;
  readonly clock?: VirtualClock;
}

/** What was sent, and how it differs from the script. */
export interface Played {
  readonly sent: Sent;
  readonly differences: readonly string[];
  readonly clock: VirtualClock;
}

/** Sends one request over a script. */
export async function play(script: readonly ScriptedExchange[], setting: Setting = {}): Promise<Played> {
  const clock = setting.clock ?? new VirtualClock();
  const transport = new ScriptedTransport(script, { clock });
  const ports: SendPorts = {
    transport: transport.of('r'),
    clock,
    random: { next: () => 0 },
    contents: memoryReader,
    validators: validatorCache(),
    gate: penaltyGate(),
    observe: (event) => setting.observe?.(event, clock),
    ...setting.ports,
  };
  const signal = setting.signal ?? new AbortController().signal;
  const policy = { ...defaultPolicy, userAgent, ...setting.policy };
  const sent = await clock.settle(send(request(setting.request), policy, ports, signal));
  return { sent, differences: transport.finish(), clock };
}

/** A credential and a harmless field. */
export const secret = fields('Authorization: Bearer LIT', 'X-Plain: p');
/** A POST with a JSON body. */
export const json = { method: 'POST', fields: fields('Content-Type: application/json'), content: body('{"a":1}') };

/** What a test claims of a sent request; a member that is missing is not checked. */
export interface Expectation {
  readonly outcome?: string;
  readonly warnings?: readonly string[];
  readonly waits?: readonly number[];
  readonly redirects?: number;
  readonly retries?: number;
  readonly finalUrl?: string | undefined;
}

/** Sends over a script that must be followed to the letter, and compares. */
export async function check(
  script: readonly ScriptedExchange[],
  expected: Expectation,
  setting: Setting = {},
): Promise<Sent> {
  const { sent, differences } = await play(script, setting);
  assert.deepEqual(differences, []);
  const { redirects, retries, waits, finalUrl } = sent;
  const actual = { outcome: sent.outcome.kind, warnings: sent.warnings, waits, redirects, retries, finalUrl };
  assert.deepEqual(
    Object.fromEntries(Object.keys(expected).map((name) => [name, actual[name as keyof Expectation]])),
    expected,
  );
  return sent;
}

/** A row of a table of notes: what is told in which case, every sentence in its order as `RULE sentence [warning]`. */
export type NotesRow = readonly [
  claim: string,
  script: readonly ScriptedExchange[],
  setting: Setting,
  ...notes: readonly string[],
];

/** Sends over a script that must be followed to the letter, and compares every note of the report. */
export async function checkNotes([, script, setting, ...notes]: NotesRow): Promise<void> {
  const { sent, differences } = await play(script, setting);
  assert.deepEqual(differences, []);
  const all = [...sent.trace.flatMap((exchange) => exchange.notes), ...sent.notes];
  const told = all.map(
    ({ rule, message, warning }) => `${rule} ${message}${warning === undefined ? '' : ` [${warning}]`}`,
  );
  assert.deepEqual(told, notes);
}
