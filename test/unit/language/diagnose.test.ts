import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { emptyContext, type KnownVariable, type LanguageContext } from '../../../src/language/context';
import { diagnose, textErrors } from '../../../src/language/diagnose';
import { parse } from '../../../src/language/parse';

const dev: KnownVariable = { name: 'host', value: 'http://a', source: 'http-client.env.json (dev)', isSecret: false };
const known: LanguageContext = { ...emptyContext, variables: [dev] };

/** Each expected diagnostic as `severity code place`, the place as the text it covers. */
function check(text: string, expected: readonly string[], context: LanguageContext = known): void {
  const found = diagnose(parse(text), context);
  assert.deepEqual(
    found.map(({ severity, code, span }) => `${severity} ${code} ${text.slice(span.start, span.end)}`),
    expected,
  );
  for (const { message } of found) assert.match(message, /[.?]$/);
}

const json = 'POST https://a\nContent-Type: application/json\n\n';
const form = 'POST https://a\nContent-Type: application/x-www-form-urlencoded\n\n';
const multipart = 'POST https://a\nContent-Type: multipart/mixed; boundary=b\n\n';

/** Rule by rule: what is complained about, and what is not. */
const cases: readonly (readonly [claim: string, text: string, ...expected: string[]])[] = [
  ['a slip in the method', 'GETT https://a', 'error unknown-method GETT'],
  ['a method nobody knows', 'PURGE https://a', 'warning unknown-method PURGE'],
  [
    'another protocol',
    'WEBSOCKET wss://a\n{"b":1}\n===',
    'error unsupported-protocol WEBSOCKET',
    'warning missing-blank-line {"b":1}',
  ],
  ['nothing else in its line', 'GRPC localhost:1 a.B/c', 'error unsupported-protocol GRPC'],
  ['a character that was lost in reading', 'GET https://a/\ufffd\ufffdb', 'warning lost-character \ufffd\ufffd'],
  [
    'half a character, in a body',
    'PUT https://a\nContent-Type: text/plain\n\nb\ud800c',
    'warning lost-character \ud800',
  ],
  ['no lost character in a pair, nor in a comment', '# \ufffd\nGET https://a/\u{1f600}'],
  ['no complaint about QUERY', 'QUERY https://a'],
  ['a missing URL', 'GET', 'error missing-url GET'],
  ['a space in the URL', 'GET https://a/b c', 'warning url-space  '],
  ['no space inside a reference', 'GET https://a/{{$randomInt 1 5}}'],
  ['a fragment', 'GET https://a/b#c?d', 'warning url-fragment #c?d'],
  ['a fragment behind a reference', 'GET {{host}}/#c{{host}}', 'warning url-fragment #c{{host}}'],
  [
    'braces that are not closed',
    'GET https://a/{{b\nC: {{d',
    'warning unclosed-reference {{',
    'warning unclosed-reference {{',
  ],
  ['a token of another client', 'GET https://a/{{$aadToken new b}}', 'error unknown-dynamic-value $aadToken'],
  ['a folder of another client', 'GET https://a/{{$projectRoot}}/b', 'error unknown-dynamic-value $projectRoot'],
  ['no complaint about XPath', '# @name b\nGET https://a\n###\nGET https://a/{{b.response.body.//c[@d="e"]}}'],
  ['another scheme', 'GET ftp://a', 'error url-scheme ftp://'],
  ['http to RingCentral', 'GET http://platform.ringcentral.com/a', 'warning plain-http http://'],
  ['http to RingCentral by a variable', '@b = http://x.ringcentral.com\nGET {{b}}/a', 'warning plain-http {{b}}'],
  ['no http to somebody else', 'GET http://ringcentral.com.example/a'],
  [
    'an override that conflicts',
    'POST https://a?_method=PUT\nX-HTTP-Method-Override: DELETE',
    'warning override-conflict X-HTTP-Method-Override: DELETE',
  ],
  ['no conflict when both say the same', 'POST https://a?_method=PUT\nX-HTTP-Method-Override: put'],
  ['an override on GET', 'GET https://a?_method=PUT', 'warning override-on-get https://a?_method=PUT'],
  ['a body on GET', 'GET https://a\n\nb', 'warning body-on-get b'],
  ['a body on HEAD', 'HEAD https://a\n\nb', 'warning body-on-get b'],
  ['a body without Content-Type', 'POST https://a\n\nb', 'warning missing-content-type b'],
  ['no missing type in GraphQL', 'GRAPHQL https://a\n\nquery { b }'],
  [
    'no JSON in the query of GraphQL, which is sent as JSON by POST',
    'GET https://a\nContent-Type: application/json\nX-REQUEST-TYPE: GraphQL\n\n# all\nquery { b }',
  ],
  ['a second request without ###', 'GET https://a\nGET https://b', 'warning missing-separator GET https://b'],
  [
    'a second request in the body',
    'POST https://a\nContent-Type: text/plain\n\nx\nGET https://b',
    'warning missing-separator GET https://b',
  ],
  ['a comment in a body', 'POST https://a\nContent-Type: text/plain\n\n# b\nc', 'information comment-in-body # b'],
  [
    'an assertion in a body',
    'POST https://a\nContent-Type: text/plain\n\n?? b\nc',
    'information assertion-in-body ?? b',
  ],
  ['a field that is no token', 'GET https://a\nA B: c', 'error field-name A B'],
  ['a field without name', 'GET https://a\n: c', 'error field-name : c'],
  ['a line without colon', 'GET https://a\nAccept', 'error field-syntax Accept'],
  ['a user agent off the form', 'GET https://a\nUser-Agent: my app', 'warning user-agent-form my app'],
  [
    'no complaint about the form with details',
    'GET https://a\nUser-Agent: RCMobile/3.6.0 (RingCentral; Android/2.6; rev.12345)',
  ],
  ['no complaint about several products', 'GET https://a\nUser-Agent: App/1 RCJSSDK/5'],
  ['an unknown directive', '# @nam b\nGET https://a', 'warning unknown-directive nam'],
  [
    'a directive of another client',
    '# @noRejectUnauthorized\nGET https://a',
    'information foreign-directive noRejectUnauthorized',
  ],
  ['a name that is missing', '# @name\nGET https://a', 'warning directive-value # @name'],
  ['a directive without its value', '# @tunnel\nGET https://a', 'error directive-value # @tunnel'],
  ['a directive with a wrong value', '# @timeout soon\nGET https://a', 'error directive-value soon'],
  ['no complaint about timeouts with units', '# @timeout 5 ms\n# @connection-timeout 30s\nGET https://a'],
  ['a duplicate name', '# @name b\nGET https://a\n###\n# @name b\nGET https://a', 'warning duplicate-name b'],
  ['a name nobody can refer to', '# @name b-c\nGET https://a', 'warning name-characters b-c'],
  ['a ref to nobody', '# @ref login\nGET https://a', 'error unknown-request login'],
  ['an unknown variable', 'GET https://a/{{hots}}', 'error unknown-variable hots'],
  [
    'no unknown variable of the environment, the file or a prompt',
    '@b = {{host}}\n# @prompt c\nGET https://a/{{b}}/{{c}}',
  ],
  ['an unknown dynamic value', 'GET https://a/{{$gid}}', 'error unknown-dynamic-value $gid'],
  ['an answer of nobody', 'GET https://a/{{b.response.status}}', 'error unknown-request b'],
  ['a cycle of variables', '@b = {{c}}\n@c = {{b}}\nGET https://a', 'error variable-cycle b'],
  ['a variable that needs itself', '@b = x{{b}}\nGET https://a', 'error variable-cycle b'],
  ['no cycle through a value used twice', '@b = {{c}}{{c}}\n@c = 1\nGET https://a/{{b}}'],
  [
    'a cycle of requests by way of a variable',
    '@t = {{b.response.body}}\n# @name b\nGET https://a/{{t}}',
    'error request-cycle b',
  ],
  [
    'a value that hides another',
    '@host = x\n@b = 1\n@b = 2\nGET https://a',
    'information shadowed-variable host',
    'information shadowed-variable b',
  ],
  ['JSON that does not parse, with its place', `${json}{\n  "b": 1,\n}`, 'warning json-syntax }'],
  ['JSON that ends too early', `${json}{"b": [1`, 'warning json-syntax 1'],
  [
    'no complaint about references in JSON',
    `${json}{"b": {{host}}, "c{{host}}": "{{host}}", {{host}}: [1{{host}}, {{host}}]}`,
  ],
  ['a form that is JSON', `${form}{"b": 1}`, 'warning form-syntax {"b": 1}'],
  ['a form over lines without &', `${form}b=1\nc=2`, 'warning form-syntax b=1'],
  ['no complaint about a form over lines', `${form}b=1\n&c=2`],
  ['a multipart body that is not closed', `${multipart}--b\n\nc\n--b`, 'warning multipart-unclosed --b'],
  ['a multipart body of another boundary', `${multipart}--c\n\nd\n--c--`, 'warning multipart-mismatch --c'],
  [
    'a multipart type without boundary',
    'POST https://a\nContent-Type: multipart/mixed\n\n--c',
    'warning multipart-boundary --c',
  ],
  [
    'no complaint about a quoted boundary',
    'POST https://a\nContent-Type: multipart/mixed; boundary="b c"\n\n--b c\n\nd\n--b c--',
  ],
  [
    'a multipart body nobody announces',
    'POST https://a\nContent-Type: text/plain\n\n--b\nContent-Disposition: form-data\n\nc\n--b--',
    'warning multipart-mismatch --b',
  ],
  [
    'a token in a field',
    'GET https://a\nAuthorization: Bearer abcdef123456',
    'warning literal-secret Bearer abcdef123456',
  ],
  ['a secret in a variable', '@apiKey = k3y-0123456789\nGET https://a', 'warning literal-secret k3y-0123456789'],
  ['a password in a form', `${form}user=b&password=hunter22`, 'warning literal-secret hunter22'],
  ['a password in JSON', `${json}{"password": "hunter22"}`, 'warning literal-secret hunter22'],
  ['no secret in a reference or a placeholder', `${form}password={{$secret PW}}&client_secret=<secret>`],
  ['text that no request sends', 'some words\n###\nGET https://a', 'warning unreachable-text some words'],
  ['an indented ###', 'GET https://a\n ### b', 'warning indented-separator ### b'],
  ['a script', 'GET https://a\n\n> {% client.log(1) %}', 'information script-not-run > {% client.log(1) %}'],
  ['an option of curl nobody knows', 'curl https://a --frob', 'warning curl-option --frob'],
  ['an assertion about nothing', 'GET https://a\n\n?? statsu == 1', 'warning assertion-syntax statsu == 1'],
  ['an operator nobody knows', 'GET https://a\n\n?? body $.a sha256 b', 'warning assertion-syntax sha256 b'],
];

