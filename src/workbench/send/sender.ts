import * as vscode from 'vscode';
import type { SendPolicy } from '../../http/policy';
import type { RunContext, RunPorts, RunTarget } from '../../run/ports';
import type { RunRecord } from '../../run/record';
import type { Network } from '../../transport/network';
import { lazyContents } from './lazyContents';
import type { Target } from './target';
import type { EnvironmentScope, WorkbenchEnvironments } from '../environments/environments';
import type { HostGate } from './hostGate';
import type { LazyEngine } from './lazyEngine';
import { requestSource } from '../history/requestSource';
import { networkOf } from './networkOf';
import type { Planned } from '../../run/planRequest';
import { requestLabel } from '../../language/symbols';
import type { RunStart, Runs } from './runs';
import { runPorts } from './runPorts';
import { usualSandbox, type SandboxControl } from '../sandbox/sandboxControl';
import type { NamedSecrets } from '../environments/secrets';
import { readSettings } from '../settings';
import type { DefaultTokens } from '../tokens/defaultTokens';
import type { TokenProfiles } from '../tokens/tokenProfiles';
import { workspaceFiles } from '../workspaceFiles';

/** What sending needs. */
export interface SenderDeps {
  readonly engine: LazyEngine;
  readonly runs: Runs;
  readonly environments: WorkbenchEnvironments;
  readonly secrets: NamedSecrets;
  readonly tokens: TokenProfiles;
  readonly defaults: DefaultTokens;
  readonly sandbox: SandboxControl;
  readonly gate: HostGate;
  readonly log: vscode.LogOutputChannel;
  readonly userAgent: string;
}

/** What one send does differently. */
interface SendOptions {
  /** Aborting it cancels the run, like the person does. */
  readonly signal?: AbortSignal;
  /** Wins over the settings, and gives way to the directives of the request. */
  readonly policy?: Partial<SendPolicy>;
  /** Requests it needs are sent again, whatever answer they have. */
  readonly needsAnew?: boolean;
}

/** Sends requests of files, each on its own. */
export interface Sender {
  /** Sends one request and gives its record. */
  send(target: Target, options?: SendOptions): Promise<RunRecord>;
  /** The message that a request would send now, with stand-ins for secrets. Nothing leaves. */
  plan(target: Target): Promise<Planned>;
}

export function createSender(deps: SenderDeps): Sender {
  return {
    send: (target, options = {}) =>
      deps.runs.start(startOf(target), (own, observe) => {
        const signal = options.signal === undefined ? own : AbortSignal.any([own, options.signal]);
        return run(deps, target, { ...options, signal }, observe);
      }),
    plan: async (target) => {
      const engine = await deps.engine.get();
      const { runTarget, context } = await prepare(deps, target);
      return engine.plan(runTarget, context, workspaceFiles(lazyContents));
    },
  };
}

function startOf({ uri, document, keyed }: Target): RunStart {
  const { method, url, directives } = keyed.request;
  return {
    request: { uri: uri.toString(), key: keyed.key },
    title: requestLabel(keyed.request),
    method,
    url: document.text.slice(url.span.start, url.span.end),
    source: requestSource(document, keyed.request),
    isPrivate: directives.some(({ key }) => key === 'no-log'),
  };
}

async function run(
  deps: SenderDeps,
  target: Target,
  { signal, policy, needsAnew = false }: SendOptions & { readonly signal: AbortSignal },
  observe: RunPorts['observe'],
): Promise<RunRecord> {
  const engine = await deps.engine.get();
  const { runTarget, context, network } = await prepare(deps, target);
  const label = requestLabel(target.keyed.request);
  const changed = { ...context, needsAnew, policy: { ...context.policy, ...policy } };
  const ports = runPorts({ ...deps, engine, network, bindings: context.layers.flat(), label, signal, observe });
  const record = await engine.run(runTarget, changed, ports, signal);
  return { ...record, file: vscode.workspace.asRelativePath(target.uri) };
}

interface Prepared {
  readonly runTarget: RunTarget;
  readonly context: Omit<RunContext, 'answers'>;
  readonly network: Network;
}

async function prepare(
  { sandbox, environments, defaults, userAgent, log }: SenderDeps,
  { uri, document, keyed }: Target,
): Promise<Prepared> {
  const scope = await scopeWithSandbox(environments, sandbox, uri, document.text);
  const { policy, network, usesCookieJar } = readSettings(uri, userAgent);
  return {
    runTarget: { document, request: keyed.request, file: uri.toString() },
    context: { ...scope, policy, usesCookieJar, authProfile: await defaults.of(uri) },
    network: await networkOf(network, (message) => log.warn(message)),
  };
}

/** Starts the sandbox for a file that uses it: as `{{sandbox}}`, or by its usual address in an environment. */
async function scopeWithSandbox(
  environments: WorkbenchEnvironments,
  sandbox: SandboxControl,
  uri: vscode.Uri,
  text: string,
): Promise<EnvironmentScope> {
  const scope = await environments.scope(uri);
  if (namesSandbox(text)) await sandbox.start();
  else if (scope.layers.flat().some(({ value }) => value.startsWith(usualSandbox))) await sandbox.startAtUsualPort();
  else return scope;
  return environments.scope(uri);
}

function namesSandbox(text: string): boolean {
  return /\{\{%?\s*sandbox\s*\}\}/.test(text) && !/^@sandbox\s*=/m.test(text);
}
