import type { RequestMessage } from '../http/message';
import type { Reply, Transport } from '../http/ports';
import { LiveExchange } from './exchange';
import { Http1 } from './http1';
import type { Http2 } from './http2';
import { routeOf, type EditorNetwork } from './editor';
import type { Network } from './network';
import { Spool, type SpoolOptions } from './spool';
import { cancelled, noRoute } from './stops';
import type { Failure } from '../http/failure';

/** Where large contents go, and how to get to the network. */
export interface TransportOptions extends Network {
  readonly spool: SpoolOptions;
  /** Asked in `vscode` mode; absent: the editor's patch of Node makes every connection. */
  readonly editor?: EditorNetwork | undefined;
}

/** A transport that holds connections and files until it is disposed of. */
export interface NodeTransport extends Transport {
  /** Ends what is under way as cancelled, closes every connection and removes the spooled files. An exchange begun later is cancelled at once. */
  dispose(): Promise<void>;
}

/** The network as Node has it: one HTTP exchange per call, through axios. */
export function createTransport(options: TransportOptions): NodeTransport {
  let http2: Promise<Http2> | undefined;
  const facilities = {
    http1: new Http1(),
    http2: () => (http2 ??= import('./http2').then((loaded) => new loaded.Http2())),
    spool: new Spool(options.spool),
  };
  const live = new Map<LiveExchange, Promise<Reply>>();
  let isDisposed = false;
  return {
    ready: async (url) => {
      const route = await routeOf({ url, httpVersion: '1.1' }, options, options.editor);
      if (typeof route !== 'string') await facilities.http1.opener(route);
    },
    async exchange(message, exchangeOptions, signal) {
      const route = await routeOf(message, options, options.editor, signal);
      if (typeof route === 'string') return unsent(message, noRoute(route));
      if (isDisposed) return unsent(message, cancelled('connect'));
      const exchange = new LiveExchange(message, exchangeOptions, route, facilities);
      const reply = exchange.run(signal);
      live.set(exchange, reply);
      try {
        return await reply;
      } finally {
        live.delete(exchange);
      }
    },
    async dispose() {
      isDisposed = true;
      for (const exchange of live.keys()) exchange.stop();
      await Promise.allSettled(live.values());
      await facilities.http1.dispose();
      (await http2)?.dispose();
      await facilities.spool.dispose();
    },
  };
}

const noTimings = { dns: -1, connect: -1, tls: -1, send: -1, wait: -1, receive: -1 };

function unsent(message: RequestMessage, failure: Failure): Reply {
  return { kind: 'failure', failure, sent: message, timings: noTimings, connection: undefined };
}