describe('diagnose', () => {
  for (const [url, meant] of [
    ['{url}/a', 'Write {{url}}.'],
    ['"https://a"', 'Remove them.'],
    ['http:localhost:80/a', 'Begin it with http://.'],
    ['https:/a.test/b', 'Begin it with https://.'],
    ['a/b', 'the variable @host.'],
  ] as const) {
    it(`says how ${url} is written`, () => {
      const [found] = diagnose(parse(`GET ${url}`), { ...known, variables: [] });
      assert.equal(found?.code, 'missing-host');
      assert.ok(found.message.endsWith(meant), found.message);
    });
  }

  for (const [claim, text, ...expected] of cases) {
    it(expected.length === 0 ? `has ${claim}` : `reports ${claim}`, () => check(text, expected));
  }

  it('only warns of an unknown name that may come from outside, because there is no environment', () =>
    check('@host = b\nGET https://a/{{b}}/{{hots}}', ['warning unknown-variable b', 'error unknown-variable hots'], {
      ...known,
      variables: [],
    }));

  it('says that only a script sets a name', () => {
    const text = 'GET https://a/{{id}}\n\n> {% client.global.set("id", 1) %}';
    assert.match(diagnose(parse(text), known)[0]?.message ?? '', /Only a script sets "id"/);
  });

  it('calls no variable unknown when nobody knows the environment', () =>
    check('GET https://a/{{b}}', [], emptyContext));

  it('knows the variables and requests of imported files', () => {
    const imported = parse('@b = 1\n# @name login\nGET https://a');
    const context = { ...known, imports: [{ path: './b.rcreq', document: imported }] };
    check('# @import ./b.rcreq\n# @ref login\nGET https://a/{{b}}/{{login.response.status}}', [], context);
  });

  it('names the method that was meant', () => {
    const [diagnostic] = diagnose(parse('GETT https://a'), known);
    assert.match(diagnostic?.message ?? '', /Did you mean GET\?/);
  });

  it('offers the assertion that says what a script says', () => {
    const text = 'GET https://a\n\n> {% client.test("ok", () => client.assert(response.status === 200)) %}';
    assert.match(diagnose(parse(text), known)[0]?.message ?? '', /`\?\? status == 200`/);
  });
});

