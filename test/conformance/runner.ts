import { parseUrl } from '../../src/base/parseUrl';
import { createTokenSource } from '../../src/auth/tokenSource';
import {
  formatTokenProfile,
  profileKey,
  type Grant,
  type TokenProfile,
  type TokenSet,
} from '../../src/auth/tokenProfile';
import { memorySecretStore, type SecretStore } from '../../src/auth/secretStore';
import { penaltyGate } from '../../src/http/retry/penaltyGate';
import { defaultPolicy, type SendPolicy } from '../../src/http/policy';
import { send } from '../../src/http/send';
import { memoryContent, type SendEvent, type SendPorts } from '../../src/http/sendPorts';
import type { QueryParameter, SendRequest } from '../../src/http/sendRequest';
import type { Sent } from '../../src/http/trace';
import { validatorCache } from '../../src/http/conditional/validatorCache';
import { cookieJar } from '../../src/run/cookies/cookieJar';
import type { RunRecord } from '../../src/run/record';
import { memoryReader, ScriptedTransport, type Answer } from '../support/scriptedTransport';
import { VirtualClock } from '../support/virtualClock';
import { completeCase, idOf } from './completeCase';
import { outcomeDifferences } from './observed';
import { leaks, recordOf } from './records';
import type { Case, CaseRequest, RenderExpectation, Suite } from './suite';
import { unknownWords } from './vocabulary';

/** What the runner cannot do by itself. */
export interface Hooks {
  /** Shows the answer in the real panel; each sentence of what it gives is a difference. Without it a case that names `render` fails. */
  readonly render?: (record: RunRecord, expected: RenderExpectation) => Promise<readonly string[]>;
  /** Answers each exchange; without it answers are made in memory. */
  readonly answer?: Answer;
}

/** How one case went: it passed when there is no difference. */
export interface CaseResult {
  readonly id: string;
  readonly differences: readonly string[];
}

/** Runs every case of a suite, one after another. */
export async function runSuite(suite: Suite, hooks: Hooks = {}): Promise<readonly CaseResult[]> {
  const results: CaseResult[] = [];
  for (const one of suite.cases)
    results.push({ id: idOf(one), differences: await runSafely(one, suite.policyDefaults, hooks) });
  return results;
}

/** A case that breaks the runner has failed; the others still run. */
async function runSafely(one: Case, defaults: Partial<SendPolicy>, hooks: Hooks): Promise<readonly string[]> {
  const unread = unknownWords(one);
  try {
    return [...unread, ...(await runCase(completeCase(one), defaults, hooks))];
  } catch (error) {
    return [...unread, `the case broke off: ${error instanceof Error ? error.message : String(error)}`];
  }
}

/** Runs one case over a virtual clock, and an in-memory transport unless `hooks` bring another; gives what differs. */
export async function runCase(one: Case, defaults: Partial<SendPolicy>, hooks: Hooks = {}): Promise<readonly string[]> {
  return inTimeZone(one.state?.timeZone, async () => {
    const stage = await stageOf(one, { ...defaultPolicy, ...defaults, ...one.policy }, hooks);
    const runs = await stage.clock.settle(one.concurrent === true ? together(one, stage) : inTurn(one, stage));
    const differences = [...stage.script.finish()];
    for (const expected of one.outcomes) {
      const run = runs.find(({ request }) => request.id === expected.request);
      if (run === undefined) {
        differences.push(`no request ${expected.request}`);
        continue;
      }
      const found = [
        ...outcomeDifferences(expected, run.sent),
        ...(await leaks(expected.recordsMustNotContain ?? [], run, stage.policy)),
      ];
      if (expected.render) {
        found.push(
          ...((await hooks.render?.(recordOf(run, stage.policy), expected.render)) ?? [
            'render: nobody showed it in a panel',
          ]),
        );
      }
      differences.push(...found.map((difference) => `${expected.request} ${difference}`));
    }
    return differences;
  });
}

/** One request that was sent, with everything that was told of it meanwhile. */
export interface CaseRun {
  readonly request: CaseRequest;
  readonly sent: Sent;
  readonly events: readonly SendEvent[];
}

interface Stage {
  readonly clock: VirtualClock;
  readonly script: ScriptedTransport;
  readonly policy: SendPolicy;
  readonly ports: Omit<SendPorts, 'transport' | 'observe' | 'cookies'>;
  readonly cookies: NonNullable<SendPorts['cookies']>;
}

async function stageOf(one: Case, policy: SendPolicy, { answer }: Hooks): Promise<Stage> {
  const start = one.state?.now === undefined ? undefined : Date.parse(one.state.now);
  if (Number.isNaN(start)) throw new Error(`state.now is no date: ${one.state?.now}`);
  const clock = new VirtualClock(start);
  const script = new ScriptedTransport(one.exchanges, { clock, order: one.order, answer });
  const secrets = memorySecretStore();
  const profile = profileOf(one, clock.time());
  if (profile !== undefined) await replaceable(profile, secrets, script);
  const tokens = profile && createTokenSource(profile, { transport: script.of('auth'), clock, secrets, policy });
  const ports = {
    clock,
    random: { next: () => 0.5 },
    contents: memoryReader,
    tokens,
    validators: validatorCache(),
    gate: penaltyGate(),
  };
  return { clock, script, policy, ports, cookies: cookieJar() };
}

