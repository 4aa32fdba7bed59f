import * as vscode from 'vscode';
import { defaultPolicy, type SendPolicy } from '../http/policy';
import type { Network } from '../transport/network';
import type { ProxySetting } from '../transport/proxy';

/** Every setting of one run, read once. Durations are milliseconds, sizes octets. */
export interface Settings {
  /** The engine's switches; `userAgent` is the setting, or the default of this installation. */
  readonly policy: SendPolicy;
  readonly network: NetworkSettings;
  /** Whether requests without a directive of their own use the cookie jar of their environment. */
  readonly usesCookieJar: boolean;
  readonly showsCodeLens: boolean;
  /** Whether the resolved URL stands behind request lines. */
  readonly showsUrlHints: boolean;
  /** Runs kept in the history; 0 keeps none. */
  readonly historyLength: number;
  /** Names of fields and members, and JSONPaths, that a comparison of responses leaves out. */
  readonly comparisonIgnores: readonly string[];
  readonly responseColumn: 'beside' | 'active';
}

/** How to get to the network, certificates still as paths of PEM files. */
export interface NetworkSettings {
  readonly mode: Network['mode'];
  readonly proxy: ProxySetting;
  /** Hosts whose certificate is not checked. */
  readonly insecureHosts: readonly string[];
  readonly certificates: readonly CertificateSetting[];
}

/** Files for the hosts that `host` names: a name, `*.name`, or `*`. */
export interface CertificateSetting {
  readonly host: string;
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
}

/** The settings that hold for a file, or for the window without one. The only place that reads any. */
export function readSettings(scope: vscode.Uri | undefined, defaultUserAgent: string): Settings {
  const settings = vscode.workspace.getConfiguration('rcreq', scope ?? null);
  const userAgent = settings.get('userAgent', '').trim();
  return {
    policy: {
      ...defaultPolicy,
      connectTimeoutMs: milliseconds(within(settings.get('timeout.connect'), [0, 3600], 30)),
      totalTimeoutMs: milliseconds(within(settings.get('timeout.total'), [0, 86_400], 120)),
      maxWireBytes: within(settings.get('size.wire'), [1, 2048], 50) * mebibyte,
      maxDecodedBytes: within(settings.get('size.decoded'), [1, 4096], 100) * mebibyte,
      ...redirectPolicy(settings),
      ...retryPolicy(settings),
      validatorCache: settings.get('conditionalRequests', true),
      userAgent: userAgent === '' ? defaultUserAgent : userAgent,
    },
    network: {
      mode: settings.get<Network['mode']>('network.mode', 'vscode'),
      proxy: proxySetting(settings.get('network.proxy', '').trim(), settings.get('network.noProxy', '')),
      insecureHosts: settings.get<readonly string[]>('tls.insecureHosts', []),
      certificates: settings.get<readonly CertificateSetting[]>('tls.certificates', []),
    },
    usesCookieJar: settings.get('cookieJar', false),
    showsCodeLens: settings.get('codeLens', true),
    showsUrlHints: settings.get('inlayHints.url', true),
    historyLength: within(settings.get('history.length'), [0, 1000], 200),
    comparisonIgnores: settings.get<readonly string[]>('compare.ignore', []),
    responseColumn: settings.get<Settings['responseColumn']>('response.column', 'beside'),
  };
}

/** What the editor's own settings say of its network: whether extensions go through its proxy, and whether the system's authorities are believed. */
export function readEditorNetwork(): { readonly usesProxy: boolean; readonly usesSystemAuthorities: boolean } {
  const settings = vscode.workspace.getConfiguration('http');
  return {
    usesProxy: settings.get('proxySupport') !== 'off',
    usesSystemAuthorities: settings.get('systemCertificates', true),
  };
}

/** Environments that REST Client and httpYac keep in their settings, as one text of settings. */
export function foreignEnvironmentSettings(scope: vscode.Uri): string {
  const names = ['rest-client.environmentVariables', 'httpyac.environmentVariables'];
  const settings = vscode.workspace.getConfiguration(undefined, scope);
  return JSON.stringify(Object.fromEntries(names.map((name) => [name, settings.get<unknown>(name)])));
}