describe('diagnose, where no variable is known, reports', () => {
  const hosts: readonly (readonly [claim: string, text: string, ...expected: string[]])[] = [
    ['a path without a host', 'GET /b', 'warning missing-host /b'],
    ['a folder for a host', 'GET api/b', 'warning missing-host api/b'],
    ['no host but a port', 'GET :80/b', 'warning missing-host :80/b'],
    ['no missing host beside a Host field', 'GET /b\nHost: c'],
    ['no missing host beside a variable', '@host = b\nGET /c'],
    ['no missing host behind a variable', '@b = c.test\nGET {{b}}/d'],
    ['no missing host where only the scheme is missing', 'GET localhost:80/b'],
    ['a question about the whole server', 'OPTIONS *\nHost: b', 'error asterisk-target *'],
  ];
  for (const [claim, text, ...expected] of hosts)
    it(claim, () => check(text, expected, { ...emptyContext, variables: [] }));
});

describe('diagnose, of a file full of complaints,', () => {
  const found = diagnose(parse(`${'noise\n\n'.repeat(9000)}###\nGETT https://a`), known);

  it('tells five thousand and how many it leaves out', () => {
    assert.equal(found.length, 5001);
    assert.match(found.at(-1)?.message ?? '', /^4001 more complaints/);
  });

  it('leaves out no error for others', () =>
    assert.ok(found.some(({ severity, code }) => severity === 'error' && code === 'unknown-method')));
});

