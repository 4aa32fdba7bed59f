import assert from 'node:assert/strict';
import { githubReport } from '../../../src/cli/report/github';
import { harReport } from '../../../src/cli/report/har';
import { jsonReport } from '../../../src/cli/report/json';
import { junitReport } from '../../../src/cli/report/junit';
import { coloured, plain } from '../../../src/cli/report/paint';
import { prettyResult, prettySummary } from '../../../src/cli/report/pretty';
import type { Report, Result } from '../../../src/cli/report/report';
import { exportedText } from '../../../src/run/finish';
import { runText, type World } from '../../support/runHarness';

async function resultOf(text: string, world: World = {}): Promise<Result> {
  const { record } = await runText(text, world);
  const octets = record.content?.kind === 'memory' ? record.content.octets : undefined;
  const body = octets === undefined ? undefined : { text: exportedText(record, new TextDecoder().decode(octets)) };
  return { iteration: 0, file: 'api/a.rcreq', record: { ...record, content: undefined }, body, partBodies: [] };
}

async function reportOf(text: string, world: World = {}): Promise<Report> {
  const skipped = [{ file: 'api/a.rcreq', line: 99, label: 'off', why: 'disabled' }];
  const startedAt = '2026-11-22T00:00:00.000Z';
  return {
    version: '1.2.3',
    startedAt,
    duration: 20,
    environment: 'dev',
    results: [await resultOf(text, world)],
    skipped,
  };
}

const login = [
  '### Log in <now> & "here"',
  '# @name login',
  '# @tag a, b',
  'POST http://a.test/login?access_token=QTOK12345678',
  'Authorization: Bearer typed-token-1',
  '',
  'password=hunter2hunter2',
  '',
  '?? status == 201',
  '?? body $.id == 9007199254740993',
].join('\n');

const answered: World = {
  answer: () => ({
    status: 200,
    fields: [
      ['Content-Type', 'application/json'],
      ['Set-Cookie', 'sid=cookie-value-1; HttpOnly'],
      ['X-Rate-Limit-Group', 'medium'],
      ['X-Rate-Limit-Limit', '40'],
      ['X-Rate-Limit-Remaining', '3'],
      ['X-Rate-Limit-Window', '60'],
    ],
    body: '{"id":9007199254740993,"access_token":"answer-token-1"}',
  }),
};

const secrets = ['QTOK12345678', 'typed-token-1', 'hunter2hunter2', 'cookie-value-1', 'answer-token-1'];

function withoutSecrets(text: string) {
  for (const secret of secrets) assert.ok(!text.includes(secret), `${secret} stands in the report`);
}

