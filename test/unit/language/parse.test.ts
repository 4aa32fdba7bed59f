import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { parse } from '../../../src/language/parse';
import { checkAll } from './checkParse';

describe('parse: the eleven rules all dialects share', () => {
  checkAll([
    {
      claim: '1. ends a block at three or more # in column 0',
      text: 'GET http://a\n###\nGET http://b\n#####\nGET http://c',
      requests: [['GET http://a'], ['GET http://b'], ['GET http://c']],
    },
    {
      claim: '3. takes # and // lines above the request line as comments, and @name as a directive',
      text: '# a\n// b\n# @name login\n// @no-log\nGET http://a',
      requests: [['GET http://a', '@name login', '@no-log']],
    },
    {
      claim: '4. takes @name = value as no part of a request',
      text: '@host = http://a\nGET {{host}}/b',
      requests: [['GET «host»/b']],
    },
    {
      claim: '5. lets the method be left out, and takes a version',
      text: 'http://a HTTP/1.1\n###\nPOST http://b HTTP/2\n###\nGET http://c   HTTP/2 (Prior Knowledge)',
      requests: [['GET http://a HTTP/1.1'], ['POST http://b HTTP/2'], ['GET http://c HTTP/2 (Prior Knowledge)']],
    },
    {
      claim: '6. keeps fields in their order, repetition and case',
      text: 'GET http://a\nX-B: 1\nx-a: 2\nX-B: 3\nEmpty:\nColon: a:b',
      requests: [['GET http://a', 'X-B: 1', 'x-a: 2', 'X-B: 3', 'Empty: ', 'Colon: a:b']],
    },
    {
      claim: '7. takes everything after one blank line as the body',
      text: 'POST http://a\nA: b\n\none\n\ntwo\n###\n',
      requests: [['POST http://a', 'A: b', 'body one\\n\\ntwo']],
    },
    {
      claim: '7. takes the spaces of web pages and of Chinese and Japanese keyboards as blanks',
      text: 'GET\u00a0https://a\u3000HTTP/2\u00a0\nB:\u00a0c\u2009\n\u00a0\nd\u00a0e\n###\n\u3000POST\u3000{{f}}',
      requests: [['GET https://a HTTP/2', 'B: c', 'body d\u00a0e'], ['POST «f»']],
    },
    {
      claim: '8. puts a file in place of its line',
      text: 'POST http://a\n\n< ./file.json',
      requests: [['POST http://a', 'body [< ./file.json]']],
    },
    {
      claim: '9. joins a URL over several lines',
      text: 'GET http://a\n    ?b=1\n    &c={{d}}\nE: f',
      requests: [['GET http://a?b=1&c=«d»', 'E: f']],
    },
    {
      claim: '10. joins a form over several lines at &, at either end of the line',
      text: 'POST http://a\nContent-Type: application/x-www-form-urlencoded\n\na=1\n&b=2&\nc=3\nd',
      requests: [['POST http://a', 'Content-Type: application/x-www-form-urlencoded', 'body a=1&b=2&c=3\\nd']],
    },
    {
      claim: '11. closes a multipart body behind its last file, as JetBrains writes it',
      text: 'POST http://a\nContent-Type: multipart/form-data; boundary=b\n\n--b\nA: c\n\n< ./x y.png --b\nA: d\n\n< ./z.png --b--\n',
      requests: [
        [
          'POST http://a',
          'Content-Type: multipart/form-data; boundary=b',
          'body --b\\nA: c\\n\\n[< ./x y.png]\\n--b\\nA: d\\n\\n[< ./z.png]\\n--b--',
        ],
      ],
    },
    {
      claim: '11. keeps a multipart body as written, its files in place',
      text: 'POST http://a\nContent-Type: multipart/form-data; boundary=b\n\n--b\nA: c\n\n< ./x.png\n--b--\n',
      requests: [
        ['POST http://a', 'Content-Type: multipart/form-data; boundary=b', 'body --b\\nA: c\\n\\n[< ./x.png]\\n--b--'],
      ],
    },
    {
      claim: '12. reads {{$guid}} as a reference like any other',
      text: 'GET http://a/{{$guid}}',
      requests: [['GET http://a/«$guid»']],
    },
  ]);

  it('2. takes the rest of the ### line as the title', () => {
    const titles = parse('### Log in\nGET http://a\n###\nGET http://b\n##### x ##').blocks.map((block) => block.title);
    assert.deepEqual(titles, ['Log in', undefined, 'x ##']);
  });
});

