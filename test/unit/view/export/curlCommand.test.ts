import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { memoryContent } from '../../../../src/http/sendPorts';
import type { RequestMessage } from '../../../../src/http/message';
import { curlCommand } from '../../../../src/view/export/curlCommand';

const encoder = new TextEncoder();

function message(changes: Partial<RequestMessage>): RequestMessage {
  return { method: 'GET', url: 'https://a.test/', fields: [], content: undefined, httpVersion: '1.1', ...changes };
}

/** What a POSIX shell makes of the command: the arguments that cURL would get, and its standard input. */
function run(command: string, variables: Readonly<Record<string, string>> = {}) {
  const script = `curl() { for argument in "$@"; do printf '%s\\0' "$argument"; done; printf 'END\\0'; [ -t 0 ] || cat; }\n${command}`;
  const output = execFileSync('/bin/sh', ['-c', script], { env: variables, input: '' });
  const end = output.indexOf('END\0');
  return { words: output.subarray(0, end).toString().split('\0').slice(0, -1), input: output.subarray(end + 4) };
}

describe('a cURL command', () => {
  const check = (changes: Partial<RequestMessage>, body: string | undefined, words: readonly string[]): void => {
    const octets = body === undefined ? undefined : encoder.encode(body);
    const content = octets === undefined ? undefined : memoryContent(octets);
    assert.deepEqual(run(curlCommand(message({ content, ...changes }), octets, [])).words, words);
  };

  it('names the method only where cURL would take another', () => {
    check({}, undefined, ['https://a.test/']);
    check({ method: 'DELETE' }, undefined, ['https://a.test/', '--request', 'DELETE']);
    check({ method: 'HEAD' }, undefined, ['https://a.test/', '--head']);
  });

  it('keeps repeated fields and their order, and an empty value', () => {
    const fields = [
      { name: 'A', value: '1' },
      { name: 'a', value: '' },
    ];
    check({ fields }, undefined, ['https://a.test/', '--header', 'A: 1', '--header', 'a;']);
  });

  it('adds no Content-Type that was not there', () => {
    const words = ['https://a.test/', '--header', 'Content-Type:', '--data-raw', '@file'];
    check({ method: 'POST' }, '@file', words);
  });

  it('leaves brackets in a URL alone', () => {
    check({ url: 'https://a.test/?b[]=1' }, undefined, ['https://a.test/?b[]=1', '--globoff']);
  });

  it('leaves framing and decoding to cURL', () => {
    const fields = [
      { name: 'Content-Length', value: '1' },
      { name: 'Accept-Encoding', value: 'gzip' },
    ];
    check({ fields }, undefined, ['https://a.test/', '--compressed']);
  });

  it('takes secrets from shell variables, and holds none', () => {
    const secrets = [{ marker: 'MARK', variable: 'TOKEN' }];
    const command = curlCommand(
      message({ fields: [{ name: 'Authorization', value: 'Bearer MARK' }] }),
      undefined,
      secrets,
    );
    assert.ok(!command.includes('MARK'));
    assert.deepEqual(run(command, { TOKEN: `it's $HOME` }).words.at(-1), `Authorization: Bearer it's $HOME`);
  });

  it('gives any text to cURL unchanged', () => {
    const text = fc.string({
      unit: fc.oneof(
        fc.constantFrom(...Array.from(`'"\\$\`!*;&|<>(){}[]# \n\t@%`)),
        fc.string({ minLength: 1, maxLength: 1 }),
      ),
    });
    fc.assert(
      fc.property(text, (body) => {
        fc.pre(!body.includes('\0'));
        const octets = encoder.encode(body);
        const words = run(curlCommand(message({ method: 'POST', content: memoryContent(octets) }), octets, [])).words;
        assert.equal(words.at(-1), body);
      }),
      { numRuns: 40 },
    );
  });

  it('pipes octets that are no text', () => {
    const octets = Uint8Array.from([0, 255, 37, 92, 10, 200]);
    const { words, input } = run(curlCommand(message({ method: 'PUT', content: memoryContent(octets) }), octets, []));
    assert.equal(words.at(-1), '@-');
    assert.deepEqual(new Uint8Array(input), octets);
  });
});
