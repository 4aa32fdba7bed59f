import type { IncomingMessage } from 'node:http';
import type { ClientHttp2Stream } from 'node:http2';
import type { Field } from '../http/message';
import { fieldsOf, fromOctets } from './fields';
import { StreamOctets } from './streamOctets';

/** The head of an answer, and how to get at what follows it. */
export interface Head {
  readonly status: number;
  readonly reason: string;
  readonly httpVersion: string;
  readonly fields: readonly Field[];
  /** Rejects when the answer breaks off. */
  readonly octets: AsyncIterable<Uint8Array>;
  /** Known when all octets have been read. */
  readonly trailers: () => readonly Field[];
  /** Ends the connection or stream if there is more to come. */
  readonly close: () => void;
}

/** The head of an answer over HTTP/1. `isHandedOver`: the connection now speaks another protocol, so that no content follows. */
export function http1Head(response: IncomingMessage, isHandedOver: boolean): Head {
  response.on('error', () => undefined);
  return {
    status: response.statusCode ?? 0,
    reason: fromOctets(response.statusMessage ?? ''),
    httpVersion: response.httpVersion,
    fields: fieldsOf(response.rawHeaders),
    octets: isHandedOver ? nothing() : new StreamOctets(response),
    trailers: () => fieldsOf(response.rawTrailers),
    close: () => void response.destroy(),
  };
}

/** The head of an answer over HTTP/2. `raw` is Node's list with the pseudo-field `:status`; `trailers` fills while the answer is read. */
export function http2Head(stream: ClientHttp2Stream, raw: readonly string[], trailers: readonly Field[]): Head {
  const all = fieldsOf(raw);
  return {
    status: Number(all.find((field) => field.name === ':status')?.value),
    reason: '',
    httpVersion: '2',
    fields: all.filter((field) => !field.name.startsWith(':')),
    octets: whole(stream),
    trailers: () => trailers,
    close: () => stream.close(),
  };
}

/** A stream of HTTP/2 may end as if all were well when its connection breaks; its own record tells. */
async function* whole(stream: ClientHttp2Stream): AsyncGenerator<Uint8Array, void> {
  for await (const chunk of stream as AsyncIterable<Uint8Array>) yield chunk;
  if (stream.aborted || stream.rstCode > 0) throw new BrokenOff();
}

class BrokenOff extends Error {
  readonly code = 'ECONNRESET';
}

async function* nothing(): AsyncGenerator<Uint8Array, void> {
  // A connection that was handed over carries no content of this exchange.
}