describe('a value of another client', () => {
  for (const [value, instead] of [
    ['$aadToken', '{{$token PROFILE}}'],
    ['$oidcAccessToken new x', '{{$token PROFILE}}'],
    ['$auth.token("x")', '{{$token PROFILE}}'],
    ['$historyFolder', 'relative to this file'],
    ['$input a', '{{$prompt NAME text}}'],
  ] as const) {
    it(`{{${value}}} is told to be written as ${instead}`, () => {
      const [found] = diagnose(parse(`GET https://a/{{${value}}}`), known);
      assert.ok(found?.message.includes(instead), found?.message);
    });
  }
});

describe('diagnose', () => {
  it('follows a chain of variables without end', () => {
    const chain = Array.from({ length: 50_000 }, (_each, at) => `@v${at} = {{v${at + 1}}}`).join('\n');
    check(`${chain}\n@v50000 = c\nGET https://a/{{v0}}`, []);
  });
});

describe('textErrors', () => {
  const ofReferences = new Set([
    ...['unknown-variable', 'unknown-dynamic-value', 'variable-cycle'],
    ...['unknown-request', 'request-cycle'],
  ]);

  it('are the errors of a file that are not about references', () => {
    for (const [claim, text] of cases) {
      const document = parse(text);
      const errors = diagnose(document, emptyContext).filter(
        ({ severity, code }) => severity === 'error' && !ofReferences.has(code),
      );
      assert.deepEqual(
        textErrors(document).filter(({ code }) => code !== 'unknown-request'),
        errors,
        claim,
      );
    }
  });
});
