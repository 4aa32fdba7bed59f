import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { validatorCache } from '../../../src/http/conditional/validatorCache';
import type { ValidatorCache } from '../../../src/http/sendPorts';
import type { ScriptedExchange } from '../../support/scriptedTransport';
import { body, check, fields, play, step, type Setting } from './sendHarness';

const answer = (status: number, text: string, ...headers: readonly string[]): ScriptedExchange => ({
  for: 'r',
  respond: { status, body: text, headers: fields(...headers).map(({ name, value }) => [name, value]) },
});

describe('finish: what a body says', () => {
  const error = '{"errorCode":"A"}';
  const codeOf = async (status: number, text: string) =>
    (await play([answer(status, text)], { policy: { maxDecodedBytes: 3_000_000 } })).sent.outcome.error
      ?.legacyErrorCode;

  it('is read of errors alone', async () => {
    assert.deepEqual(
      [await codeOf(399, error), await codeOf(400, error), await codeOf(500, error)],
      [undefined, 'A', 'A'],
    );
  });

  it('is read up to a mebibyte', async () => {
    assert.equal(await codeOf(400, error.padEnd(1_048_576)), 'A');
    assert.equal(await codeOf(400, error.padEnd(1_048_577)), undefined);
  });

  it('is not even asked for where there is none, or too much', async () => {
    const reads: number[] = [];
    const contents = {
      read: (_: unknown, start: number, end: number) => (reads.push(end - start), Promise.resolve(new Uint8Array())),
    };
    for (const text of ['', 'x'.repeat(1_048_577), 'xy']) await play([answer(400, text)], { ports: { contents } });
    assert.deepEqual(reads, [2]);
  });
});

describe('finish: where it ended', () => {
  it('is nowhere when nothing left', async () => {
    const { sent } = await play([], { request: { method: 'A B' } });
    assert.deepEqual([sent.finalUrl, sent.attempts], [undefined, 0]);
    const { sent: cancelled } = await play([], { signal: AbortSignal.abort() });
    assert.equal(cancelled.finalUrl, undefined);
  });

  it('is the URL of the last hop with its fragment', () =>
    check(
      [step('GET /x', 302, 'Location: /y'), step('GET /y', 200)],
      { finalUrl: 'https://a.test/y#f' },
      {
        request: { url: 'https://a.test/x#f' },
      },
    ));

  it('counts repeats of every kind', () =>
    check(
      [
        step('GET /x', 429, 'Retry-After: 1'),
        step('GET /x', 503, 'Retry-After: 1'),
        { for: 'r', respond: { fail: 'ECONNRESET', phase: 'response' } },
        step('GET /x', 200),
      ],
      { retries: 3, redirects: 0 },
      { policy: { retryNetwork: true } },
    ));
});

describe('finish: what is kept', () => {
  const etag = 'ETag: "a"';
  const plain = { ...step('GET /x', 200), expect: { absent: ['if-none-match'] } };
  const asking = { ...step('GET /x', 304, etag), expect: { headers: { 'if-none-match': '"a"' } } };

  async function inTurn(setting: Setting, ...script: readonly ScriptedExchange[]) {
    const ports = { validators: validatorCache(), ...setting.ports };
    for (const one of script) assert.deepEqual((await play([one], { ...setting, ports })).differences, []);
  }

  it('is an answer with a validator', () => inTurn({}, answer(200, 'x', etag), asking));
  it('is nothing when told so', () => inTurn({ policy: { validatorCache: false } }, answer(200, 'x', etag), plain));
  it('is nothing of a request with a body', async () => {
    const ports = { validators: validatorCache() };
    await inTurn({ ports, request: { content: body('x') } }, answer(200, 'x', etag), plain);
    await inTurn({ ports }, plain);
  });
  it('is nothing where nothing can be kept', () =>
    inTurn({ ports: { validators: undefined } }, answer(200, 'x', etag), plain));

  it('is nothing of a POST', async () => {
    const calls: string[] = [];
    const validators: ValidatorCache = { find: (key) => (calls.push(key), undefined), store: (key) => calls.push(key) };
    await play([answer(200, 'x', etag)], { request: { method: 'POST' }, ports: { validators } });
    assert.deepEqual(calls, []);
  });

  it('is an answer without validators only in place of an older one', async () => {
    const stored: string[] = [];
    const cache = validatorCache();
    const validators: ValidatorCache = {
      find: (key) => cache.find(key),
      store: (key, one) => {
        stored.push(one.etag ?? 'none');
        cache.store(key, one);
      },
    };
    const ports = { validators };
    for (const one of [answer(200, 'x'), answer(200, 'x', etag), answer(200, 'x')]) await play([one], { ports });
    assert.deepEqual(stored, ['"a"', 'none']);
  });

  it('is not shown for a typed condition when nothing is kept', async () => {
    const request = { fields: fields('If-None-Match: "a"') };
    const validators = validatorCache();
    await play([answer(200, 'x', etag)], { ports: { validators } });
    for (const setting of [
      { policy: { validatorCache: false }, ports: { validators } },
      { ports: { validators: undefined } },
    ]) {
      await check([step('GET /x', 304)], { warnings: ['no-cached-copy'] }, { ...setting, request });
    }
    await check([step('GET /x', 304)], { warnings: [] }, { ports: { validators }, request });
    await check(
      [step('POST /x', 304)],
      { warnings: ['no-cached-copy'] },
      { ports: { validators }, request: { ...request, method: 'POST' } },
    );
  });
});
