import assert from 'node:assert/strict';
import { memoryContent } from '../../../../src/http/sendPorts';
import type { RequestMessage } from '../../../../src/http/message';
import { codeTargets, type CodeTarget } from '../../../../src/view/export/codeTargets';

const encoder = new TextEncoder();

function code(target: CodeTarget, changes: Partial<RequestMessage>, octets?: Uint8Array): string {
  const content = octets && memoryContent(octets);
  const message = {
    ...{ method: 'GET', url: 'https://a.test/', fields: [], content, httpVersion: '1.1' as const },
    ...changes,
  };
  const printed = codeTargets[target]({ message, body: octets, secrets: [{ marker: 'MARK', variable: 'TOKEN' }] });
  return printed.kind === 'code' ? printed.text : printed.message;
}

describe('code for a request', () => {
  const fields = [
    { name: 'Host', value: 'a.test' },
    { name: 'Content-Type', value: 'text/plain' },
    { name: 'Authorization', value: 'Bearer MARK' },
  ];
  const body = encoder.encode('it\'s "${a}" \\ `MARK`\n');

  it('is a call of fetch, with secrets from the environment', () =>
    assert.equal(
      code('js.fetch', { method: 'POST', fields }, body),
      [
        "const response = await fetch('https://a.test/', {",
        "  method: 'POST',",
        '  headers: {',
        "    'Content-Type': 'text/plain',",
        "    'Authorization': `Bearer ${process.env.TOKEN}`,",
        '  },',
        '  body: `it\'s "\\${a}" \\\\ \\`${process.env.TOKEN}\\`',
        '`,',
        '});',
        '',
        'console.log(response.status, response.statusText);',
        'console.log(await response.text());',
        '',
      ].join('\n'),
    ));

  it('is a call of requests, with secrets from the environment', () =>
    assert.match(
      code('python.requests', { method: 'POST', fields }, body),
      /^import os\n\nimport requests\n\nresponse = requests\.request\(\n {4}"POST",\n {4}"https:\/\/a\.test\/",\n.* {8}"Authorization": "Bearer " \+ os\.environ\["TOKEN"\],\n/s,
    ));

  it('holds no secret, in octets neither', () => {
    const octets = new Uint8Array([255, ...encoder.encode('MARK'), 254]);
    for (const target of ['js.fetch', 'js.axios', 'python.requests'] as const) {
      const text = code(target, { method: 'POST', url: 'https://a.test/?k=MARK', fields }, octets);
      assert.ok(!text.includes('MARK') && !text.includes(btoa('MARK').slice(0, 4)));
      assert.equal(text.split(/environ\["TOKEN"\]|env\.TOKEN/).length - 1, 3);
    }
  });

  it('is refused where fetch would throw', () => assert.match(code('js.fetch', {}, body), /js\.axios/));
});
