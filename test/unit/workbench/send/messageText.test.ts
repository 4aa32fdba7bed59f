import assert from 'node:assert/strict';
import type { RequestMessage } from '../../../../src/http/message';
import { messageText } from '../../../../src/workbench/send/messageText';

const message: RequestMessage = {
  method: 'POST',
  url: 'https://a.test/things?key=M1',
  fields: [
    { name: 'Content-Type', value: 'text/plain; charset=iso-8859-1' },
    { name: 'Authorization', value: 'Bearer M2' },
  ],
  content: undefined,
  httpVersion: '1.1',
};
const secrets = [
  { marker: 'M1', variable: 'KEY' },
  { marker: 'M2', variable: 'TOKEN' },
];
const head =
  'POST https://a.test/things?key=*** HTTP/1.1\nContent-Type: text/plain; charset=iso-8859-1\nAuthorization: Bearer ***\n';

describe('the text of a message', () => {
  const check = (body: Uint8Array | undefined, expected: string): void =>
    assert.equal(messageText(message, body, secrets), expected);

  it('ends with its fields where there is no body, and hides every secret', () => check(undefined, head));
  it('reads the body in its charset, and hides secrets there', () =>
    check(new Uint8Array([0xe9, 0x4d, 0x31]), `${head}\né***\n`));
  it('tells the size of a body that is no text', () =>
    check(new Uint8Array([1, 0, 2]), `${head}\n(3 octets that are no text)\n`));
  it('cuts a long body and says so', () =>
    check(new Uint8Array(1_048_578).fill(97), `${head}\n${'a'.repeat(1_048_576)}\n(2 octets more)\n`));
});