describe('the json report', () => {
  it('has exactly the members of its documented form', async () => {
    const report = JSON.parse(jsonReport(await reportOf(login, answered))) as Record<string, unknown>;
    const [result] = report['results'] as [Record<string, unknown>];
    const [exchange] = result['exchanges'] as [Record<string, Record<string, unknown>>];
    assert.deepEqual(Object.keys(report), ['version', 'tool', 'startedAt', 'environment', 'results', 'summary']);
    assert.deepEqual(Object.keys(result), [
      ...['file', 'line', 'name', 'title', 'tags', 'category', 'outcome', 'status', 'ok', 'duration', 'waits'],
      ...['redirects', 'retries', 'renewals', 'finalUrl', 'warnings', 'notes', 'exchanges', 'body', 'parts'],
      ...['rateLimit', 'assertions'],
    ]);
    assert.deepEqual(Object.keys(exchange), [
      'cause',
      'waited',
      'startedAt',
      'request',
      'response',
      'failure',
      'timings',
    ]);
    assert.deepEqual(Object.keys(exchange['request'] ?? {}), ['method', 'url', 'headers', 'bodySize']);
    assert.deepEqual(Object.keys(exchange['response'] ?? {}), [
      ...['status', 'reason', 'httpVersion', 'headers', 'bodySize', 'decodedSize'],
    ]);
    assert.deepEqual(Object.keys(exchange['timings'] ?? {}), ['dns', 'connect', 'tls', 'send', 'wait', 'receive']);
    assert.deepEqual(result['rateLimit'], { group: 'medium', limit: 40, remaining: 3, window: 60 });
    assert.deepEqual(result['assertions'], [
      { line: 9, text: 'status == 201', ok: false, actual: '200' },
      { line: 10, text: 'body $.id == 9007199254740993', ok: true, actual: '9007199254740993' },
    ]);
    assert.deepEqual(report['summary'], { requests: 1, passed: 0, failed: 1, skipped: 1, assertions: 2, duration: 20 });
    assert.deepEqual([result['file'], result['line'], result['tags']], ['api/a.rcreq', 4, ['a', 'b']]);
  });
  it('says null where nothing came, and the failure', async () => {
    const report = JSON.parse(jsonReport(await reportOf('GET http://a.test/', { answer: () => 'refused' }))) as {
      results: [
        { status: unknown; rateLimit: unknown; body: unknown; exchanges: [{ response: unknown; failure: unknown }] },
      ];
    };
    const [result] = report.results;
    assert.deepEqual(
      [result.status, result.rateLimit, result.body, result.exchanges[0].response],
      [null, null, null, null],
    );
    assert.deepEqual(result.exchanges[0].failure, {
      kind: 'connect',
      code: 'ECONNREFUSED',
      message: 'Nothing is listening there.',
    });
  });
  it('holds what a dry run would send, and diagnostics', async () => {
    const dry = { context: { isDryRun: true } };
    const [sent, stopped] = [
      await reportOf('PUT http://a.test/\n\nb', dry),
      await reportOf('GET http://{{x}}/', dry),
    ].map((report) => (JSON.parse(jsonReport(report)) as { results: [Record<string, unknown>] }).results[0]);
    const [request, held] = [sent, stopped].map((each) => each?.['request'] as Record<string, unknown>);
    assert.deepEqual(
      [request?.['method'], request?.['url'], request?.['bodySize'], request?.['body']],
      ['PUT', 'http://a.test/', 1, { text: 'b' }],
    );
    assert.deepEqual([held?.['url'], held?.['body']], ['http://{{x}}/', null]);
    assert.deepEqual([sent?.['exchanges'], sent?.['ok']], [[], true]);
    assert.deepEqual((stopped?.['diagnostics'] as [Record<string, unknown>])[0]['code'], 'unknown-variable');
    assert.equal(stopped?.['ok'], false);
  });
});

describe('the pretty report of a dry run', () => {
  it('says below the request what keeps it from being sent', async () => {
    const result = await resultOf('GET http://{{x}}/', { context: { isDryRun: true } });
    const text = prettyResult(result, { paint: plain, isVerbose: false });
    assert.match(text, /^○ GET http:\/\/\{\{x\}\}\/ {2}not sent[^]*error api\/a\.rcreq:1:14 {2}`x` has no value here/);
  });
});

describe('every report', () => {
  for (const [name, write] of Object.entries({ jsonReport, junitReport, harReport, githubReport })) {
    it(`holds no secret: ${name}`, async () => withoutSecrets(write(await reportOf(login, answered))));
  }
  it('holds no secret: pretty', async () => {
    const result = await resultOf(login, answered);
    withoutSecrets(prettyResult(result, { paint: plain, isVerbose: true }));
  });
});

describe('the junit report', () => {
  it('has a suite for the file, a case for the request, and assertions as failures with their place', async () => {
    const xml = junitReport(await reportOf(login, answered));
    assert.match(xml, /<testsuites name="rcreq" tests="2" failures="1" errors="0" skipped="1" time="0\.020"/);
    assert.match(xml, /<testsuite name="api\/a\.rcreq" tests="2"/);
    assert.match(xml, /<testcase name="Log in &lt;now&gt; &amp; &quot;here&quot;" classname="api\/a\.rcreq"/);
    assert.match(xml, /<failure message="status == 201: It is 200\." type="completed">api\/a\.rcreq:9\n/);
    assert.match(xml, /<skipped message="disabled"\/>/);
  });
  it('holds no character that XML forbids', async () => {
    const xml = junitReport(
      await reportOf('### \u0001 \uD800 ]]>\nGET http://a.test/', { answer: () => ({ status: 500 }) }),
    );
    assert.ok(xml.includes('\uFFFD \uFFFD ]]&gt;'));
  });
});

