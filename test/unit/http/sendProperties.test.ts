import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import type { Field, RequestMessage } from '../../../src/http/message';
import { defaultPolicy } from '../../../src/http/policy';
import type { Reply, Transport } from '../../../src/http/ports';
import { penaltyGate } from '../../../src/http/retry/penaltyGate';
import { send } from '../../../src/http/send';
import { memoryContent } from '../../../src/http/sendPorts';
import type { Sent } from '../../../src/http/trace';
import { memoryReader } from '../../support/scriptedTransport';
import { VirtualClock } from '../../support/virtualClock';
import { body, fields, request } from './sendHarness';

const secrets = fields('Authorization: Bearer S1', 'Cookie: s=S1', 'X-Api-Key: S1', 'X-Mine: a-S1-b');
const origins = ['https://a.test', 'https://a.test:8443', 'https://b.test', 'http://a.test', ''];

/** What a server may answer: any status that a rule speaks of, with or without what goes with it. */
const answers = fc.record({
  status: fc.constantFrom(200, 204, 301, 302, 303, 307, 308, 304, 300, 401, 404, 408, 429, 500, 503),
  headers: fc
    .record({
      location: fc.option(fc.tuple(fc.constantFrom(...origins), fc.constantFrom('/x', '/y', '/z#f', '/?_method=PUT'))),
      after: fc.option(fc.constantFrom('0', '2', '300', '301', 'soon')),
    })
    .map(({ location, after }): readonly Field[] => [
      ...(location === null ? [] : [{ name: 'Location', value: location.join('') }]),
      ...(after === null ? [] : [{ name: 'Retry-After', value: after }]),
    ]),
});

const requests = fc.record({
  method: fc.constantFrom('GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'QUERY'),
  tunnel: fc.constantFrom('header' as const, 'query' as const, undefined),
  text: fc.constantFrom(undefined, 'plain', 'holds S1'),
});

interface Run {
  readonly sent: Sent;
  readonly messages: readonly RequestMessage[];
}

/** Sends one request to servers that answer as the list says, and well when it has ended. */
async function run(
  { method, tunnel, text }: { method: string; tunnel: 'header' | 'query' | undefined; text: string | undefined },
  script: readonly { readonly status: number; readonly headers: readonly Field[] }[],
): Promise<Run> {
  const messages: RequestMessage[] = [];
  const transport: Transport = {
    exchange: (message): Promise<Reply> => {
      const { status, headers } = script[messages.length] ?? { status: 200, headers: [] };
      messages.push(message);
      const content = memoryContent(new Uint8Array());
      return Promise.resolve({
        kind: 'response',
        response: {
          ...{ status, reason: '', httpVersion: '1.1', fields: headers, trailers: [], content },
          ...{ wireSize: 0, decoded: [] },
        },
        ...{ sent: message, timings: { dns: 0, connect: 0, tls: 0, send: 0, wait: 0, receive: 0 } },
        connection: undefined,
      });
    },
  };
  const clock = new VirtualClock();
  const ports = { transport, clock, random: { next: () => 0 }, contents: memoryReader, gate: penaltyGate() };
  const content = text === undefined ? undefined : body(text);
  const asked = request({ method, tunnel, content, fields: [...secrets, ...fields('Content-Type: text/plain')] });
  const policy = { ...defaultPolicy, userAgent: 'test/1.0', secrets: ['S1'] };
  return { sent: await clock.settle(send(asked, policy, ports, new AbortController().signal)), messages };
}

function holds(message: RequestMessage): boolean {
  const { content } = message;
  const text = content?.kind === 'memory' ? new TextDecoder().decode(content.octets) : '';
  return [...message.fields.map(({ value }) => value), text, message.url].some((each) => each.includes('S1'));
}

/** The servers of any chain may answer whatever they like; `claim` must hold. */
function always(claim: (run: Run, asked: { readonly method: string }) => void): Promise<void> {
  const chains = fc.array(answers, { maxLength: 24 });
  return fc.assert(
    fc.asyncProperty(requests, chains, async (asked, script) => claim(await run(asked, script), asked)),
    { numRuns: 100 },
  );
}

describe('send, whatever servers answer', () => {
  it('lets no secret reach another origin, nor come back from one', () =>
    always(({ messages }) => {
      const foreign = messages.findIndex(({ url }) => !url.startsWith('https://a.test/'));
      const after = foreign < 0 ? [] : messages.slice(foreign);
      assert.deepEqual(after.filter(holds), []);
    }));

  it('never goes from https to http, and asks nothing but http and https', () =>
    always(({ messages }) => assert.deepEqual(messages.filter(({ url }) => !url.startsWith('https:')).length, 0)));

  it('ends within its limits: ten hops, three repeats of a kind, one repeat without Location', () =>
    always(({ sent, messages }) => {
      assert.ok(sent.redirects <= 10 && sent.retries <= 6);
      assert.equal(sent.attempts, messages.length);
      assert.equal(sent.attempts, 1 + sent.redirects + sent.retries);
      assert.ok(sent.trace.filter(({ cause }) => cause.kind === 'repeat').length <= 1);
    }));

  it('waits at least a second where it waits, and never beyond five minutes', () =>
    always(({ sent }) =>
      assert.deepEqual(
        sent.waits.filter((wait) => wait < 1000 || wait > 300_000),
        [],
      ),
    ));

  it('never repeats a POST or PATCH after a failure of the server', () =>
    always(({ sent }) => {
      const unsafe = sent.trace.filter(({ cause, request: { method, fields: sentFields, url } }) => {
        const isTunnel = sentFields.some(({ name }) => name === 'X-HTTP-Method-Override') || url.includes('_method=');
        return cause.kind === 'retry' && cause.rule === 'RT2' && ['POST', 'PATCH'].includes(method) && !isTunnel;
      });
      assert.deepEqual(unsafe, []);
    }));

  it('carries no body on GET that was not typed, and keeps one on 307 and 308', () =>
    always(({ sent }, { method }) => {
      for (const { cause, request: next } of sent.trace) {
        if (cause.kind !== 'redirect') continue;
        const before = sent.trace[cause.from]?.request;
        if (cause.rule === 'RD3') assert.equal(next.content, before?.content);
        if (next.method === 'GET' && before?.method !== 'GET') assert.equal(next.content, undefined);
        assert.ok(next.method === before?.method || ['GET', 'HEAD'].includes(next.method), method);
      }
    }));
});
