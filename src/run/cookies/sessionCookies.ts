import type { CookieJar } from '../../http/sendPorts';
import type { RunPorts } from '../ports';

/** The jars of a session, one for each environment. The code of a jar is loaded when a request first wants one. */
export function sessionCookies(): NonNullable<RunPorts['cookies']> {
  const jars = new Map<string | undefined, Promise<CookieJar>>();
  return (environment) => {
    const jar = jars.get(environment) ?? import('./cookieJar').then(({ cookieJar }) => cookieJar());
    jars.set(environment, jar);
    return jar;
  };
}