/** `setToken`: somebody else has renewed the token and stored it. */
async function replaceable(profile: TokenProfile, secrets: SecretStore, script: ScriptedTransport): Promise<void> {
  const key = profileKey(profile.name);
  await secrets.store(key, formatTokenProfile(profile));
  script.onSetToken = ({ access, refresh }) => {
    const tokens = { accessToken: access, ...(refresh === null ? {} : { refreshToken: refresh }) };
    return secrets.store(key, formatTokenProfile({ ...profile, tokens }));
  };
}

function profileOf(one: Case, now: number): TokenProfile | undefined {
  const token = one.state?.token;
  if (token === undefined) return undefined;
  const { access, refresh, grant, expiresInMs, clientId, clientSecret, assertion, username, password, tokenUrl } =
    token;
  const tokens: TokenSet | undefined =
    access === undefined || access === null
      ? undefined
      : {
          accessToken: access,
          ...(typeof refresh === 'string' ? { refreshToken: refresh } : {}),
          ...(typeof expiresInMs === 'number' ? { expiresAt: new Date(now + expiresInMs).toISOString() } : {}),
        };
  return {
    name: 'case',
    grant: grant as Grant,
    tokenUrl,
    clientId: clientId ?? '',
    clientAuth: typeof clientSecret === 'string' ? 'basic' : 'public',
    ...(typeof clientSecret === 'string' ? { clientSecret } : {}),
    ...(assertion === undefined ? {} : { assertion }),
    ...(username === undefined ? {} : { username }),
    ...(password === undefined ? {} : { password }),
    scopes: [],
    hosts: hostsOf(one, tokenUrl),
    ...(tokens === undefined ? {} : { tokens }),
  };
}

/** `allowHosts: null` excludes no host, whereas a profile that names none has that of its token URL alone. */
function hostsOf({ requests }: Case, tokenUrl: string): readonly string[] {
  const urls = [tokenUrl, ...requests.map(({ url }) => url)].map((url) => parseUrl(url));
  return urls.filter((url) => url !== undefined).map(({ host }) => host);
}

async function inTurn(one: Case, stage: Stage): Promise<readonly CaseRun[]> {
  const runs: CaseRun[] = [];
  for (const request of one.requests) runs.push(await sendOne(request, stage));
  return runs;
}

/** Started together; in a gated case the others start as soon as the first one waits. */
async function together(one: Case, stage: Stage): Promise<readonly CaseRun[]> {
  const [first, ...others] = one.requests;
  if (one.order !== 'gated' || first === undefined) {
    return Promise.all(one.requests.map((request) => sendOne(request, stage)));
  }
  let begin: () => void = () => undefined;
  const waits = new Promise<void>((resolve) => {
    begin = resolve;
  });
  const running = sendOne(first, stage, (event) => {
    if (event.kind === 'waiting') begin();
  });
  await Promise.race([waits, running]);
  return Promise.all([running, ...others.map((request) => sendOne(request, stage))]);
}

async function sendOne(request: CaseRequest, stage: Stage, tell?: (event: SendEvent) => void): Promise<CaseRun> {
  const events: SendEvent[] = [];
  const observe = (event: SendEvent) => {
    events.push(event);
    tell?.(event);
  };
  const cookies = request.cookieJar === true ? stage.cookies : undefined;
  const ports: SendPorts = { ...stage.ports, transport: stage.script.of(request.id), cookies, observe };
  const sent = await send(sendRequest(request, stage.policy), stage.policy, ports, new AbortController().signal);
  return { request, sent, events };
}

/** The runner stands where a run resolves variables: none has a value, so what is left of them stops the request. */
function sendRequest(request: CaseRequest, policy: SendPolicy): SendRequest {
  const body = request.body ?? undefined;
  const typed = [request.url, ...request.headers.flat(), body ?? ''];
  return {
    method: request.method,
    url: request.url,
    fields: request.headers.map(([name, value]) => ({ name, value })),
    content: body === undefined ? undefined : memoryContent(new TextEncoder().encode(body)),
    httpVersion: '1.1',
    query: (request.query ?? []).map((parameter): QueryParameter =>
      'name' in parameter ? parameter : { name: parameter[0], value: parameter[1] },
    ),
    pathParameters: request.pathParams ?? {},
    tunnel: request.tunnel,
    auth: request.auth ?? 'none',
    secretFields: [],
    hasSecretContent: policy.secrets.some((secret) => body?.includes(secret) === true),
    unresolved: [...typed, ...valuesOf(request)].flatMap((text) => text.match(/\{\{\s*[$\w][^{}]*\}\}/g) ?? []),
  };
}

/** What a list of query parameters and the path parameters put into the URL. */
function valuesOf({ query = [], pathParams = {} }: CaseRequest): readonly string[] {
  const values = query.map((parameter) => ('name' in parameter ? parameter.value : parameter[1]));
  return [...values, ...Object.values(pathParams)].flat().filter((value) => value !== null);
}

/** The local time zone must not matter; a case that names one is run in it. One that does not exist is an error: the process would take UTC for it. */
async function inTimeZone<Value>(zone: string | undefined, run: () => Promise<Value>): Promise<Value> {
  const before = process.env['TZ'];
  if (zone === undefined) return run();
  Intl.DateTimeFormat('en', { timeZone: zone });
  process.env['TZ'] = zone;
  try {
    return await run();
  } finally {
    if (before === undefined) delete process.env['TZ'];
    else process.env['TZ'] = before;
  }
}
