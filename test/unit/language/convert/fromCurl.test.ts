import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { fromCurl, isCurlCommand } from '../../../../src/language/convert/fromCurl';
import { placeRequests } from '../../../../src/language/convert/placeRequests';
import { requestsOf } from '../../../../src/language/names/references';
import { parse } from '../../../../src/language/parse';
import { sketchRequest } from '../sketch';

function check(command: string, text: string, remarks: readonly RegExp[] = []) {
  const found = fromCurl(command);
  assert.equal(found?.text, text);
  assert.equal(found.remarks.length, remarks.length);
  for (const [index, remark] of remarks.entries()) assert.match(found.remarks[index]?.message ?? '', remark);
}

describe('fromCurl', () => {
  it('writes a command as a request line, fields and a body', () =>
    check(
      `curl -X PUT 'https://a.test/x?a=1' \\\n  -H 'Accept: a/b' -H 'Content-Type: application/json' \\\n  --data-raw '{"it": "is"}' --compressed`,
      'PUT https://a.test/x?a=1\nAccept: a/b\nContent-Type: application/json\n\n{"it": "is"}',
    ));
  it('writes what curl implies', () =>
    check(
      'curl https://a.test -u a:b -d x=1 -d y=2',
      'POST https://a.test\nAuthorization: Basic YTpi\nContent-Type: application/x-www-form-urlencoded\n\nx=1&y=2',
    ));
  it('reads the Windows prompt, and a prompt before the command', () => {
    check('curl ^"https://a.test/?a=1^&b=2^" ^\r\n  -H ^"Accept: a^"', 'GET https://a.test/?a=1&b=2\nAccept: a');
    check('$ curl https://a.test', 'GET https://a.test');
  });
  it('reads the Windows prompt where a value has apostrophes or lines, as browsers write them', () =>
    check(
      `curl ^"https://a.test/^" ^\n  -H ^"Content-Type: text/plain^" ^\n  --data-raw ^"it is 'so': ^\\^"a^%^\\^"^\n\nb^"`,
      `POST https://a.test/\nContent-Type: text/plain\n\nit is 'so': "a%"\nb`,
    ));
  it('takes a caret before a quote for itself in a POSIX shell', () =>
    check(
      `curl https://a.test -H 'X-A: ^"' --data-raw '^"'`,
      'POST https://a.test\nX-A: ^"\nContent-Type: application/x-www-form-urlencoded\n\n^"',
    ));
  it('puts several commands into blocks', () =>
    check('curl https://a.test\n\ncurl https://b.test', 'GET https://a.test\n\n###\nGET https://b.test'));
  it('breaks a long query into lines', () => {
    const query = Array.from({ length: 20 }, (_, index) => `name${index}=value`);
    check(`curl 'https://a.test/?${query.join('&')}'`, `GET https://a.test/\n    ?${query.join('\n    &')}`);
  });
  it('keeps a command whose body would be read as more than a body', () =>
    check(`curl https://a.test -d 'a\n?? b'`, `curl https://a.test -d 'a\n?? b'`));
  it('does not make the text of a body the name of a file', () => {
    check(`curl https://a.test -d '< /etc/hosts'`, `curl https://a.test -d '< /etc/hosts'`);
    check(
      `curl https://a.test -d @body.txt`,
      'POST https://a.test\nContent-Type: application/x-www-form-urlencoded\n\n< body.txt\n',
    );
  });
  it('says what a block cannot hold', () =>
    check(
      `curl https://a.test -d 'a\n###\nb'`,
      'POST https://a.test\nContent-Type: application/x-www-form-urlencoded\n\na',
      [/must be in a file/],
    ));
  it('says what has no counterpart', () =>
    check('curl -k --frob https://a.test', 'GET https://a.test', [/-k/, /--frob/]));
  it('leaves everything else to others', () => {
    for (const text of ['', 'curl', 'GET https://a.test', 'curly braces', 'the curl https://a.test'])
      assert.equal(isCurlCommand(text), false);
    assert.equal(fromCurl('GET https://a.test'), undefined);
  });
  it('sends what the command sends', () =>
    fc.assert(
      fc.property(fc.string(), fc.string(), (value, body) => {
        const quoted = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;
        const command = `curl https://a.test -H ${quoted(`X-A: ${value}`)} --data-raw ${quoted(body)}`;
        const sent = (text: string) =>
          requestsOf(parse(text)).map((each) => sketchRequest(each).filter((line) => line !== 'body '));
        const found = fromCurl(command);
        assert.ok(found);
        assert.deepEqual(sent(found.text), sent(command));
      }),
    ));
});

describe('placeRequests', () => {
  /** The text with `R` put where `│` is. */
  const check = (text: string, expected: string) => {
    const offset = text.indexOf('│');
    const plain = text.replace('│', '');
    const { at, newText } = placeRequests(parse(plain), offset, 'R');
    assert.equal(plain.slice(0, at) + newText + plain.slice(at), expected);
  };
  it('needs nothing around them in an empty block', () => {
    check('│', 'R\n');
    check('@a = 1\n\n│', '@a = 1\n\nR\n');
    check('### One\n│\n### Two\nGET a.test', '### One\nR\n\n### Two\nGET a.test');
  });
  it('divides them from a request above or below', () => {
    check('GET a.test\n\n│', 'GET a.test\n\n###\nR\n');
    check('GET a.test\n│', 'GET a.test\n\n###\nR\n');
    check('│GET a.test', 'R\n\n###\nGET a.test');
    check('GET a.test\n\n│### Two\nGET b.test', 'GET a.test\n\n###\nR\n\n### Two\nGET b.test');
    check('GET a.test\n│\n### Two\nGET b.test', 'GET a.test\n\n###\nR\n\n### Two\nGET b.test');
  });
  it('goes below a request that it would break', () => {
    check('GET a.test\nAcc│ept: b', 'GET a.test\nAccept: b\n\n###\nR\n');
    check('GET a.test\n\n{│}\n\n### Two\nGET b.test', 'GET a.test\n\n{}\n\n###\nR\n\n### Two\nGET b.test');
  });
});
