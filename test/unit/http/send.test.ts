import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { penaltyGate } from '../../../src/http/retry/penaltyGate';
import type { SendEvent } from '../../../src/http/sendPorts';
import type { Sent } from '../../../src/http/trace';
import { validatorCache } from '../../../src/http/conditional/validatorCache';
import type { ScriptedExchange } from '../../support/scriptedTransport';
import { VirtualClock } from '../../support/virtualClock';
import { check, fields, json, play, secret, step } from './sendHarness';

describe('send: penalties and quotas', () => {
  it('holds the next request of the same credential, and not another credential', async () => {
    const gate = penaltyGate();
    const clock = new VirtualClock();
    const ports = { gate };
    const policy = { max429Retries: 0 };
    await check([step('GET /x', 429, 'Retry-After: 5')], { outcome: 'rateLimited' }, { clock, ports, policy });
    await check([{ ...step('GET /x', 200), afterMs: 0 }], { waits: [] }, { clock, ports, request: { fields: secret } });
    await check(
      [{ ...step('GET /z', 200), afterMs: 5000 }],
      { waits: [] },
      { clock, ports, request: { url: 'https://a.test/z' } },
    );
  });

  it('waits for the window of a used-up quota only when told to', async () => {
    for (const [waitOnZeroRemaining, wait] of [
      [false, 0],
      [true, 60_000],
    ] as const) {
      const setting = { clock: new VirtualClock(), ports: { gate: penaltyGate() }, policy: { waitOnZeroRemaining } };
      const used = ['X-Rate-Limit-Group: light', 'X-Rate-Limit-Remaining: 0', 'X-Rate-Limit-Window: 60'];
      await check([step('GET /x', 200, ...used)], { outcome: 'completed' }, setting);
      await check([{ ...step('GET /x', 200), afterMs: wait }], { waits: wait === 0 ? [] : [wait] }, setting);
    }
  });
});

describe('send: what no gate holds', () => {
  const used = (seconds: number) => [
    'X-Rate-Limit-Group: light',
    'X-Rate-Limit-Remaining: 0',
    `X-Rate-Limit-Window: ${seconds}`,
  ];
  const setting = () => ({
    clock: new VirtualClock(),
    ports: { gate: penaltyGate() },
    policy: { waitOnZeroRemaining: true },
  });

  it('a repeat, which has waited as it was told already', () =>
    check(
      [step('GET /x', 503, 'Retry-After: 1', ...used(60)), { ...step('GET /x', 200), afterMs: 1000 }],
      { waits: [1000] },
      setting(),
    ));

  it('a quota that is filled again later than may be waited for', async () => {
    const again = setting();
    await check([step('GET /x', 200, ...used(301))], {}, again);
    await check([{ ...step('GET /x', 200), afterMs: 0 }], { waits: [] }, again);
  });

  it('a penalty longer than may be waited for', async () => {
    const again = setting();
    await check([step('GET /x', 429, 'Retry-After: 301')], { outcome: 'rateLimited' }, again);
    await check([{ ...step('GET /x', 200), afterMs: 0 }], { waits: [] }, again);
  });
});