/** Whether a change of settings touches ours. */
export function concernsSettings(event: vscode.ConfigurationChangeEvent): boolean {
  return event.affectsConfiguration('rcreq');
}

/** Endings of the files that open as request files: `.rcreq`, and those that `files.associations` gives to this language. */
export function requestFileEndings(): readonly string[] {
  const associations = vscode.workspace
    .getConfiguration('files')
    .get<Readonly<Record<string, string>>>('associations', {});
  const ours = Object.entries(associations).filter(([, language]) => language === 'rcreq');
  return ['.rcreq', ...ours.flatMap(([glob]) => /^(?:\*\*\/)?\*(\.\w+)$/.exec(glob)?.[1] ?? [])];
}

/** Whether a change of settings touches which files those are. */
export function concernsFileEndings(event: vscode.ConfigurationChangeEvent): boolean {
  return event.affectsConfiguration('files.associations');
}

/** Gives `.http` and `.rest` files to this language, or takes back what was given. */
export async function associateHttpFiles(target: vscode.ConfigurationTarget, isOurs: boolean): Promise<void> {
  const files = vscode.workspace.getConfiguration('files');
  const known = files.inspect<Readonly<Record<string, string>>>('associations');
  const present = (target === vscode.ConfigurationTarget.Global ? known?.globalValue : known?.workspaceValue) ?? {};
  const others = Object.entries(present).filter(([glob, language]) => !(globs.includes(glob) && language === 'rcreq'));
  if (!isOurs && others.length === Object.keys(present).length) return;
  const ours = isOurs ? globs.map((glob) => [glob, 'rcreq'] as const) : [];
  const next = Object.fromEntries([...others.filter(([glob]) => !isOurs || !globs.includes(glob)), ...ours]);
  await files.update('associations', Object.keys(next).length === 0 ? undefined : next, target);
}

const globs = ['*.http', '*.rest'];

const mebibyte = 1_048_576;

function redirectPolicy(settings: vscode.WorkspaceConfiguration): Partial<SendPolicy> {
  return {
    followRedirects: settings.get('redirect.follow', true),
    maxRedirects: within(settings.get('redirect.limit'), [0, 50], 10),
    missingLocation: settings.get<SendPolicy['missingLocation']>('redirect.missingLocation', 'repeat'),
    redirectPatch: settings.get<SendPolicy['redirectPatch']>('redirect.patch', 'get'),
    crossOriginBody: settings.get<SendPolicy['crossOriginBody']>('redirect.crossOriginBody', 'send'),
    insecureRedirect: settings.get<SendPolicy['insecureRedirect']>('redirect.insecure', 'block'),
    trustedRedirectOrigins: settings.get<readonly string[]>('redirect.trustedOrigins', []),
    secretHeaders: [
      ...defaultPolicy.secretHeaders,
      ...settings.get<readonly string[]>('redirect.secretFields', []).map((name) => name.toLowerCase()),
    ],
  };
}

function retryPolicy(settings: vscode.WorkspaceConfiguration): Partial<SendPolicy> {
  const limit = within(settings.get('retry.limit'), [0, 10], 3);
  return {
    retryStatuses: [...settings.get('retry.statuses', '503').matchAll(/\d{3}/g)].map(([status]) => Number(status)),
    maxRetries: limit,
    max429Retries: limit,
    maxRetryAfterMs: within(settings.get('retry.longestWait'), [0, 3600], 300) * 1000,
    retryUnsafeMethods: settings.get('retry.unsafeMethods', false),
    retryNetwork: settings.get('retry.network', false),
  };
}

/** Empty: the proxy of the environment variables. */
function proxySetting(url: string, bypass: string): ProxySetting {
  if (url === 'none') return { kind: 'none' };
  return url === '' ? { kind: 'environment', variables: process.env } : { kind: 'url', url, bypass };
}

/** A number as typed by hand in settings.json: out of its range it is moved to the nearest end, and what is no number counts as left out. */
function within(value: unknown, [least, most]: readonly [number, number], otherwise: number): number {
  return typeof value === 'number' && Number.isFinite(value) ? Math.min(most, Math.max(least, value)) : otherwise;
}

/** Zero in the settings means no limit. */
function milliseconds(seconds: number): number | undefined {
  return seconds > 0 ? seconds * 1000 : undefined;
}
