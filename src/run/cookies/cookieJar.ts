import { Cookie, CookieJar as Jar, domainMatch, MemoryCookieStore } from 'tough-cookie';
import type { CookieJar } from '../../http/sendPorts';
import type { CookieFate } from '../../http/trace';
import { Crowd } from './crowd';

/** The longest name and value that a jar takes, together; octets (RFC 6265bis §5.7). */
const longestPair = 4096;

/**
 * An empty jar in memory (RFC 6265). `__Secure-` and `__Host-` are heeded, a public suffix gets no cookie, and what a server sets against the rules is not stored.
 * `Secure` cookies go over https alone, but for loopback. Beyond 180 cookies of a domain, and 3,300 in all, those used longest ago are forgotten.
 */
export function cookieJar(): CookieJar {
  const store = new MemoryCookieStore();
  const crowd = new Crowd(store);
  const jar = new Jar(store, { prefixSecurity: 'strict' });
  return {
    fields(url) {
      const value = jar.getCookieStringSync(url);
      return value === '' ? [] : [{ name: 'Cookie', value }];
    },
    store(url, setCookie) {
      return setCookie.map((line) => take({ jar, crowd }, line, url));
    },
  };
}

function take({ jar, crowd }: { readonly jar: Jar; readonly crowd: Crowd }, line: string, url: string): CookieFate {
  if (!isShort(line)) return 'too-long';
  const taken = jar.setCookieSync(line, url, { ignoreError: true });
  if (taken === undefined) return whyRefused(line, new URL(url));
  crowd.add(taken.domain);
  return taken.expiryTime() !== Infinity && taken.TTL() <= 0 ? 'removed' : 'kept';
}

/** Examined after the fact, for the jar says only that it took a cookie or not. */
function whyRefused(line: string, { hostname, protocol }: URL): CookieFate {
  const cookie = Cookie.parse(line);
  if (cookie === undefined) return 'malformed';
  if (/^__(?:secure|host)-/iu.test(cookie.key)) return 'prefix';
  const domain = cookie.cdomain();
  if (domain) return domainMatch(hostname, domain) === true ? 'public-suffix' : 'other-domain';
  return cookie.secure && protocol === 'http:' ? 'insecure' : 'refused';
}

function isShort(line: string): boolean {
  return new TextEncoder().encode(line.split(';', 1)[0]).length <= longestPair;
}
