import { isIP } from 'node:net';
import type { ProxySetting, Proxy } from './proxy';
import { proxyFor } from './proxy';
import { targetOf, type Target } from './target';

/** TLS settings of the hosts that `host` names: a name, an address, `*.name` for its subdomains, or `*`. Certificates and keys are PEM texts. */
export interface TlsRule {
  readonly host: string;
  /** Authorities that may vouch for the host, in place of the usual ones. */
  readonly ca?: string | undefined;
  readonly cert?: string | undefined;
  readonly key?: string | undefined;
  readonly passphrase?: string | undefined;
  /** False: whoever answers is believed. An exception that a person makes for a host, never the default (rule SE). */
  readonly rejectUnauthorized?: boolean | undefined;
}

/** Connect to `address` for what is meant for `host` and `port`. */
export interface ResolveRule {
  readonly host: string;
  readonly port: number;
  readonly address: string;
}

/** How to get to the network. `vscode` goes by the proxies and certificates of the editor; `direct` uses these settings. */
export interface Network {
  readonly mode: 'vscode' | 'direct';
  /** Heeded in `direct` mode only. */
  readonly proxy: ProxySetting;
  readonly tls: readonly TlsRule[];
  readonly resolve: readonly ResolveRule[];
}

/** Attempts at one of several addresses of a host may take this long; Node's own 250 ms gives up on distant ones. */
export const attemptTimeout = 1000;

/** TLS options of one connection, as Node names them. */
export type TlsOptions = Omit<TlsRule, 'host'>;

/** The way to one target. `address` is what to connect to, and differs from the target's host only by a `ResolveRule`. */
export interface Route {
  readonly target: Target;
  readonly address: string;
  readonly proxy: Proxy | undefined;
  readonly tls: TlsOptions;
  /** TLS options for a proxy that is itself spoken to over TLS. */
  readonly proxyTls: TlsOptions;
  /** The editor's own patch of Node makes the connection, for one exchange. */
  readonly isPatched: boolean;
  /** Certificates to believe where `tls` names none; undefined: those of Node. */
  readonly authorities?: readonly string[] | undefined;
}

/** Why there is no way: the URL or the proxy setting cannot be used. */
export type NoRoute = 'invalid-url' | 'invalid-proxy';

/** The way to a URL by the settings alone, or why there is none. */
export function routeTo(url: string, network: Network): Route | NoRoute {
  const target = targetOf(url);
  if (target === undefined) return 'invalid-url';
  const proxy = network.mode === 'direct' ? proxyFor(target, network.proxy) : undefined;
  if (proxy === 'invalid') return 'invalid-proxy';
  const { host, port } = target;
  const rule = network.resolve.find((entry) => entry.port === port && entry.host.toLowerCase() === host.toLowerCase());
  return {
    target,
    address: rule?.address ?? host,
    proxy,
    tls: target.isSecure ? tlsFor(host, network.tls) : {},
    proxyTls: proxy?.isSecure === true ? tlsFor(proxy.host, network.tls) : {},
    isPatched: network.mode === 'vscode',
  };
}

/** The name for SNI and for the check of the certificate; undefined for an address, which has no SNI (RFC 6066 §3). */
export function serverName(host: string): string | undefined {
  return isIP(host) === 0 ? host : undefined;
}

/** All rules that name the host, the later ones winning. */
function tlsFor(host: string, rules: readonly TlsRule[]): TlsOptions {
  const options: Record<string, unknown> = {};
  for (const { host: pattern, ...rule } of rules) {
    if (!names(pattern.toLowerCase(), host.toLowerCase())) continue;
    for (const [name, value] of Object.entries(rule)) if (value !== undefined) options[name] = value;
  }
  return options;
}

function names(pattern: string, host: string): boolean {
  if (pattern === '*' || pattern === host) return true;
  return pattern.startsWith('*.') && isIP(host) === 0 && host.endsWith(pattern.slice(1));
}
