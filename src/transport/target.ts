import { isIP } from 'node:net';
import { domainToASCII } from 'node:url';

/** Where a URL leads, and what stands in the request line: `path` is the URL's own text, octet for octet. */
export interface Target {
  readonly isSecure: boolean;
  /** Name or address, without brackets. */
  readonly host: string;
  readonly port: number;
  /** As in a Host field: brackets kept, a default port left out. */
  readonly authority: string;
  readonly path: string;
}

/** The target of an absolute http or https URL; undefined when it has no usable host or port. User info and fragment are left out: neither belongs on the wire. */
export function targetOf(url: string): Target | undefined {
  const match = /^(https?):\/\/(?:[^/?#]*@)?(\[[^\]/?#]*\]|[^:/?#]*)(?::(\d*))?(?=[/?#]|$)([^#]*)/i.exec(url);
  const [, scheme = '', name = '', digits = '', rest = ''] = match ?? [];
  const isSecure = scheme.toLowerCase() === 'https';
  const standard = isSecure ? 443 : 80;
  const port = digits === '' ? standard : Number(digits);
  const host = name.startsWith('[') ? name.slice(1, -1) : asciiName(name);
  if (host === '' || port < 1 || port > 65_535) return undefined;
  if (name.startsWith('[') && isIP(host) !== 6) return undefined;
  const written = isIP(host) === 6 ? `[${host}]` : host;
  const authority = port === standard ? written : `${written}:${port}`;
  return { isSecure, host, port, authority, path: rest.startsWith('/') ? rest : `/${rest}` };
}

/** Host and port for a sentence, and for CONNECT. */
export function hostAndPort(host: string, port: number): string {
  return `${isIP(host) === 6 ? `[${host}]` : host}:${port}`;
}

function asciiName(name: string): string {
  return /^[\x21-\x7e]*$/.test(name) ? name : domainToASCII(name);
}
