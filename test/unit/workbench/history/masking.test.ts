import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parse } from '../../../../src/language/parse';
import { exportedText } from '../../../../src/run/finish';
import type { RunRecord } from '../../../../src/run/record';
import { HistoryStore } from '../../../../src/workbench/history/historyStore';
import { requestSource } from '../../../../src/workbench/history/requestSource';
import { comparedText, editorText } from '../../../../src/workbench/history/responseText';
import { stepAsCurl } from '../../../../src/workbench/panel/stepAsCurl';
import { FakeHistoryFiles } from '../../../support/fakeHistoryFiles';
import { memoryReader, type LeftMessage } from '../../../support/fakeTransport';
import { runText } from '../../../support/runHarness';
import { secretsFound, spellings } from '../../../support/secretForms';

const planted = fc
  .stringMatching(/^[!-~äß€ ]{18,30}$/)
  .filter((text) => !/[{}]/.test(text) && text.trim() === text && /[^*]{4}/.test(text));

/** Where a request holds the secret; `typed` stands in the file, the others come from an environment and the secret storage. */
const text = [
  '@password = {{pw}}',
  '### echo',
  'POST http://{{%user}}:{{%pw}}@a.test/p/{{%pw}}?q={{%pw}}&access_token={{%pw}}',
  'Content-Type: application/x-www-form-urlencoded',
  'X-Mine: prefix {{pw}} suffix',
  'X-Kept: {{$secret KEY}}',
  'Cookie: sid={{pw}}',
  'Authorization: Basic {{user}}:{{password}}',
  '',
  'grant_type=password&password={{%pw}}&other={{%pw}}',
].join('\n');

/** What a server may make of a secret that it was sent. */
const echoes: readonly ((secret: string, left: LeftMessage) => { readonly type: string; readonly body: string })[] = [
  (secret) => ({ type: 'application/json', body: JSON.stringify({ list: [{ echo: secret }], [secret]: 1 }) }),
  (secret) => ({ type: 'application/json', body: JSON.stringify({ nested: JSON.stringify({ echo: secret }) }) }),
  (secret) => ({
    type: 'application/json',
    body: JSON.stringify({ echo: escaped(secret) }).replaceAll('\\\\u', '\\u'),
  }),
  (secret) => ({ type: 'text/plain', body: `before ${secret} after ${encodeURIComponent(secret)}` }),
  (secret) => ({ type: 'text/html', body: `<p>${spellings(secret).join('</p><p>')}</p>` }),
  (secret) => ({ type: 'application/x-www-form-urlencoded', body: new URLSearchParams({ a: secret }).toString() }),
  (secret) => ({ type: 'application/octet-stream', body: `\0\u0001${secret}\0` }),
  (_secret, left) => ({ type: 'text/plain', body: JSON.stringify(left) }),
  (secret) => ({
    type: 'multipart/mixed; boundary=b',
    body: `--b\r\nContent-Type: text/plain\r\n\r\n${secret}\r\n--b\r\nContent-Type: application/json\r\n\r\n${JSON.stringify([secret])}\r\n--b--\r\n`,
  }),
];

function escaped(secret: string): string {
  return Array.from({ length: secret.length }, (_, at) => {
    const letter = secret.charAt(at);
    return /[a-z\d]/i.test(letter) ? letter : `\\u${secret.charCodeAt(at).toString(16).padStart(4, '0')}`;
  }).join('');
}

/** All that the history, its documents, a comparison and a copied step write of a run, by where. */
async function written(record: RunRecord, source: string): Promise<Readonly<Record<string, string>>> {
  const files = new FakeHistoryFiles();
  const store = new HistoryStore({
    files,
    contents: memoryReader,
    length: () => 200,
    masking: () => Promise.resolve(exportedText),
    pause: () => Promise.resolve(),
    changed: () => undefined,
    warn: () => undefined,
  });
  const { id, method, url, startedAt, duration, environment } = record;
  const summary = {
    id,
    uri: 'file:///a.rcreq',
    key: 'echo',
    title: 'echo',
    method,
    url,
    startedAt,
    duration,
    environment,
  };
  store.add({ summary: { ...summary, status: '200 OK', icon: 'pass' }, record, source });
  await store.flush();
  const stored = await store.read(id);
  assert.ok(stored);
  const ports = { contents: memoryReader, masking: () => Promise.resolve(exportedText), ignored: () => [] };
  const [octets] = files.files.values();
  return {
    file: new TextDecoder().decode(octets),
    'file, octet by octet': Buffer.from(octets ?? []).toString('latin1'),
    document: (await editorText(record, undefined, ports)) ?? '',
    'document of a part': (await editorText(record, 1, ports)) ?? '',
    'document of the history': (await editorText(stored.record, undefined, ports)) ?? '',
    comparison: await comparedText(record, ports),
    'comparison of the history': await comparedText(stored.record, ports),
    'copied step': record.exchanges.map((exchange) => stepAsCurl(exchange) ?? '').join('\n'),
  };
}

describe('what outlives a run', () => {
  for (const [place, echo] of echoes.entries()) {
    it(`holds no secret in any form, whatever the server makes of it (${place + 1})`, async () => {
      await fc.assert(
        fc.asyncProperty(planted, async (secret) => {
          const layers = [
            [
              { name: 'user', value: 'u', source: 's', isSecret: false },
              { name: 'pw', value: secret, source: 's', isSecret: true },
            ],
          ];
          const { record } = await runText(text, {
            secrets: { KEY: secret },
            context: { layers },
            answer: (left) => {
              const { type, body } = echo(secret, left);
              const fields = [
                ['Content-Type', type],
                ['X-Echo', secret],
                ['Set-Cookie', `t=${secret}`],
              ] as const;
              return { status: place === 8 ? 207 : 200, fields, body };
            },
          });
          assert.equal(record.diagnostics.length, 0);
          const document = parse(text);
          const request = document.blocks.flatMap((block) => block.request ?? []).at(-1);
          const places = await written(record, request === undefined ? '' : requestSource(document, request));
          for (const [where, words] of Object.entries(places)) {
            assert.deepEqual(secretsFound(words, { secret }), [], where);
          }
        }),
        { numRuns: 25 },
      );
    });
  }

  it('holds no credential that was typed into the file, used or not', async () => {
    const typed = 'typed-secret-123';
    const lines = [
      `@password = ${typed}`,
      '### typed',
      `GET http://a.test/{{nosuch}}?access_token=${typed}&p={{password}}`,
      `Authorization: Bearer ${typed}`,
      `X-Api-Key: ${typed}`,
      `Cookie: a=${typed}`,
      '',
      `{"client_secret":"${typed}"}`,
    ].join('\n');
    const { record } = await runText(lines);
    assert.equal(record.outcome, 'blocked');
    const document = parse(lines);
    const request = document.blocks.flatMap((block) => block.request ?? []).at(-1);
    assert.ok(request);
    for (const [where, words] of Object.entries(await written(record, requestSource(document, request))))
      assert.ok(!words.includes(typed), `${where} shows it: ${words}`);
  });
});
