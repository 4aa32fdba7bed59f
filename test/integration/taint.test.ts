import assert from 'node:assert/strict';
import fc from 'fast-check';
import { prettyResult, prettySummary } from '../../src/cli/report/pretty';
import type { Report } from '../../src/cli/report/report';
import { reports } from '../../src/cli/report/reports';
import { reportedBodies } from '../../src/cli/reportedBody';
import { defaultPolicy } from '../../src/http/policy';
import { parse } from '../../src/language/parse';
import { sessionAnswers } from '../../src/run/answers';
import { exportedText } from '../../src/run/finish';
import { planRequest } from '../../src/run/planRequest';
import type { RunRecord } from '../../src/run/record';
import { codeTargets } from '../../src/view/export/codeTargets';
import { curlCommand } from '../../src/view/export/curlCommand';
import { present } from '../../src/view/present';
import { testVerdict } from '../../src/view/testVerdict';
import { plannedHar } from '../../src/cli/report/har';
import { exampleAnswer } from '../../src/workbench/panel/exampleAnswer';
import { stepAsCurl } from '../../src/workbench/panel/stepAsCurl';
import { FakeFiles } from '../support/fakeFiles';
import { memoryReader, type FakeAnswer } from '../support/fakeTransport';
import { fixedToken, runText, testFile } from '../support/runHarness';
import { secretsFound, spellings } from '../support/secretForms';
import { VirtualClock } from '../support/virtualClock';

/** One secret for each way into a request. */
type Planted = Readonly<
  Record<'environment' | 'kept' | 'prompt' | 'token' | 'process' | 'cookie' | 'basic' | 'answer', string>
>;

/** No words, of which two secrets could have a stretch in common. */
const letters = Array.from(
  'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789!"#$%&\'()*+,-./:;<=>?@[\\]^_`|~äß€😀 ',
);

const value = fc
  .array(fc.constantFrom(...letters), { minLength: 18, maxLength: 30 })
  .map((chosen) => chosen.join(''))
  .filter((text) => !/[{}]/.test(text) && text.trim() === text && /[^*\s]{6}/.test(text));

const token = fc
  .array(fc.constantFrom(...letters.filter((letter) => /[\w.~+/-]/.test(letter))), { minLength: 18, maxLength: 30 })
  .map((chosen) => chosen.join(''));

/** Eight different ones, none within another; cookies and typed credentials hold fewer characters than others. */
const planted: fc.Arbitrary<Planted> = fc
  .tuple(value, value, value, value, value, token, token)
  .chain(([environment, kept, prompt, process, answer, cookie, basic]) =>
    token.map((last) => ({
      ...{ environment, kept, prompt, process, answer, cookie, basic, token: last },
    })),
  );

/** Each secret in URL, query, field, cookie, body and part, plain and encoded, and in assertions that fail on it. */
function requestText({ cookie, basic }: Planted): string {
  return `@copied = {{environment}}
@password = {{kept}}

### login
# @name login
GET http://a.test/login

### everywhere
# @name everywhere
# @ref login
# @auth me
# @prompt asked A code secret
POST http://a.test/p/{{%environment}}?q={{%kept}}&asked={{%asked}}&again={{%$processEnv PLANTED_TOKEN}}&t={{%login.response.body.$.access_token}}
X-Copied: prefix {{%copied}} suffix
X-Kept: {{%$secret KEPT}}
X-Asked: {{%asked}}
X-Process: {{%$processEnv PLANTED_TOKEN}}
X-Token: {{$token me}}
X-Answer: {{%login.response.body.$.access_token}}
Cookie: session=${cookie}
Proxy-Authorization: Basic ${Buffer.from(`user:${basic}`).toString('base64')}
Content-Type: multipart/form-data; boundary=b

--b
Content-Disposition: form-data; name="{{%kept}}"

{{environment}} {{asked}} {{$processEnv PLANTED_TOKEN}} {{login.response.body.$.access_token}}
--b
Content-Disposition: form-data; name="json"
Content-Type: application/json

{ "kept": "{{%$secret KEPT}}", "token": "{{$token me}}" }
--b--

?? body $.none == {{$secret KEPT}}
?? header X-Echo == {{environment}}
?? body $.echo[0] == {{asked}}
`;
}