describe('parse: the request line', () => {
  checkAll([
    {
      claim: 'knows QUERY and WebDAV',
      text: 'QUERY http://a\n###\nVERSION-CONTROL /b',
      requests: [['QUERY http://a'], ['VERSION-CONTROL /b']],
    },
    { claim: 'keeps an unknown method for a diagnostic', text: 'GETT https://a', requests: [['GETT https://a']] },
    { claim: 'takes a known method in small letters', text: 'post https://a', requests: [['POST https://a']] },
    {
      claim: 'keeps blanks inside the URL',
      text: 'GET http://a/b c\t HTTP/1.1  ',
      requests: [['GET http://a/b c HTTP/1.1']],
    },
    { claim: 'takes a method without URL', text: 'GET', requests: [['GET ']] },
    {
      claim: 'goes on at / and past a comment between',
      text: 'GET http://a\n  /b\n  # &x=1\n  ?y=2',
      requests: [['GET http://a/b?y=2']],
    },
    {
      claim: 'goes on at an unindented ? or &',
      text: 'GET http://a\n?b=1\n&c=2',
      requests: [['GET http://a?b=1&c=2']],
    },
    {
      claim: 'takes the version from a line of its own',
      text: 'GET http://a\n  ?b\n  HTTP/1.1\nC: d',
      requests: [['GET http://a?b HTTP/1.1', 'C: d']],
    },
    {
      claim: 'takes an indented field as a field',
      text: 'GET http://a\n  Accept: b',
      requests: [['GET http://a', 'Accept: b']],
    },
    {
      claim: 'takes hosts and paths without scheme',
      text: 'localhost:80/a\n###\nexample.com\n###\n/a\n###\n{{h}}/a',
      requests: [['GET localhost:80/a'], ['GET example.com'], ['GET /a'], ['GET «h»/a']],
    },
    {
      claim: 'does not take prose for a request',
      text: 'This is a file.\nSee https://a for more.\nTODO fix it\nNote: x\nGET http://a',
      requests: [['GET http://a']],
      codes: ['unreachable-text'],
    },
    {
      claim: 'reads the version at the end of the last line of a URL, and alone below it',
      text: 'GET http://a?b=1\n  &c={{d}} HTTP/1.1\nE: f\n###\nGET http://a\n  ?b\n  HTTP/2',
      requests: [['GET http://a?b=1&c=«d» HTTP/1.1', 'E: f'], ['GET http://a?b HTTP/2']],
    },
    { claim: 'percent-encodes {{%a}}', text: 'GET http://a?b={{%c}}', requests: [['GET http://a?b=«%c»']] },
    { claim: 'reads the inner braces of {{{a}}}', text: 'GET http://a/{{{b}}}', requests: [['GET http://a/{«b»}']] },
    {
      claim: 'leaves braces without an expression alone',
      text: 'POST http://a\n\n{"a":{{}},"b":{{"c":1}},{{#if}}{{\n}}',
      requests: [['POST http://a', 'body {\\"a\\":{{}},\\"b\\":{{\\"c\\":1}},{{#if}}{{\\n}}']],
    },
  ]);
});

describe('parse: fields and directives', () => {
  checkAll([
    {
      claim: 'takes directives between fields, in every spelling',
      text: 'GET http://a\nA: b\n# @noRedirect\n//@name = c d\n# @Note sure?\nE: f',
      requests: [['GET http://a', '@no-redirect', '@name c d', '@confirm sure?', 'A: b', 'E: f']],
    },
    {
      claim: 'joins a folded value with one space',
      text: 'GET http://a\nA: b,\n   c',
      requests: [['GET http://a', 'A: b, c']],
    },
    { claim: 'takes a reference in a name', text: 'GET http://a\n{{b}}: c', requests: [['GET http://a', '«b»: c']] },
    {
      claim: 'reports a line without colon and goes on',
      text: 'GET http://a\nAccept b\nC: d',
      requests: [['GET http://a', 'C: d']],
      codes: ['field-syntax'],
    },
    {
      claim: 'begins the body without a blank line where no field can be',
      text: 'POST http://a\nA: b\n{\n}',
      requests: [['POST http://a', 'A: b', 'body {\\n}']],
      codes: ['missing-blank-line'],
    },
    {
      claim: 'is no directive when it is an address',
      text: '# @someone: hello\nGET http://a',
      requests: [['GET http://a']],
    },
  ]);
});

