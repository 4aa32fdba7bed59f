import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { json, numberOf, type Call } from '../call';
import type { Route } from '../route';

const maxWait = 3_600_000;

/** Answers that take their time or break off. */
export const streamRoutes: readonly Route[] = [
  route('/sandbox/slow', 'A server that takes its time: waits ms=, then answers.', async (call) => {
    const ms = numberOf(call, 'ms', { min: 0, max: maxWait, fallback: 1000 });
    await sleep(ms, undefined, { signal: call.signal });
    return json({ waited: ms });
  }),
  route('/sandbox/drip', 'A slow connection: bytes= octets, one every ms=.', (call) => ({
    stream: (response) => drip(call, response),
  })),
  route('/sandbox/large', 'A very large answer: about mb= megabytes of JSON, streamed.', (call) => ({
    stream: (response) => writeLarge(call, response),
  })),
  route('/sandbox/events', 'Server-sent events: n= of them, one every ms=.', (call) => ({
    stream: (response) => writeEvents(call, response),
  })),
  route('/sandbox/truncate', 'A connection that ends before Content-Length is reached: bytes= of 1000.', (call) => ({
    stream: (response) => {
      const bytes = numberOf(call, 'bytes', { min: 0, max: 999, fallback: 500 });
      response.writeHead(200, { 'Content-Type': 'text/plain', 'Content-Length': '1000' });
      response.write('x'.repeat(bytes), () => response.socket?.end());
    },
  })),
  route('/sandbox/reset-connection', 'A connection that is reset: phase=head (before the answer) or body.', (call) => ({
    stream: (response) => {
      const reset = () => void response.socket?.resetAndDestroy();
      if (call.url.searchParams.get('phase') !== 'body') {
        reset();
        return;
      }
      response.writeHead(200, { 'Content-Type': 'text/plain', 'Content-Length': '1000' });
      response.write('x'.repeat(100), reset);
    },
  })),
  route('/sandbox/chunked-error', 'A chunked answer that breaks: kind=size (no chunk size) or abort.', (call) => ({
    stream: (response) => {
      response.writeHead(200, { 'Content-Type': 'text/plain' });
      response.write('first chunk', () => {
        if (call.url.searchParams.get('kind') !== 'abort') response.socket?.write('no chunk size\r\n');
        response.socket?.end();
      });
    },
  })),
];

function route(path: string, standsFor: string, answer: Route['answer']): Route {
  return { methods: ['*'], path, standsFor, isProtected: false, answer };
}

async function drip(call: Call, response: ServerResponse): Promise<void> {
  const bytes = numberOf(call, 'bytes', { min: 0, max: 1_000_000, fallback: 10 });
  const ms = numberOf(call, 'ms', { min: 0, max: maxWait, fallback: 100 });
  response.writeHead(200, { 'Content-Type': 'text/plain', 'Content-Length': String(bytes) });
  response.flushHeaders();
  for (let sent = 0; sent < bytes; sent++) {
    await sleep(ms, undefined, { signal: call.signal });
    response.write('.');
  }
  response.end();
}

async function writeLarge(call: Call, response: ServerResponse): Promise<void> {
  const size = numberOf(call, 'mb', { min: 0, max: 4096, fallback: 1 }) * 1_000_000;
  response.writeHead(200, { 'Content-Type': 'application/json;charset=UTF-8' });
  let sent = 0;
  let id = 9_007_199_254_740_993n;
  const record = () =>
    `{"id":${id++},"type":"SMS","readStatus":"Read","subject":"Record of a large answer","to":["+15550100"]}`;
  let separator = '[\n';
  do {
    let chunk = '';
    while (chunk.length < 65_536 && sent + chunk.length < size) {
      chunk += separator + record();
      separator = ',\n';
    }
    sent += chunk.length;
    if (!response.write(chunk)) await once(response, 'drain', { signal: call.signal });
  } while (sent < size);
  response.end(size === 0 ? '[]\n' : '\n]\n');
}

async function writeEvents(call: Call, response: ServerResponse): Promise<void> {
  const count = numberOf(call, 'n', { min: 0, max: 100_000, fallback: 3 });
  const ms = numberOf(call, 'ms', { min: 0, max: maxWait, fallback: 100 });
  response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
  response.flushHeaders();
  for (let id = 1; id <= count; id++) {
    await sleep(ms, undefined, { signal: call.signal });
    response.write(`id: ${id}\nevent: tick\ndata: {"n":${id}}\n\n`);
  }
  response.end();
}