describe('send: conditional requests', () => {
  const validators = () => ({ clock: new VirtualClock(), ports: { validators: validatorCache() } });
  const stored: ScriptedExchange = {
    for: 'r',
    respond: {
      status: 200,
      headers: [
        ['ETag', 'W/"v1"'],
        ['Last-Modified', 'Sun, 06 Nov 1994 08:49:37 GMT'],
      ],
      body: 'kept',
    },
  };
  const shown = (sent: Sent) => {
    const content = sent.response?.content;
    return content?.kind === 'memory' ? new TextDecoder().decode(content.octets) : undefined;
  };

  it('asks with both validators and shows the stored copy on a 304', async () => {
    const setting = validators();
    await check([stored], {}, setting);
    const asked = { 'if-none-match': 'W/"v1"', 'if-modified-since': 'Sun, 06 Nov 1994 08:49:37 GMT' };
    const sent = await check(
      [{ ...step('GET /x', 304, 'ETag: "v1"'), expect: { headers: asked } }],
      { outcome: 'notModified', warnings: [] },
      setting,
    );
    assert.equal(sent.outcome.fromCache, true);
    assert.equal(shown(sent), 'kept');
  });

  it('takes a 304 with another ETag for no confirmation', async () => {
    const setting = validators();
    await check([stored], {}, setting);
    const sent = await check(
      [step('GET /x', 304, 'ETag: "v2"')],
      { outcome: 'notModified', warnings: ['etag-mismatch'] },
      setting,
    );
    assert.equal(sent.outcome.fromCache, false);
  });

  it('wonders at a 304 that nobody asked for', () =>
    check([step('GET /x', 304)], { outcome: 'notModified', warnings: ['unexpected-304'] }));

  it('asks without condition once the last answer had no validators', async () => {
    const setting = validators();
    await check([stored], {}, setting);
    await check([{ for: 'r', respond: { status: 200, body: 'new' } }], {}, setting);
    await check([{ ...step('GET /x', 200), expect: { absent: ['if-none-match', 'if-modified-since'] } }], {}, setting);
  });

  for (const condition of ['If-Match: "v0"', 'If-Unmodified-Since: x', 'If-Range: "v0"', 'Range: bytes=0-1']) {
    it(`adds no condition to a typed ${condition}`, async () => {
      const setting = validators();
      await check([stored], {}, setting);
      const plain = { ...step('GET /x', 200), expect: { absent: ['if-none-match', 'if-modified-since'] } };
      await check([plain], {}, { ...setting, request: { fields: fields(condition) } });
    });
  }

  for (const status of [203, 206]) {
    it(`keeps no answer of ${status}`, async () => {
      const setting = validators();
      await check([step('GET /x', status, 'ETag: "v1"')], {}, setting);
      await check([{ ...step('GET /x', 200), expect: { absent: ['if-none-match'] } }], {}, setting);
    });
  }

  it('keeps answers of different Accept apart, and those that must not be stored out', async () => {
    const setting = validators();
    await check([stored], {}, setting);
    const plain = {
      ...step('GET /x', 200, 'ETag: "v2"', 'Cache-Control: no-store'),
      expect: { absent: ['if-none-match'] },
    };
    const request = { fields: fields('Accept: text/plain') };
    await check([plain], {}, { ...setting, request });
    await check([plain], {}, { ...setting, request });
  });
});

describe('send: what is told', () => {
  it('tells of every exchange and wait in order', async () => {
    const events: string[] = [];
    await check(
      [step('GET /x', 503, 'Retry-After: 1'), step('GET /x', 200)],
      {},
      {
        observe: (event: SendEvent) => events.push('index' in event ? `${event.kind} ${event.index}` : event.kind),
      },
    );
    assert.deepEqual(events, ['started 0', 'exchange 0', 'waiting', 'started 1', 'exchange 1']);
  });

  it('says at every step which rule made it', async () => {
    const sent = await check(
      [step('POST /x', 303, 'Location: /y'), step('GET /y', 503, 'Retry-After: 1'), step('GET /y', 200)],
      {},
      { request: json },
    );
    assert.deepEqual(
      sent.trace.map(({ cause }) => cause.kind),
      ['initial', 'redirect', 'retry'],
    );
    assert.deepEqual(
      sent.trace.map(({ notes }) => notes),
      [
        [],
        [{ rule: 'RD2', message: '303: POST became GET, without body and Content fields.' }],
        [{ rule: 'RT2', message: '503: repeated after 1 s.' }],
      ],
    );
    assert.equal(sent.trace[2]?.waited, 1000);
  });

  it('gives a blocked request an empty trace and a sentence', async () => {
    const { sent } = await play([], { request: { url: 'ftp://a.test/x' } });
    assert.deepEqual([sent.outcome.kind, sent.outcome.reason, sent.trace.length], ['blocked', 'scheme-not-http', 0]);
    assert.deepEqual(sent.notes, [{ rule: 'UR', message: 'Only http and https are sent.' }]);
  });

  it('sends the true length whatever was typed', async () => {
    await check(
      [{ ...step('POST /x', 200), expect: { headers: { 'content-length': '7' } } }],
      {},
      {
        request: { ...json, fields: fields('Content-Type: application/json', 'Content-Length: 99') },
      },
    );
  });
});