/** What a server may answer with all that it was sent. */
const answers: Readonly<Record<string, (echo: string, words: readonly string[]) => FakeAnswer>> = {
  'a success': (echo, words) => ({
    status: 200,
    fields: [['Content-Type', 'application/json'], ...echoed(echo)],
    body: JSON.stringify({ echo: words, [words[0] ?? '']: 1 }),
  }),
  'an error of the API': (echo, words) => ({
    status: 400,
    fields: [['Content-Type', 'application/json'], ...echoed(echo)],
    body: JSON.stringify({
      errorCode: 'CMN-101',
      message: `Parameter ${words.join(' ')} is invalid`,
      errors: words.map((word) => ({ errorCode: word, message: word, parameterName: word })),
    }),
  }),
  'an error of OAuth': (echo, words) => ({
    status: 401,
    fields: [
      ['Content-Type', 'application/json'],
      ['WWW-Authenticate', `Bearer error="invalid_token", error_description="${echo}"`],
    ],
    body: JSON.stringify({ error: 'invalid_token', error_description: words.join(' ') }),
  }),
  'an error page': (echo, words) => ({
    status: 500,
    fields: [['Content-Type', 'text/html'], ...echoed(echo)],
    body: `<h1>Oops</h1><pre>${words.join('\n')}</pre>`,
  }),
  'a redirect elsewhere': (echo) => ({
    status: 307,
    fields: [['Location', `https://other.test/?next=${echo}`], ...echoed(echo)],
  }),
  'a redirect to itself': (echo) => ({ status: 302, fields: [['Location', `/again/${echo}`], ...echoed(echo)] }),
  'a redirect to no address': (echo) => ({ status: 302, fields: [['Location', `http://[${echo}`], ...echoed(echo)] }),
  parts: (echo, words) => ({
    status: 207,
    fields: [['Content-Type', 'multipart/mixed; boundary=p'], ...echoed(echo)],
    body: [
      ...['--p', 'Content-Type: application/json', ''],
      JSON.stringify({ response: words.map(() => ({ status: 404, href: `/x/${echo}`, responseDescription: echo })) }),
      ...words.flatMap((word) => ['--p', `Content-Type: text/plain`, `X-Word: ${echo}`, '', word]),
      '--p--',
    ].join('\r\n'),
  }),
  nothing: () => 'refused',
};

function echoed(echo: string): readonly (readonly [string, string])[] {
  return [
    ['X-Echo', echo],
    ['Set-Cookie', `back=${echo}; Path=/`],
    ['ETag', `"${echo}"`],
    ['RCRequestId', echo],
    ['Content-Disposition', `attachment; filename="${echo}.txt"`],
  ];
}

async function ran(secrets: Planted, answer: (typeof answers)[string]): Promise<RunRecord> {
  const words = Object.values(secrets).flatMap(spellings);
  // A field holds neither blanks nor what is beyond ASCII, and one of a part no more than 8 KiB.
  const echo = words
    .filter((word) => /^[!-~]+$/.test(word))
    .reduce((all, word) => (all.length + word.length < 8000 ? `${all}~${word}` : all), '');
  const { record } = await runText(requestText(secrets), {
    context: { layers: [[{ name: 'environment', value: secrets.environment, source: 's', isSecret: true }, ...plain]] },
    secrets: { KEPT: secrets.kept },
    typed: { asked: secrets.prompt },
    env: { PLANTED_TOKEN: secrets.process },
    tokens: { me: fixedToken(secrets.token) },
    answer: ({ url }) =>
      url.endsWith('/login')
        ? {
            status: 200,
            fields: [['Content-Type', 'application/json']],
            body: JSON.stringify({ access_token: secrets.answer }),
          }
        : answer(echo, words),
  });
  return record;
}