describe('parse: the body', () => {
  checkAll([
    {
      claim: 'strips nothing from it',
      text: 'POST http://a\nContent-Type: text/plain\n\n\n# one\n// two\n@x = 1\n?? three\n  four  \n\n\n',
      requests: [
        ['POST http://a', 'Content-Type: text/plain', 'body \\n# one\\n// two\\n@x = 1\\n?? three\\n  four  '],
      ],
    },
    {
      claim: 'keeps the line ends it was typed with',
      text: 'POST http://a\r\n\r\na\r\nb\nc\r\n',
      requests: [['POST http://a', 'body a\\r\\nb\\nc']],
    },
    {
      claim: 'keeps text that looks like a request when its type is text',
      text: 'POST http://a\nContent-Type: text/plain\n\nGET http://b',
      requests: [['POST http://a', 'Content-Type: text/plain', 'body GET http://b']],
    },
    {
      claim: 'keeps a sentence that begins like a request',
      text: 'POST http://a\n\nGET http://b and tell me',
      requests: [['POST http://a', 'body GET http://b and tell me']],
    },
    {
      claim: 'keeps a URL as the body of a POST',
      text: 'POST http://a\n\nhttp://b',
      requests: [['POST http://a', 'body http://b']],
    },
    {
      claim: 'keeps requests inside a multipart body, up to its closing boundary',
      text: 'POST http://a\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nGET /c\n\n--b--\nGET /d',
      requests: [
        ['POST http://a', 'Content-Type: multipart/mixed; boundary=b', 'body --b\\n\\nGET /c\\n\\n--b--'],
        ['GET /d'],
      ],
      codes: ['missing-separator'],
    },
    {
      claim: 'reads comments below a GET as comments',
      text: 'GET http://a\n\n# later\n// more',
      requests: [['GET http://a']],
    },
    {
      claim: 'sends comments below a POST',
      text: 'POST http://a\n\n# title',
      requests: [['POST http://a', 'body # title']],
    },
    {
      claim: 'puts files in place, with variables and encodings',
      text: 'POST http://a\n\na\n<@ ./b {{c}}\n<@latin1 d\ne',
      requests: [['POST http://a', 'body a\\n[<@ ./b «c»]\\n[<@latin1 d]\\ne']],
    },
    {
      claim: 'puts nothing before a file that is all of the body',
      text: 'POST http://a\n\n\n\n< ./b\n',
      requests: [['POST http://a', 'body [< ./b]']],
    },
    {
      claim: 'ends before an answer that is stored below a comment',
      text: 'GET http://a\n\n// what came back\nHTTP/2.0 200 OK\nB: c\n\nd',
      requests: [['GET http://a']],
    },
    {
      claim: 'ends at a request below a script',
      text: 'GET http://a\n\n> b.js\n\nPOST http://c',
      requests: [['GET http://a', 'script after'], ['POST http://c']],
      codes: ['missing-separator'],
    },
    { claim: 'leaves XML alone', text: 'POST http://a\n\n<a>\n</a>', requests: [['POST http://a', 'body <a>\\n</a>']] },
    {
      claim: 'ends before assertions, >> and variables at its end',
      text: 'POST http://a\n\nb\n?? status == 200\n\n>>! c.json\n@d = e',
      requests: [['POST http://a', 'body b', '?? status == 200', '>>! c.json']],
    },
    {
      claim: 'takes assertions without a body',
      text: 'GET http://a\nB: c\n?? status == 200',
      requests: [['GET http://a', 'B: c', '?? status == 200']],
    },
    {
      claim: 'takes quotations of a letter as text',
      text: 'POST http://a\n\n> so\n>> what\nyes',
      requests: [['POST http://a', 'body > so\\n>> what\\nyes']],
    },
  ]);

  it('defines the variables that stand after a body', () => {
    const names = parse('POST http://a\n\nb\n\n@c = {{d}}\n###\n@e=f').blocks.flatMap((block) => block.variables);
    assert.deepEqual(
      names.map((variable) => variable.name),
      ['c', 'e'],
    );
  });
});

describe('parse: what is understood and not run', () => {
  checkAll([
    {
      claim: 'keeps scripts out of a body, whatever is inside them',
      text: '< {%\n  {{a}}\n%}\nPOST http://a\n\nb\n\n> {%\n  client.test("x")\n\n%}\n> after.js\n?? status == 200',
      requests: [['POST http://a', 'body b', '?? status == 200', 'script before', 'script after', 'script after']],
    },
    {
      claim: 'knows scripts in braces',
      text: '{{@request\n  a = 1\n}}\nGET http://a',
      requests: [['GET http://a', 'script before']],
    },
    {
      claim: 'ends a script that has no end with its block',
      text: 'GET http://a\n> {%\nb\n###\nGET http://c',
      requests: [['GET http://a', 'script after'], ['GET http://c']],
    },
    {
      claim: 'does not run import and run lines',
      text: 'import a.http\n###\nrun #b\n###\nGET http://c',
      requests: [['GET http://c']],
      codes: ['script-not-run', 'script-not-run'],
    },
    {
      claim: 'takes a stored answer as no request',
      text: 'HTTP/1.1 200 OK\nA: b\n\nc\n###\nGET http://d\n\nHTTP/1.1 404 No\n\nx',
      requests: [['GET http://d']],
    },
    {
      claim: 'keeps answers inside a multipart body',
      text: 'POST http://a\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nHTTP/1.1 200 OK\n--b--',
      requests: [
        ['POST http://a', 'Content-Type: multipart/mixed; boundary=b', 'body --b\\n\\nHTTP/1.1 200 OK\\n--b--'],
      ],
    },
    {
      claim: 'does not send a line that names an earlier answer',
      text: 'POST http://a\n\nb\n\n<> c.json',
      requests: [['POST http://a', 'body b']],
    },
    {
      claim: 'says of an indented ### that it ends nothing',
      text: 'GET http://a\n  ### b',
      requests: [['GET http://a']],
      codes: ['indented-separator'],
    },
    { claim: 'accepts a byte order mark', text: '\ufeff### a\nGET http://a', requests: [['GET http://a']] },
  ]);
});
