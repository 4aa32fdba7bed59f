import { CookieJar as Jar } from 'tough-cookie';
import type { CookieJar } from '../../src/http/sendPorts';

/** An empty jar in memory. */
export function cookieJar(): CookieJar {
  const jar = new Jar();
  return {
    fields(url) {
      const value = jar.getCookieStringSync(url);
      return value === '' ? [] : [{ name: 'Cookie', value }];
    },
    store(url, setCookie) {
      for (const line of setCookie) jar.setCookieSync(line, url, { ignoreError: true });
    },
  };
}
