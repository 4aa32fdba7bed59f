import type { Resolver } from '../values/resolve';

const hasScheme = /^[a-z][a-z\d+.-]*:\/\//i;

/**
 * A URL that other clients complete: `/path` with a Host field (REST Client), `/path` with a variable `host` (httpYac),
 * `host/path` (JetBrains). What else lacks a scheme stays as it is and is refused by the engine. `host`: the Host field as typed.
 */
export async function absoluteUrl(url: string, host: string | undefined, resolver: Resolver): Promise<string> {
  if (hasScheme.test(url)) return url;
  if (url.startsWith('/') && !url.startsWith('//')) {
    const origin = host ?? (await resolver.valueOf('host'))?.text;
    if (origin !== undefined && origin !== '') return withScheme(origin.trim().replace(/\/+$/, '')) + url;
  }
  return /^(?:[\w-]+(?:\.[\w-]+)+|localhost|\[[\da-f:]+\])(?::\d+)?(?:[/?#]|$)/i.test(url) ? `http://${url}` : url;
}

/** The value of a Host field without the scheme and the path that some write into it. */
export function hostOnly(value: string): string {
  return hasScheme.test(value) ? value.replace(hasScheme, '').replace(/[/?#].*$/s, '') : value;
}

function withScheme(host: string): string {
  if (hasScheme.test(host)) return host;
  return `${/:(?:8)?443$/.test(host) ? 'https' : 'http'}://${host}`;
}
