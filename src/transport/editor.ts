import type { RequestMessage } from '../http/message';
import type { ProxySetting } from './proxy';
import { routeTo, type Network, type NoRoute, type Route } from './network';

/** What an editor knows of the network it is in. It is asked in `vscode` mode. */
export interface EditorNetwork {
  /** The URL of the proxy that the editor would use for `url`; undefined: none. Rejects when that cannot be told. */
  proxyFor(url: string): Promise<string | undefined>;
  /** Certificates (PEM) to believe, Node's own included; undefined: those that Node believes anyway. Rejects when that cannot be told. */
  authorities(): Promise<readonly string[] | undefined>;
}

/** The editor's answer is waited for as long, in milliseconds; a proxy script may take its time. */
const patience = 3000;

/**
 * The way to the target of a message. In `vscode` mode the editor's patch of Node finds the proxy, but drops every connection after one exchange.
 * Where the editor says that there is no proxy, connections are our own and are kept; what it cannot tell is left to the patch.
 * HTTP/2 has no such patch: it goes through the proxy by CONNECT.
 */
export async function routeOf(
  { url, httpVersion }: Pick<RequestMessage, 'url' | 'httpVersion'>,
  network: Network,
  editor: EditorNetwork | undefined,
  signal?: AbortSignal,
): Promise<Route | NoRoute> {
  const patched = routeTo(url, network);
  if (network.mode === 'direct' || editor === undefined || typeof patched === 'string') return patched;
  const limit = AbortSignal.timeout(patience);
  const until = signal === undefined ? limit : AbortSignal.any([signal, limit]);
  const own = ownRoute({ url, httpVersion }, network, editor).catch(() => undefined);
  return (await Promise.race([own, aborted(until)])) ?? patched;
}

/** Undefined: the patch has to make the connection. Rejects when the editor cannot tell. */
async function ownRoute(
  { url, httpVersion }: Pick<RequestMessage, 'url' | 'httpVersion'>,
  network: Network,
  editor: EditorNetwork,
): Promise<Route | NoRoute | undefined> {
  const proxy = await editor.proxyFor(url);
  if (proxy !== undefined && httpVersion !== '2') return undefined;
  const setting: ProxySetting = proxy === undefined ? { kind: 'none' } : { kind: 'url', url: proxy, bypass: '' };
  const own = routeTo(url, { ...network, mode: 'direct', proxy: setting });
  if (typeof own === 'string' || !own.target.isSecure) return own;
  return { ...own, authorities: await editor.authorities() };
}

function aborted(signal: AbortSignal): Promise<undefined> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve(undefined);
    signal.addEventListener('abort', () => resolve(undefined), { once: true });
  });
}
