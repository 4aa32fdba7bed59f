import assert from 'node:assert/strict';
import type { Reply, Transport } from '../../../../src/http/ports';
import { createHostGate, secretsIn } from '../../../../src/workbench/send/hostGate';

const options = {
  limits: { wireBytes: 1, decodedBytes: 1, contentCodings: 1 },
  connectTimeout: undefined,
  totalTimeout: undefined,
  keep: () => 'all' as const,
};

interface Ask {
  readonly host: string;
  readonly secrets: readonly string[];
}

/** Sends to the URLs through a gate whose person gives these answers in turn; what was asked, and what left. */
async function sendAll(
  urls: readonly string[],
  { answers = [], isTrusted = false, secrets = [] }: { answers?: boolean[]; isTrusted?: boolean; secrets?: string[] },
) {
  const asked: Ask[] = [];
  const left: string[] = [];
  const transport: Transport = {
    exchange: (sent) => {
      left.push(sent.url);
      return Promise.resolve({ kind: 'failure', sent } as Reply);
    },
  };
  const gate = createHostGate(
    () => isTrusted,
    (host) => host === '127.0.0.1:8377',
    (host, names) => {
      asked.push({ host, secrets: names });
      return Promise.resolve(answers.shift() ?? false);
    },
  );
  const guarded = gate.guard(transport, () => secrets);
  const replies: Reply[] = [];
  for (const url of urls) {
    const sent = { method: 'GET', url, fields: [], content: undefined, httpVersion: '1.1' } as const;
    replies.push(await guarded.exchange(sent, options, new AbortController().signal));
  }
  return { asked, left, replies };
}

describe('sending from an untrusted folder', () => {
  it('asks before the first message to a host, naming what would go there', async () => {
    const { asked, left } = await sendAll(['https://a.test/x'], {
      answers: [true],
      secrets: ['the token t', 'the token t'],
    });
    assert.deepEqual(asked, [{ host: 'a.test', secrets: ['the token t'] }]);
    assert.deepEqual(left, ['https://a.test/x']);
  });

  it('asks once for a host, and again for another one', async () => {
    const urls = ['https://a.test/1', 'https://a.test/2', 'https://b.test/'];
    const { asked, left } = await sendAll(urls, { answers: [true, true] });
    assert.deepEqual(
      asked.map(({ host }) => host),
      ['a.test', 'b.test'],
    );
    assert.deepEqual(left, urls);
  });

  it('sends nothing when refused, and asks again the next time', async () => {
    const { asked, left, replies } = await sendAll(['https://a.test/', 'https://a.test/'], { answers: [false, false] });
    assert.equal(asked.length, 2);
    assert.deepEqual(left, []);
    assert.ok(replies.every((reply) => reply.kind === 'failure' && reply.failure.kind === 'cancelled'));
  });

  it('asks nobody in a trusted folder, or for the sandbox', async () => {
    assert.deepEqual((await sendAll(['https://a.test/'], { isTrusted: true })).asked, []);
    assert.deepEqual((await sendAll(['http://127.0.0.1:8377/x'], {})).asked, []);
  });
});

describe('the secrets that a message holds', () => {
  const binding = (name: string, value: string, isSecret = true) => ({ name, value, isSecret, source: 'private' });
  const octets = new TextEncoder().encode('{"pin": "hidden two"}');
  const message = {
    method: 'POST',
    url: 'https://a.test/?key=hidden%20one',
    fields: [{ name: 'X', value: 'a hidden-three b' }],
    content: { kind: 'memory', octets, size: octets.length },
    httpVersion: '1.1',
  } as const;

  it('are named wherever they stand, without their values', () =>
    assert.deepEqual(
      secretsIn(message, [
        binding('one', 'hidden one'),
        binding('two', 'hidden two'),
        binding('three', 'hidden-three'),
        binding('absent', 'elsewhere'),
        binding('open', 'a.test', false),
        binding('empty', ''),
      ]),
      ['the variable one from private', 'the variable two from private', 'the variable three from private'],
    ));
});