describe('the har report', () => {
  it('has an entry for each exchange, with time as the sum of its phases', async () => {
    const har = JSON.parse(
      harReport(
        await reportOf('GET http://a.test/1?q=a%20b', {
          answer: ({ url }) =>
            url.includes('/1') ? { status: 302, fields: [['Location', '/2']] } : { status: 200, body: 'x' },
        }),
      ),
    ) as {
      log: {
        version: string;
        entries: { request: Record<string, unknown>; response: Record<string, unknown>; time: number }[];
      };
    };
    assert.equal(har.log.version, '1.2');
    assert.equal(har.log.entries.length, 2);
    const [first, second] = har.log.entries;
    assert.deepEqual(first?.request['queryString'], [{ name: 'q', value: 'a b' }]);
    assert.equal(first.response['redirectURL'], '/2');
    assert.equal(first.time, 1);
    assert.deepEqual(second?.response['content'], { size: 1, mimeType: '', text: 'x' });
  });
});

describe('the github report', () => {
  it('puts each failed assertion at its line, in one line', async () => {
    const text = githubReport(await reportOf(login, answered));
    assert.match(text, /^::error file=api\/a\.rcreq,line=9,title=Log in <now> & "here"::status == 201: It is 200\.\n$/);
  });
  it('escapes what would end a command', async () => {
    const text = githubReport(
      await reportOf('### a,b:c 100%\nGET http://a.test/', { answer: () => ({ status: 500 }) }),
    );
    assert.match(text, /title=a%2Cb%3Ac 100%25::/);
    assert.equal(text.trim().split('\n').length, 1);
  });
});

describe('the report for people', () => {
  const style = { paint: plain, isVerbose: false };
  it('says status, class, time and size, and every failed assertion with its place', async () => {
    const lines = prettyResult(await resultOf(login, answered), style).split('\n');
    assert.match(lines[0] ?? '', /^✘ Log in <now> & "here" {2}200 OK · success · 0 ms · 55 B · 1 assertion$/);
    assert.match(lines[1] ?? '', /^ {2}POST http:\/\/a\.test\/login\?access_token=\*\*\* {2}api\/a\.rcreq:4$/);
    assert.match(lines[2] ?? '', /^ {2}✘ status == 201 {2}It is 200\. {2}api\/a\.rcreq:9$/);
  });
  it('shows every step with the rule that caused it', async () => {
    const text = prettyResult(
      await resultOf('POST http://a.test/1\n\nx', {
        answer: ({ url }) => (url.endsWith('/1') ? { status: 303, fields: [['Location', '/2']] } : { status: 200 }),
      }),
      style,
    );
    assert.match(text, /1 POST http:\/\/a\.test\/1 {2}303 See Other/);
    assert.match(text, /2 GET \/2 {2}200 OK · .* Redirected by 303 of step 1 \(RD2\)/);
    assert.match(text, /303: POST became GET.*\(RD2\)/);
  });
  it('says what, where and what now of a request that could not be sent', async () => {
    const text = prettyResult(await resultOf('@host = a\n###\nGET http://{{hsot}}/'), style);
    assert.match(text, /✘ GET http:\/\/\{\{hsot\}\}\/ {2}Not sent/);
    assert.match(text, /error api\/a\.rcreq:3:14 {2}`hsot` has no value here\. Did you mean `host`\?/);
  });
  it('says what, where and what now of a refused connection', async () => {
    const text = prettyResult(await resultOf('GET http://a.test:81/', { answer: () => 'refused' }), style);
    assert.match(text, /ECONNREFUSED/);
    assert.match(text, /→ Nothing is listening there\..*\./);
  });
  it('passes no control character of a server on to the terminal', async () => {
    const result = await resultOf('GET http://a.test/', {
      answer: () => ({ status: 400, fields: [['X-A', '\u001b[31mred']], body: '{"message":"\u001b]0;owned\u0007"}' }),
    });
    const text = prettyResult(result, { paint: plain, isVerbose: true });
    assert.ok(!text.includes('\u001b') && !text.includes('\u0007'));
  });
  it('uses colours only when it is told to', async () => {
    const result = await resultOf('GET http://a.test/');
    assert.ok(!prettyResult(result, style).includes('\u001b'));
    assert.ok(prettyResult(result, { paint: coloured, isVerbose: false }).includes('\u001b[32m✔'));
  });
  it('sums up', async () => {
    assert.equal(
      prettySummary(await reportOf(login, answered), style),
      '\n1 request · 0 passed · 1 failed · 1 skipped (disabled) · 2 assertions · 20 ms\n',
    );
  });
});
