import { memoryContent } from '../../src/http/sendPorts';
import type { ExchangeRecord, RunRecord } from '../../src/run/record';

/** An exchange that answered 200 within 42 ms, with whatever a test changes of it. */
export function exchangeRecord(changes: Partial<ExchangeRecord> = {}): ExchangeRecord {
  return {
    cause: { kind: 'initial' },
    waited: 0,
    startedAt: '2026-03-01T14:03:20.000Z',
    request: {
      method: 'GET',
      url: 'https://api.example.test/v1/messages/17?view=full',
      httpVersion: '1.1',
      fields: [
        { name: 'Accept', value: 'application/json' },
        { name: 'Authorization', value: 'Bearer ***' },
      ],
      bodySize: 0,
      bodyText: undefined,
    },
    response: answer(200, 'OK'),
    failure: undefined,
    timings: { dns: 2, connect: 5, tls: 11, send: 1, wait: 20, receive: 3 },
    connection: { remoteAddress: '192.0.2.7', remotePort: 443, reused: false, tlsVersion: 'TLSv1.3' },
    notes: [],
    ...changes,
  };
}

/** The head of an answer as a record keeps it. */
export function answer(status: number, reason: string): NonNullable<ExchangeRecord['response']> {
  return {
    status,
    reason,
    httpVersion: '1.1',
    fields: [
      { name: 'Content-Type', value: 'application/json' },
      { name: 'Date', value: 'Sun, 01 Mar 2026 14:03:20 GMT' },
    ],
    trailers: [],
    wireSize: 17,
    decodedSize: 17,
  };
}

/** A completed run with a small JSON body, with whatever a test changes of it. */
export function runRecord(changes: Partial<RunRecord> = {}): RunRecord {
  return {
    id: 'run-1',
    file: 'messages.rcreq',
    line: 3,
    name: 'message',
    title: 'Read a message',
    tags: [],
    environment: 'dev',
    method: 'GET',
    url: 'https://api.example.test/v1/messages/17?view=full',
    startedAt: '2026-03-01T14:03:20.000Z',
    duration: 42,
    category: 'success',
    outcome: 'completed',
    status: 200,
    reason: undefined,
    isOk: true,
    finalUrl: 'https://api.example.test/v1/messages/17?view=full',
    attempts: 1,
    redirects: 0,
    retries: 0,
    renewals: 0,
    waits: [],
    warnings: [],
    notes: [],
    exchanges: [exchangeRecord()],
    error: undefined,
    failure: undefined,
    parts: undefined,
    rateLimit: undefined,
    retryable: false,
    retryAfter: undefined,
    needsLogin: false,
    advice: undefined,
    allow: undefined,
    deprecated: undefined,
    sunset: undefined,
    correlation: {},
    saveName: undefined,
    isFromCache: false,
    assertions: [],
    content: textContent('{"id":9007199254740993}'),
    contentType: 'application/json',
    diagnostics: [],
    ...changes,
  };
}

/** A text as UTF-8 content in memory. */
export function textContent(text: string): NonNullable<RunRecord['content']> {
  return memoryContent(new TextEncoder().encode(text));
}
