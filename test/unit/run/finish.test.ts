import assert from 'node:assert/strict';
import fc from 'fast-check';
import { exportedText } from '../../../src/run/finish';
import { fixedToken, runText } from '../../support/runHarness';

const json = [['Content-Type', 'application/json']] as const;

describe('finish', () => {
  const secret = fc.stringMatching(/^[!-~äß ]{8,24}$/).filter((text) => !/[{}]/.test(text) && text.trim() === text);

  it('leaves no secret in a record, wherever it was sent, answered or complained about', async () => {
    await fc.assert(
      fc.asyncProperty(secret, async (planted) => {
        const text = [
          '# @name one',
          'POST http://{{%user}}:{{%pw}}@a.test/p/{{%pw}}?q={{%pw}}&access_token={{%pw}}',
          'Content-Type: application/json',
          'X-Mine: prefix {{pw}}',
          'Cookie: sid={{pw}}',
          '',
          '{"p":"{{pw}}"}',
          '',
          '?? body includes {{pw}}',
          '?? body $.nope == {{pw}}',
        ].join('\n');
        const { record } = await runText(text, {
          context: {
            layers: [
              [
                { name: 'user', value: 'u', source: 's', isSecret: false },
                { name: 'pw', value: planted, source: 's', isSecret: true },
              ],
            ],
          },
          answer: () => ({
            status: 400,
            fields: [...json, ['X-Echo', planted], ['Set-Cookie', `t=${planted}`], ['RCRequestId', planted]],
            body: JSON.stringify({
              errorCode: 'X',
              message: `Wrong: ${planted}`,
              errors: [{ errorCode: 'X', message: planted, value: planted }],
            }),
          }),
        });
        const shown = JSON.stringify({ ...record, content: undefined });
        const words = stringsOf(JSON.parse(shown) as unknown).join('\n');
        for (const form of [planted, encodeURIComponent(planted), btoa(unescapedLatin(`u:${planted}`))]) {
          assert.ok(!words.includes(form), `${form} stands in ${words}`);
        }
        const body = record.content?.kind === 'memory' ? new TextDecoder().decode(record.content.octets) : '';
        assert.ok(!exportedText(record, body).includes(JSON.stringify(planted).slice(1, -1)));
      }),
      { numRuns: 60 },
    );
  });

  it('cuts what an assertion found only once it is masked, so that no half of a secret is left', async () => {
    const { record } = await runText('GET http://a.test/\nX-Mine: {{pw}}\n\n?? body == x', {
      context: { layers: [[{ name: 'pw', value: 'correct horse battery', source: 's', isSecret: true }]] },
      answer: () => ({ status: 200, body: `${'y'.repeat(190)}correct horse battery${'z'.repeat(500)}` }),
    });
    const message = record.assertions[0]?.message ?? '';
    assert.equal(message, `It is "${'y'.repeat(190)}***${'z'.repeat(7)}…".`);
  });

  it('takes the name to save under from the masked field', async () => {
    const { record } = await runText('GET http://a.test/\nX-Mine: {{pw}}', {
      context: { layers: [[{ name: 'pw', value: 'battery/staple-17', source: 's', isSecret: true }]] },
      answer: () => ({
        status: 200,
        fields: [['Content-Disposition', 'attachment; filename="of battery/staple-17.txt"']],
      }),
    });
    assert.equal(record.saveName, 'of ___.txt');
  });

  it('hides what another request answered as a token', async () => {
    const { record } = await runText(
      '# @name login\nPOST http://a.test/login\n\n###\nGET http://a.test/\nX-Mine: {{login.response.body.$.access_token}}',
      { answer: () => ({ status: 200, fields: json, body: '{"access_token":"tok-123456"}' }) },
    );
    assert.ok(!JSON.stringify({ ...record, content: undefined }).includes('tok-123456'));
  });

  it('drops a field that holds a secret on a redirect to another origin', async () => {
    const { left } = await runText('GET http://a.test/\nX-Mine: {{$secret KEY}}', {
      secrets: { KEY: 'sesame-1' },
      answer: ({ url }) =>
        url.startsWith('http://a.test') ? { status: 302, fields: [['Location', 'http://b.test/']] } : { status: 200 },
    });
    assert.equal(left.length, 2);
    assert.ok(!JSON.stringify(left[1]).includes('sesame-1'));
  });

  it('hides a managed token that the server echoes', async () => {
    const { record } = await runText('# @auth mine\nGET http://a.test/', {
      tokens: { mine: fixedToken('tok-abcdef') },
      answer: () => ({ status: 200, fields: [['X-Echo', 'you sent tok-abcdef']] }),
    });
    assert.equal(record.exchanges[0]?.response?.fields[0]?.value, 'you sent ***');
  });
});

function stringsOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return value === null || typeof value !== 'object'
    ? []
    : Object.entries(value).flatMap((entry) => entry.flatMap(stringsOf));
}

/** UTF-8 octets as one character each, as `btoa` wants them. */
function unescapedLatin(text: string): string {
  return String.fromCharCode(...new TextEncoder().encode(text));
}
