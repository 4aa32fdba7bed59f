import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { convert } from '../../../../src/language/convert/convert';
import { readScript } from '../../../../src/language/convert/readScript';

describe('readScript', () => {
  const says = (script: string, lines: readonly string[], isAll = true) => {
    const { assertions, kept, fixed, isAll: all } = readScript(script);
    const found = [
      ...assertions,
      ...kept.map(({ name, from }) => `${name} <- ${from}`),
      ...fixed.map(({ name, value }) => `${name} = ${value}`),
    ];
    assert.deepEqual([found, all], [lines, isAll], script);
  };
  it('reads assertions about the status', () => {
    says('> {% client.assert(response.status === 200); %}', ['?? status == 200']);
    says('> {%\n client.test("ok", function () {\n client.assert(response.status == 201, "no");\n });\n%}', [
      '?? status == 201',
    ]);
    says('{{\n  test("a", () => { equal(response.statusCode, 204); });\n}}', ['?? status == 204']);
    says('> {% expect(response.status).to.equal(200) %}', ['?? status == 200']);
    says('{{@response\n test.status(200)\n}}', ['?? status == 200']);
  });
  it('reads assertions about the body and its type', () => {
    says('> {% client.assert(response.body.items[0].id === "a") %}', ['?? body $.items[0].id == a']);
    says('> {% client.assert(response.body.hasOwnProperty("id"), "no id") %}', ['?? body $.id exists']);
    says('> {% client.assert(response.contentType.mimeType === "application/json") %}', [
      '?? header Content-Type startsWith application/json',
    ]);
  });
  it('reads what is kept of an answer, and fixed values', () => {
    says('> {% client.global.set("t", response.body.access_token); %}', ['t <- body.$.access_token']);
    says('> {% client.global.set("t", response.headers.valueOf("X-Id")); %}', ['t <- headers.X-Id']);
    says('{{\n exports.t = response.parsedBody.a.b;\n}}', ['t <- body.$.a.b']);
    says('< {% request.variables.set("a", \'b\') %}', ['a = b']);
  });
  it('does not take a condition for an assertion, and knows what it leaves', () => {
    says('> {% if (response.status === 200) { client.log("a"); } %}', [], false);
    says('> {% client.assert(response.status === 200); client.log("a") %}', ['?? status == 200'], false);
    says('> ./after.js', [], false);
  });
  it('takes linear time for noise', () => {
    for (const noise of [
      'client.test(',
      'response.body.a'.repeat(2000),
      '"'.repeat(20_000),
      'client.assert( '.repeat(1500),
    ])
      assert.equal(readScript(noise.repeat(50)).isAll, false);
  });
});

describe('convert: scripts', () => {
  const converted = (text: string) => convert(text, 'jetBrains');
  it('lets references say what a script kept', () => {
    const { text } = converted(
      '### Log in\nPOST https://a.test\n\n> {% client.global.set("t", response.body.t) %}\n\n###\nGET https://a.test/{{t}}',
    );
    assert.equal(
      text,
      '### Log in\n# @name logIn\n@t = {{logIn.response.body.$.t}}\nPOST https://a.test\n\n\n###\nGET https://a.test/{{t}}',
    );
  });
  it('leaves a script that does more where it stands, and puts below it what can be said', () => {
    const script = '> {%\n  client.assert(response.status === 200);\n  client.log("a");\n%}';
    const { text, remarks } = converted(`GET https://a.test\n\n${script}\n`);
    assert.equal(text, `GET https://a.test\n\n${script}\n?? status == 200\n`);
    assert.deepEqual(
      remarks.map(({ kind, advice }) => [kind, advice]),
      [['open', 'A part of it is said by `?? status == 200`; look at the rest.']],
    );
  });
  it('asks a person when several scripts set a name', () => {
    const script = '> {% client.global.set("t", response.body.t) %}';
    const text = `GET https://a.test\n\n${script}\n\n###\nGET https://b.test\n\n${script}\n`;
    assert.equal(converted(text).text, text);
    assert.deepEqual(
      converted(text).remarks.map(({ kind }) => kind),
      ['open', 'open'],
    );
  });
  it('makes no request wait for its own answer', () => {
    const text = '# @name renew\nGET https://a.test/{{t}}\n\n> {% client.global.set("t", response.body.t) %}\n';
    assert.equal(converted(text).text, text);
    assert.match(converted(text).remarks[0]?.advice ?? '', /NAME\.response\.body\.\$\.t/);
  });
  it('replaces every script at the end of a request at once', () => {
    const scripts = '> {% client.assert(response.status === 200) %}\n> {% client.global.set("t", response.body.t) %}';
    const once = converted(`# @name a\nGET https://a.test/\n?? status == 200\n${scripts}`).text;
    assert.equal(once, '@t = {{a.response.body.$.t}}\n# @name a\nGET https://a.test/\n?? status == 200\n');
    assert.equal(converted(once).text, once);
  });
  it('says in other words what only the conversion of another line makes harmless, with its place in both texts', () => {
    const text =
      '> {% client.assert(response.status === 200) %}\nGET https://a.test/\n{{$uuid}}\n> {% client.global.set("t", response.body.t) %}';
    const once = converted(text);
    assert.equal(converted(once.text).text, once.text);
    assert.match(once.text, /^# @name get\w*\n@t = /);
    const places = once.remarks.map(({ span, target }) => [text.slice(span.start, span.start + 3), target]);
    assert.deepEqual(
      places.map(([at]) => at),
      ['> {', '> {'],
    );
  });
  it('keeps apart what a directive and a script both give a value', () => {
    const text =
      'GET https://a.test/\n# @env-json-key TOKEN a.b\n> {% client.global.set("TOKEN", response.body.t) %}\n';
    const once = converted(text);
    assert.doesNotMatch(once.text, /^@TOKEN/m);
    assert.deepEqual(
      once.remarks.map(({ kind }) => kind),
      ['open', 'open'],
    );
  });
});
