import type { RequestMessage } from '../http/message';
import type { Transport } from '../http/ports';

/** A transport from which nothing leaves: each message is given to `keep`, and told to be cancelled. */
export function unsentTransport(keep: (message: RequestMessage) => void): Transport {
  return {
    exchange: (message) => {
      keep(message);
      return Promise.resolve({
        kind: 'failure',
        failure: { kind: 'cancelled', code: 'DRY_RUN', message: 'Nothing was sent.', phase: 'connect' },
        sent: message,
        timings: { dns: -1, connect: -1, tls: -1, send: -1, wait: -1, receive: -1 },
        connection: undefined,
      });
    },
  };
}