const plain = [{ name: 'kept', value: '{{$secret KEPT}}', source: 's', isSecret: false }];

/** All that panel, tests, reports and files say of a run, by where. */
async function written(record: RunRecord): Promise<Readonly<Record<string, string>>> {
  const { body, partBodies } = await reportedBodies(record, undefined);
  const result = { iteration: 0, file: 'a.rcreq', record: { ...record, content: undefined }, body, partBodies };
  const whole = { startedAt: record.startedAt, duration: 1, environment: undefined, skipped: [], version: '1' };
  const report: Report = { ...whole, results: [result] };
  const style = { paint: (_: unknown, text: string) => text, isVerbose: true, isUnicode: true };
  const bodyText = record.content?.kind === 'memory' ? new TextDecoder().decode(record.content.octets) : '';
  return {
    record: JSON.stringify(result.record),
    panel: JSON.stringify(present(record)),
    'test messages': JSON.stringify(testVerdict(record)),
    'report for people': prettyResult(result, style) + prettySummary(report, style),
    ...Object.fromEntries(Object.entries(reports).map(([kind, make]) => [`${kind} report`, make(report)])),
    'saved example': exampleAnswer(record, 'everywhere', exportedText(record, bodyText)) ?? '',
    'copied steps': record.exchanges.map((exchange) => stepAsCurl(exchange) ?? '').join('\n'),
  };
}

/** The request as it is copied before it is sent: cURL, code and HAR. */
async function copied(secrets: Planted): Promise<Readonly<Record<string, string>>> {
  const document = parse(
    requestText(secrets)
      .replace('# @ref login\n', '')
      .replaceAll(/\{\{%?login[^}]*\}\}/g, 'x'),
  );
  const request = document.blocks.flatMap((block) => block.request ?? []).at(-1);
  assert.ok(request);
  const planned = await planRequest(
    { document, request, file: testFile },
    {
      environment: undefined,
      layers: [[{ name: 'environment', value: secrets.environment, source: 's', isSecret: true }, ...plain]],
      policy: defaultPolicy,
      answers: sessionAnswers(),
    },
    { files: new FakeFiles({}), clock: new VirtualClock(), random: { next: () => 0.5 }, contents: memoryReader },
  );
  assert.ok(planned.kind === 'planned', planned.kind === 'unresolved' ? planned.message : '');
  const { message, secrets: markers } = planned;
  const body = message.content?.kind === 'memory' ? message.content.octets : undefined;
  const printed = { message, body, secrets: markers };
  return {
    cURL: curlCommand(message, body, markers),
    HAR: plannedHar([printed], '1'),
    ...Object.fromEntries(
      Object.entries(codeTargets).map(([target, make]) => {
        const code = make(printed);
        return [target, code.kind === 'code' ? code.text : code.message];
      }),
    ),
  };
}

describe('a secret, however it comes into a request and back from the server', () => {
  for (const [name, answer] of Object.entries(answers)) {
    it(`is in nothing that is written of a run that got ${name}`, async () => {
      await fc.assert(
        fc.asyncProperty(planted, async (secrets) => {
          const record = await ran(secrets, answer);
          assert.deepEqual(record.diagnostics, []);
          for (const [where, words] of Object.entries(await written(record)))
            assert.deepEqual(secretsFound(words, secrets), [], where);
        }),
        { numRuns: 20, endOnFailure: true },
      );
    });
  }

  it('is a variable in what is copied of a request before it is sent', async () => {
    await fc.assert(
      fc.asyncProperty(planted, async (secrets) => {
        for (const [where, words] of Object.entries(await copied(secrets)))
          assert.deepEqual(secretsFound(words, secrets), [], where);
      }),
      { numRuns: 20, endOnFailure: true },
    );
  });
});
