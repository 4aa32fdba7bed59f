import assert from 'node:assert/strict';
import { checkRun as check, runText } from '../../../support/runHarness';

describe('bodies and URLs', () => {
  const post = (type: string, body: string) => `POST http://a.test/\nContent-Type: ${type}\n\n${body}\n`;

  it('joins the lines of a form at &', () =>
    check(
      post('application/x-www-form-urlencoded', 'a=1\n&b={{c}}&\nd=4') +
        '\n###\n@c = 2\n###\n' +
        post('application/x-www-form-urlencoded', 'a=1\n&b=2&\nd=4'),
      { body: 'a=1&b=2&d=4' },
    ));
  it('gives multipart CRLF in what was typed, and files as they are', () =>
    check(
      post('multipart/form-data; boundary=b', '--b\nContent-Disposition: form-data; name="f"\n\n< ./f.txt\n--b--'),
      { body: '--b\r\nContent-Disposition: form-data; name="f"\r\n\r\none\ntwo\r\n--b--' },
      { files: { '/work/api/f.txt': 'one\ntwo' } },
    ));
  it('ends ndjson with a line feed', () =>
    check(post('application/x-ndjson', '{"a":1}\n{"a":2}'), { body: '{"a":1}\n{"a":2}\n' }));
  it('leaves a file body without @ as it is', () =>
    check(post('text/plain', '< ./f.txt'), { body: '{{x}}' }, { files: { '/work/api/f.txt': '{{x}}' } }));
  it('resolves a file body with @', () =>
    check(
      '@x = 1\n###\n' + post('text/plain', '<@ ./f.txt'),
      { body: '1' },
      { files: { '/work/api/f.txt': '{{x}}' } },
    ));
  it('decodes a file body by its encoding', () =>
    check(
      post('text/plain', '<@latin1 ./f.txt'),
      { body: 'é' },
      { files: { '/work/api/f.txt': Uint8Array.of(0xe9) } },
    ));
  for (const [title, body, code] of [
    ['missing', '< ./nope.txt', 'missing-file'],
    ['outside the workspace', '< ../../etc/passwd', 'file-refused'],
    ['in an unknown encoding', '<@klingon ./f.txt', 'unknown-encoding'],
  ] as const) {
    it(`stops when its file is ${title}`, async () => {
      const { record, left } = await runText(post('text/plain', body), { files: { '/work/api/f.txt': 'x' } });
      assert.deepEqual(
        record.diagnostics.map((each) => [each.code, each.line]),
        [[code, 4]],
      );
      assert.equal(left.length, 0);
    });
  }
  it('complains at its place in the request about a name in a file', () =>
    check(
      post('text/plain', '<@ ./f.txt'),
      { stopped: { code: 'unknown-variable', at: '4:4' } },
      { files: { '/work/api/f.txt': 'a\n{{nope}}' } },
    ));

  it('sends GRAPHQL as JSON by POST, variables as typed', () =>
    check('GRAPHQL http://a.test/\n\nquery Q($id: Int) {\n  a(id: $id) { b }\n}\n\n{ "id": 9007199254740993 }', {
      method: 'POST',
      body: '{"query":"query Q($id: Int) {\\n  a(id: $id) { b }\\n}","operationName":"Q","variables":{ "id": 9007199254740993 }}',
      fields: { 'Content-Type': 'application/json' },
    }));
  it('reads the fields that a variable holds, as REST Client does', async () => {
    const { left } = await runText(
      '@json = Content-Type: {{type}}\n@type = application/json\n###\nPOST http://a.test/\n{{json}}\nA: b\n\n{}',
      { context: { layers: [[{ name: 'type', value: 'text/json', source: 'dev', isSecret: false }]] } },
    );
    assert.deepEqual(left[0]?.fields.slice(0, 2), [
      { name: 'Content-Type', value: 'application/json' },
      { name: 'A', value: 'b' },
    ]);
  });
  it('reads each line of such a variable as a field of its own', async () => {
    const layers = [[{ name: 'both', value: 'A: b\n\nC: d:e\n', source: 'dev', isSecret: false }]];
    const { left } = await runText('GET http://a.test/\n{{both}}\nF: g', { context: { layers } });
    assert.deepEqual(
      left[0]?.fields.slice(0, 3).map(({ name, value }) => `${name}: ${value}`),
      ['A: b', 'C: d:e', 'F: g'],
    );
  });
  it('asks for such a variable before it looks at it', async () => {
    const { left } = await runText('# @prompt more\nGET http://a.test/\n{{more}}\nB: c', { typed: { more: 'A: b' } });
    assert.deepEqual(left[0]?.fields[0], { name: 'A', value: 'b' });
  });
  it('stops where such a variable holds no field', () =>
    check('@a = nothing\n###\nGET http://a.test/\n{{a}}\nB: c', { stopped: { code: 'field-syntax', at: '4:1' } }));
  for (const [typed, sent] of [
    ['Basic user:pass word', 'Basic dXNlcjpwYXNzIHdvcmQ='],
    ['Basic user pass', 'Basic dXNlcjpwYXNz'],
    ['Basic {{u}}:{{$secret P}}', 'Basic dXNlcjpodW50ZXIy'],
    ['Basic user:', 'Basic dXNlcjo='],
    ['Basic dXNlcjpwYXNz', 'Basic dXNlcjpwYXNz'],
    ['Bearer a:b', 'Bearer a:b'],
  ] as const) {
    it(`sends \`Authorization: ${typed}\` as \`${sent}\``, async () => {
      const text = `@u = user\n###\nGET http://a.test/\nAuthorization: ${typed}`;
      const { left, record } = await runText(text, { secrets: { P: 'hunter2' } });
      assert.equal(left[0]?.fields.find(({ name }) => name === 'Authorization')?.value, sent);
      assert.doesNotMatch(JSON.stringify(record), /hunter2|aHVudGVyM|odW50ZXIy/);
    });
  }
  it('sends X-REQUEST-TYPE: GraphQL the same way, without the field', async () => {
    const { left } = await runText(
      'POST http://a.test/\nX-Request-Type: GraphQL\nContent-Type: application/graphql+json\n\n{ a }',
    );
    assert.equal(left[0]?.body, '{"query":"{ a }"}');
    assert.deepEqual(
      left[0].fields.filter(({ name }) => /^(x-|content-type)/i.test(name)),
      [{ name: 'Content-Type', value: 'application/graphql+json' }],
    );
  });
  it('finds the variables below braces that are text, and none where the query begins or goes on', async () => {
    const split = async (query: string) => {
      const { left } = await runText(`GRAPHQL http://a.test/\n\n${query}`);
      return 'variables' in (JSON.parse(String(left[0]?.body)) as object);
    };
    assert.deepEqual(
      await Promise.all(
        [
          'query {\n  a(b: "{") # {\n\n  c(d: """{\n\n{""")\n}\n\n{ "e": 1 }',
          '# all\n\n{ a }',
          '{\n  a\n\n  { b }\n}',
        ].map(split),
      ),
      [true, false, false],
    );
  });
  it('says where GraphQL variables are no JSON', () =>
    check('GRAPHQL http://a.test/\n\nquery { a }\n\n{ id: 1 }', { stopped: { code: 'graphql-variables', at: '3:1' } }));

  it('completes URLs as the other clients do', async () => {
    await check('GET /x\nHost: a.test', { url: 'http://a.test/x' });
    await check('GET /x\nHost: a.test:8443', { url: 'https://a.test:8443/x' });
    await check('GET localhost:8080/x', { url: 'http://localhost:8080/x' });
    await check('@host = https://a.test/\nGET /x', { url: 'https://a.test/x' });
    await check('@host = {{name}}:8080\n@name = a.test\nGET /x', { url: 'http://a.test:8080/x' });
    await check('@host = b.test\nGET /x\nHost: a.test', { url: 'http://a.test/x' });
    await check('GET /x\nHost: https://a.test/', { url: 'https://a.test/x', fields: { Host: 'a.test' } });
  });
});
