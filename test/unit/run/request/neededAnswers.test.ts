import assert from 'node:assert/strict';
import { sessionAnswers } from '../../../../src/run/answers';
import { checkRun as check, runText, type World } from '../../../support/runHarness';

const json = [['Content-Type', 'application/json']] as const;
const answered = '{"id":9007199254740993,"access_token":"tok-123456","list":[{"a":"x"}],"a-b":{"c":1}}';

describe('references to other requests', () => {
  const login = '# @name login\nPOST http://a.test/login\n\n###\n';
  const world: World = {
    answer: ({ url }) =>
      url.endsWith('/login')
        ? {
            status: 201,
            fields: [...json, ['Location', '/sessions/7'], ['Set-Cookie', 'sid=abc; Path=/']],
            body: answered,
          }
        : { status: 200 },
  };

  for (const [expression, text] of [
    ['login.response.body.$.id', '9007199254740993'],
    ['login.response.body.$.list[0].a', 'x'],
    ['login.response.body.id', '9007199254740993'],
    ['login.response.body.list[0].a', 'x'],
    ['login.response.body.list.*.a', 'x'],
    ['login.response.body.a-b.c', '1'],
    ['login.response.body.asJson.id', '9007199254740993'],
    ['login.response.body.asJson.$.id', '9007199254740993'],
    ['login.response.body.*', answered],
    ['login.response.headers.location', '/sessions/7'],
    ['login.response.status', '201'],
    ['login.response.cookies.sid', 'abc'],
    ['login.request.method', 'POST'],
    ['login.request.url', 'http://a.test/login'],
  ] as const) {
    it(`reads {{${expression}}} from the request that it runs first`, async () => {
      const { left, record } = await runText(`${login}GET http://a.test/\nX-Value: {{${expression}}}`, world);
      assert.deepEqual(record.diagnostics, []);
      assert.equal(left.length, 2);
      assert.equal(left[1]?.fields.find(({ name }) => name === 'X-Value')?.value, text);
    });
  }

  for (const [expression, message] of [
    ['login.response.body.$.nope', /has nothing at `\$\.nope`/],
    ['login.response.body.//a', /has a body that is no XML/],
    ['login.response.body.asXml.a', /has a body that is no XML/],
    ['login.response.body.nope', /has nothing at `nope`/],
    ['login.response.body.id.', /write a JSONPath/],
    ['login.response.headers.X-Nope', /has no field `X-Nope`/],
    ['login.response.cookies.nope', /has no cookie `nope`/],
    ['login.response.parts[1].status', /has no part 1/],
    ['login.response.nope', /Write body\.\$\.path/],
  ] as const) {
    it(`says why {{${expression}}} has no value`, async () => {
      const { record } = await runText(`${login}GET http://a.test/\nX-Value: {{${expression}}}`, world);
      assert.match(record.diagnostics[0]?.message ?? '', message);
      assert.equal(record.diagnostics[0]?.code, 'reference-without-value');
    });
  }

  describe('of an answer in XML', () => {
    const xml: World = {
      answer: ({ url }) =>
        url.endsWith('/login')
          ? { status: 200, fields: [['Content-Type', 'text/xml']], body: '<a><b c="1">x</b><b c="2">y</b></a>' }
          : { status: 200 },
    };
    for (const [path, text] of [
      ['//b', 'x'],
      ["//b[@c='2']", 'y'],
      ['/a/b[2]/@c', '2'],
      ['asXml./a/b', 'x'],
      ['asXml.count(//b)', '2'],
      ['/a', '<b c="1">x</b><b c="2">y</b>'],
      ['*', '<a><b c="1">x</b><b c="2">y</b></a>'],
    ] as const) {
      it(`reads ${path}`, async () => {
        const { left } = await runText(`${login}GET http://a.test/\nX-Value: {{login.response.body.${path}}}`, xml);
        assert.equal(left[1]?.fields.find(({ name }) => name === 'X-Value')?.value, text);
      });
    }
    it('hides what an element holds that is named like a secret', async () => {
      const secret: World = { answer: () => ({ status: 200, body: '<a><token>abcdefgh</token></a>' }) };
      const { record } = await runText(`${login}GET http://a.test/?x={{login.response.body.//token[1]}}`, secret);
      assert.doesNotMatch(JSON.stringify(record), /abcdefgh/);
    });
    for (const [path, message] of [
      ['//d', /has nothing at `\/\/d`/],
      ['//b[', /`\/\/b\[` is no XPath/],
      ['$.b', /is no JSON: write an XPath/],
    ] as const) {
      it(`says why ${path} has no value`, async () => {
        const { record } = await runText(`${login}GET http://a.test/{{login.response.body.${path}}}`, xml);
        assert.match(record.diagnostics[0]?.message ?? '', message);
      });
    }
  });

  it('reads the parts of a 207', async () => {
    const parts: World = {
      answer: ({ url }) =>
        url.endsWith('/login')
          ? {
              status: 207,
              fields: json,
              body: '[{"status":200,"body":{"id":1}},{"status":404,"body":{"errorCode":"X"}}]',
            }
          : { status: 200 },
    };
    await check(
      `${login}GET http://a.test/{{login.response.parts[2].status}}/{{login.response.parts[1].body.$.id}}`,
      { url: 'http://a.test/404/1' },
      parts,
    );
  });
  it('uses an answer of the session without asking again', async () => {
    const answers = sessionAnswers();
    const text = `${login}GET http://a.test/{{login.response.status}}`;
    await runText(text, { ...world, answers });
    const { left } = await runText(text, { ...world, answers });
    assert.deepEqual(
      left.map(({ url }) => url),
      ['http://a.test/201'],
    );
  });
  it('runs a request once, however often it is referred to', async () => {
    const { left } = await runText(
      `${login}GET http://a.test/{{login.response.status}}/{{login.response.status}}`,
      world,
    );
    assert.equal(left.length, 2);
  });
  it('runs # @ref once a session and # @forceRef always', async () => {
    const answers = sessionAnswers();
    const ref = `${login}# @ref login\nGET http://a.test/`;
    assert.equal((await runText(ref, { ...world, answers })).left.length, 2);
    assert.equal((await runText(ref, { ...world, answers })).left.length, 1);
    assert.equal((await runText(ref.replace('@ref', '@forceRef'), { ...world, answers })).left.length, 2);
  });
  it('sends nothing first when another name has no value', async () => {
    const { left, record } = await runText(`${login}GET http://{{nope}}/{{login.response.status}}`, world);
    assert.equal(left.length, 0);
    assert.equal(record.diagnostics[0]?.code, 'unknown-variable');
    assert.equal(record.url, 'http://{{nope}}/{{login.response.status}}');
  });
  it('stops when the request it needs got no answer, and says why', async () => {
    const { record, left } = await runText(`${login}GET http://a.test/{{login.response.status}}`, {
      answer: () => 'refused',
    });
    assert.equal(left.length, 1);
    assert.match(
      record.diagnostics[0]?.message ?? '',
      /^`login`, which this request needs, got no answer\. Nothing is listening there\.$/,
    );
  });
  it('stops when a request named by # @ref did not go well', async () => {
    const { record, left } = await runText(`${login}# @ref login\nGET http://a.test/`, {
      answer: () => ({ status: 401 }),
    });
    assert.equal(left.length, 1);
    assert.match(record.diagnostics[0]?.message ?? '', /did not go well \(401\)/);
  });
  it('names the circle that requests go in, and sends none of them', () =>
    check('# @name a\n# @ref b\nGET http://a.test/\n\n###\n# @name b\n# @ref a\nGET http://a.test/', {
      stopped: {
        code: 'needed-request-failed',
        at: '7:8',
        message: /`b` needs itself: b → a → b\. Break the circle\./,
      },
    }));
  it('says which request was meant', () =>
    check(`${login}GET http://a.test/{{lgin.response.status}}`, {
      stopped: { code: 'unknown-request', at: '5:21', message: /Did you mean `login`\?/ },
    }));
  it('refers to requests of imported files', () =>
    check(
      '# @import ./auth.rcreq\nGET http://a.test/{{login.response.status}}',
      { url: 'http://a.test/201' },
      { ...world, files: { '/work/api/auth.rcreq': login } },
    ));
  it('shares one login among requests that need it at the same time', async () => {
    const answers = sessionAnswers();
    const text = `${login}GET http://a.test/{{login.response.status}}`;
    const runs = await Promise.all([runText(text, { ...world, answers }), runText(text, { ...world, answers })]);
    assert.equal(runs.flatMap(({ left }) => left).length, 3);
  });
});
