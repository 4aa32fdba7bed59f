import { BlockList, isIP } from 'node:net';
import { targetOf, type Target } from './target';

/** Which proxy to use: none, that of the environment variables, or the one at `url` except for the hosts of `bypass` (as in NO_PROXY). */
export type ProxySetting =
  | { readonly kind: 'none' }
  | { readonly kind: 'environment'; readonly variables: Readonly<Record<string, string | undefined>> }
  | { readonly kind: 'url'; readonly url: string; readonly bypass: string };

/** One proxy. `authorization` is the value of Proxy-Authorization; undefined when its URL names no user. */
export interface Proxy {
  readonly isSecure: boolean;
  readonly host: string;
  readonly port: number;
  readonly authorization: string | undefined;
}

/** The proxy for a target; undefined: connect directly. `invalid`: a proxy is set, but is no http or https URL. */
export function proxyFor(target: Target, setting: ProxySetting): Proxy | 'invalid' | undefined {
  if (setting.kind === 'none') return undefined;
  const url = setting.kind === 'url' ? setting.url : variable(setting.variables, target.isSecure ? 'https' : 'http');
  const bypass = setting.kind === 'url' ? setting.bypass : (named(setting.variables, 'no_proxy') ?? '');
  if (url === undefined || url === '' || isBypassed(target, bypass)) return undefined;
  return parsed(url);
}

function variable(variables: Readonly<Record<string, string | undefined>>, scheme: string): string | undefined {
  return named(variables, `${scheme}_proxy`) ?? named(variables, 'all_proxy');
}

/** Lower case first, as curl has it; an empty one counts as not set. */
function named(variables: Readonly<Record<string, string | undefined>>, name: string): string | undefined {
  return variables[name] || variables[name.toUpperCase()] || undefined;
}

function parsed(url: string): Proxy | 'invalid' {
  const full = /^[a-z][a-z0-9+.-]*:\/\//i.test(url) ? url : `http://${url}`;
  const target = targetOf(full);
  if (target === undefined) return 'invalid';
  const [, user] = /^[^:]*:\/\/(?:([^/?#]*)@)?/.exec(full) ?? [];
  const authorization = user === undefined ? undefined : `Basic ${Buffer.from(decoded(user)).toString('base64')}`;
  return { isSecure: target.isSecure, host: target.host, port: target.port, authorization };
}

function decoded(user: string): string {
  try {
    return decodeURIComponent(user);
  } catch {
    return user;
  }
}

/** Entries are divided by commas or blanks: `*`, a domain (its subdomains too), an address, a network in CIDR form; each may end in a port. */
function isBypassed(target: Target, bypass: string): boolean {
  const host = target.host.toLowerCase();
  return bypass
    .toLowerCase()
    .split(/[\s,]+/)
    .some((entry) => {
      const [, bracketed, plain, port] = /^(?:\[(.*)\]|([^:]*|.*:.*:.*))(?::(\d+))?$/.exec(entry) ?? [];
      const name = bracketed ?? plain ?? '';
      if (name === '' || (port !== undefined && Number(port) !== target.port)) return false;
      return name === '*' || isWithin(host, name);
    });
}

function isWithin(host: string, entry: string): boolean {
  const family = isIP(host);
  if (family !== 0) return entry === host || isInNetwork(host, family === 6 ? 'ipv6' : 'ipv4', entry);
  const domain = entry.replace(/^\*?\./, '');
  return host === domain || host.endsWith(`.${domain}`);
}

function isInNetwork(host: string, family: 'ipv4' | 'ipv6', entry: string): boolean {
  const [, network = '', bits = ''] = /^(.+)\/(\d{1,3})$/.exec(entry) ?? [];
  if (isIP(network) === 0 || (isIP(network) === 6) !== (family === 'ipv6')) return false;
  if (Number(bits) > (family === 'ipv6' ? 128 : 32)) return false;
  const list = new BlockList();
  list.addSubnet(network, Number(bits), family);
  return list.check(host, family);
}
