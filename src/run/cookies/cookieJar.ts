import { CookieJar as Jar } from 'tough-cookie';
import type { CookieJar } from '../../http/sendPorts';

/** The longest name and value that a jar takes, together; octets (RFC 6265bis §5.7). */
const longestPair = 4096;

/**
 * An empty jar in memory (RFC 6265). `__Secure-` and `__Host-` are heeded, a public suffix gets no cookie, and what a server sets against the rules is not stored.
 * `Secure` cookies go over https alone, but for loopback.
 */
export function cookieJar(): CookieJar {
  const jar = new Jar(undefined, { prefixSecurity: 'strict' });
  return {
    fields(url) {
      const value = jar.getCookieStringSync(url);
      return value === '' ? [] : [{ name: 'Cookie', value }];
    },
    store(url, setCookie) {
      for (const line of setCookie) if (isShort(line)) jar.setCookieSync(line, url, { ignoreError: true });
    },
  };
}

function isShort(line: string): boolean {
  return new TextEncoder().encode(line.split(';', 1)[0]).length <= longestPair;
}
