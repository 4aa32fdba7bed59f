import assert from 'node:assert/strict';
import { defaultPolicy } from '../../../src/http/policy';
import { parse } from '../../../src/language/parse';
import { sessionAnswers } from '../../../src/run/answers';
import { planRequest } from '../../../src/run/planRequest';
import type { Binding } from '../../../src/run/ports';
import { contentReader } from '../../../src/transport/contents';
import { systemClock, systemRandom } from '../../../src/transport/systemClock';
import { curlCommand } from '../../../src/view/export/curlCommand';

/** The cURL command of the last request of a text; a sentence when there is none. */
async function curlOf(text: string, bindings: readonly Binding[] = []): Promise<string> {
  const document = parse(text);
  const request = document.blocks.at(-1)?.request;
  assert.ok(request !== undefined);
  const policy = { ...defaultPolicy, userAgent: 'rcreq/1.0' };
  const planned = await planRequest(
    { document, request, file: undefined },
    { environment: undefined, layers: [bindings], policy, answers: sessionAnswers() },
    {
      files: { read: (path) => Promise.resolve({ kind: 'missing', path, message: 'Not there.' }) },
      clock: systemClock,
      random: systemRandom,
      contents: contentReader,
    },
  );
  if (planned.kind === 'unresolved') return planned.message;
  const { message, secrets } = planned;
  const body = message.content?.kind === 'memory' ? message.content.octets : undefined;
  return curlCommand(message, body, secrets).replaceAll(' \\\n  ', ' ');
}

describe('what a request would send', () => {
  const check = async (text: string, command: string, bindings?: readonly Binding[]): Promise<void> =>
    assert.equal((await curlOf(text, bindings)).replace(` --header 'User-Agent: rcreq/1.0'`, ''), command);

  it('has its variables resolved', () =>
    check('@host = https://a.test\nGET {{host}}/{{id}}', `curl 'https://a.test/7'`, [
      { name: 'id', value: '7', source: 'test', isSecret: false },
    ]));

  it('has shell variables for secrets, tokens and secret values of environments', async () => {
    await check('GET https://a.test/\nX: {{$secret api-key}}', `curl 'https://a.test/' --header 'X: '"$API_KEY"`);
    await check(
      '# @auth box\nGET https://a.test/',
      `curl 'https://a.test/' --header 'Authorization: Bearer '"$BOX_TOKEN"`,
    );
    await check(
      'POST https://a.test/\nContent-Type: text/plain\n\npin={{pin}}',
      `curl 'https://a.test/' --header 'Content-Type: text/plain' --data-raw 'pin='"$PIN"`,
      [{ name: 'pin', value: '1234', source: 'test', isSecret: true }],
    );
  });

  it('has shell variables for credentials that stand in the file', () =>
    check(
      'GET https://a.test/\nAuthorization: Bearer abc\nCookie: sid=1',
      `curl 'https://a.test/' --header 'Authorization: Bearer '"$AUTHORIZATION" --header 'Cookie: '"$COOKIE"`,
    ));

  it('is missing while a name has no value', async () => {
    assert.match(await curlOf('GET https://a.test/{{nosuch}}'), /nosuch/);
  });

  it('is missing while another request must be answered first, which is not sent', async () => {
    const text = '# @name login\nPOST http://127.0.0.1:1/\n\n###\nGET https://a.test/{{login.response.body.$.id}}';
    assert.notEqual((await curlOf(text)).slice(0, 4), 'curl');
  });
});
