import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { convert } from '../../../../src/language/convert/convert';
import type { Dialect } from '../../../../src/language/convert/dialect';

/** `remarks`: `LINE changed|open WORDS`, in which WORDS are somewhere in what is said; none when left out. */
interface Expected {
  readonly text?: string;
  readonly remarks?: readonly string[];
}

function check(dialect: Dialect, text: string, { text: expected = text, remarks = [] }: Expected) {
  const found = convert(text, dialect);
  assert.equal(found.text, expected);
  const said = found.remarks.map(({ span, kind, what, advice }, index) => {
    const place = `${text.slice(0, span.start).split('\n').length} ${kind} `;
    const wanted = remarks[index] ?? '';
    const isSaid = wanted.startsWith(place) && `${what}: ${advice}`.includes(wanted.slice(place.length));
    return isSaid ? wanted : `${place}${what}: ${advice}`;
  });
  assert.deepEqual(said, remarks);
}

describe('convert', () => {
  it('leaves a file alone that says the same to every client', () =>
    check('any', '@a = 1\n\n### One\nGET https://a.test/{{a}}\nAccept: a/b\n\n###\nPOST https://a.test\n\nx\n', {}));

  it('divides requests that only httpYac divides', () =>
    check('httpYac', 'GET https://a.test\n\nGET https://b.test\n', {
      text: 'GET https://a.test\n\n###\nGET https://b.test\n',
    }));

  it('keeps the line ends of the file', () =>
    check(
      'jetBrains',
      'GET https://a.test\r\n\r\n> {% client.assert(response.status === 200) %}\r\n\r\nGET https://b.test',
      {
        text: 'GET https://a.test\r\n\r\n?? status == 200\r\n\r\n###\r\nGET https://b.test',
        remarks: ['3 changed `?? status == 200`'],
      },
    ));

  it('maps each remark to its place in the converted text', () => {
    const { text, remarks } = convert('GET https://a.test\n\nGET https://b.test/{{$historyFolder}}\n', 'jetBrains');
    assert.deepEqual(
      remarks.map(({ target }) => text.slice(target.start, target.end)),
      ['$historyFolder'],
    );
  });
});

describe('convert: directives', () => {
  it('turns those of other clients into comments, and says what to do', () =>
    check('httpYac', '# @loop for 3\n# @noRejectUnauthorized\n# @openWith x\nGET https://a.test', {
      text: '# httpYac: @loop for 3\n# httpYac: @noRejectUnauthorized\n# httpYac: @openWith x\nGET https://a.test',
      remarks: ['1 open --repeat N', '2 open rcreq.tls.insecureHosts', '3 changed Nothing is lost'],
    }));
  it('writes those that have a counterpart as it', () =>
    check(
      'kulala',
      '# @kulala-prompt "Your code" CODE\n# @secret pin\n# @attach-cookie-jar\n# @kulala-expect-status-code 404\nGET https://a.test\nAccept: a',
      {
        text: '# @prompt CODE Your code\n# @prompt pin secret\n# @cookie-jar\n# Kulala: @kulala-expect-status-code 404\nGET https://a.test\n?? status == 404\nAccept: a',
        remarks: [
          '1 changed prompt CODE',
          '2 changed pin secret',
          '3 changed cookie-jar',
          '4 changed ?? status == 404',
        ],
      },
    ));
  it('keeps a value of an answer as a reference', () =>
    check('kulala', '### Log in\n# @env-json-key TOKEN data.token\n# @env-header-key ID X-Id\nGET https://a.test', {
      text: '### Log in\n# @name logIn\n@TOKEN = {{logIn.response.body.$.data.token}}\n@ID = {{logIn.response.headers.X-Id}}\nGET https://a.test',
      remarks: ['2 changed @TOKEN = {{', '3 changed @ID = {{'],
    }));
  it('writes out the unit of a timeout of httpYac alone', () => {
    check('httpYac', '# @timeout 600\nGET https://a.test', {
      text: '# @timeout 600 ms\nGET https://a.test',
      remarks: ['1 changed milliseconds'],
    });
    check('jetBrains', '# @timeout 600\nGET https://a.test', {});
  });
  it('turns `import` into a directive and `run` into a comment with the command line', () =>
    check('jetBrains', 'import ./b.http\n\n###\nrun #Sign in (@a=1, @b = x y)\n\n###\nGET https://a.test', {
      text: '# @import ./b.http\n\n###\n# JetBrains: run #Sign in (@a=1, @b = x y)\n\n###\nGET https://a.test',
      remarks: ['1 changed @import', "4 open rcreq run FILE --name 'Sign in' --var a=1 --var 'b=x y'"],
    }));
  it('puts variables into a file where httpYac was told to', () =>
    check('httpYac', '# @injectVariables\nPOST https://a.test\n\n< ./a.json', {
      text: '# httpYac: @injectVariables\nPOST https://a.test\n\n<@ ./a.json',
      remarks: ['1 changed <@ file'],
    }));
});

describe('convert: names and references', () => {
  it('names a request that is referred to by its title', () =>
    check('kulala', '### LOGIN\nGET https://a.test\n\n### Next\nGET https://a.test/{{LOGIN.response.body.$.id}}', {
      text: '### LOGIN\n# @name LOGIN\nGET https://a.test\n\n### Next\nGET https://a.test/{{LOGIN.response.body.$.id}}',
    }));
  it('makes a word of a name that is none, everywhere', () =>
    check(
      'httpYac',
      '# @name get-token\nGET https://a.test\n\n###\n# @ref get-token\nGET https://a.test/{{getToken.id}}',
      {
        text: '# @name getToken\nGET https://a.test\n\n###\n# @ref getToken\nGET https://a.test/{{getToken.response.body.$.id}}',
        remarks: ['1 changed "get-token"', '6 changed {{getToken.response.body.$.id}}'],
      },
    ));
  it('refers to parts of an answer as REST Client does', () =>
    check(
      'httpYac',
      '# @name a\nGET https://a.test\n\n###\nGET https://a.test/{{a.items[0].id}}/{{aResponse.statusCode}}/{{aResponse.headers.etag}}/{{aResponse.parsedBody.b}}',
      {
        text: '# @name a\nGET https://a.test\n\n###\nGET https://a.test/{{a.response.body.$.items[0].id}}/{{a.response.status}}/{{a.response.headers.etag}}/{{a.response.body.$.b}}',
        remarks: ['5 changed items[0].id', '5 changed status', '5 changed etag', '5 changed $.b'],
      },
    ));
  it('takes cookies and fields of an answer as Kulala writes them', () =>
    check(
      'kulala',
      '# @name A\nGET https://a.test\n\n###\nGET https://a.test/{{A.response.cookies.sid.value}}/{{A.response.headers["X-Id"]}}',
      {
        text: '# @name A\nGET https://a.test\n\n###\nGET https://a.test/{{A.response.cookies.sid}}/{{A.response.headers.X-Id}}',
        remarks: ['5 changed cookies.sid', '5 changed headers.X-Id'],
      },
    ));
  it('leaves a variable alone that is called like a part of an answer', () =>
    check('httpYac', '@a.id = 1\n# @name a\nGET https://a.test/{{a.id}}', {}));
  it('says that JavaScript is not run', () =>
    check('httpYac', 'GET https://a.test/{{new Date().toISOString()}}', {
      remarks: ['1 open JavaScript for httpYac'],
    }));
});

describe('convert: dynamic values', () => {
  it('writes days and years as Day.js does', () =>
    check('visualStudio', "GET https://a.test/{{$datetime 'dd-MM-yyyy' 1 y}}", {
      text: "GET https://a.test/{{$datetime 'DD-MM-YYYY' 1 y}}",
      remarks: ['1 changed DD-MM-YYYY'],
    }));
  it('reads the variables of the process', () =>
    check('httpYac', '@a = {{process.env.A}}/b\nGET https://a.test/{{a}}', {
      text: '@a = {{$processEnv A}}/b\nGET https://a.test/{{a}}',
      remarks: ['1 changed $processEnv A'],
    }));
  it('takes tokens from a profile, with the scheme that the other client put before them', () =>
    check('restClient', 'GET https://a.test\nAuthorization: {{$aadToken new}}\nX-Token: {{$oidcAccessToken}}', {
      text: 'GET https://a.test\nAuthorization: Bearer {{$token azure}}\nX-Token: {{$token oidc}}',
      remarks: ['2 changed view Tokens', '3 changed $token oidc'],
    }));
  it('asks as httpYac does', () =>
    check(
      'httpYac',
      'GET https://a.test/{{$input Which one? $value: 1}}/{{$password PIN}}/{{$pick Size $value: a,b}}',
      {
        text: 'GET https://a.test/{{$prompt whichOne Which one?}}/{{$prompt pINPassword PIN}}/{{$prompt size Size (a,b)}}',
        remarks: ['1 changed suggested', '1 changed pINPassword', '1 changed Type one'],
      },
    ));
  it('says which have no counterpart', () =>
    check('jetBrains', 'GET https://a.test/{{$random.company.name}}', { remarks: ['1 open has no counterpart'] }));
  it('draws from as many numbers as Kulala', () =>
    check('kulala', 'GET https://a.test/{{$randomInt}}/{{$date}}', {
      text: "GET https://a.test/{{$randomInt 0 10000000}}/{{$datetime 'YYYY-MM-DD'}}",
      remarks: ['1 changed 10000000', '1 changed YYYY'],
    }));
});

describe('convert: variables', () => {
  const text = '@id = 1\nGET https://a.test/{{id}}\n\n###\n@id = 2\nGET https://a.test/{{id}}\n';
  const apart = '@id = 1\nGET https://a.test/{{id}}\n\n###\n@id2 = 2\nGET https://a.test/{{id2}}\n';
  it('gives each value a name where the other client takes the nearest', () => {
    for (const dialect of ['jetBrains', 'visualStudio', 'httpYac'] as const)
      check(dialect, text, { text: apart, remarks: ['5 changed @id2'] });
  });
  it('leaves them to the last value where the other client does', () => {
    check('restClient', text, {});
    check('kulala', text, {});
  });
  it('asks a person when nobody knows whose file it is', () =>
    check('any', text, { remarks: ['1 open `@id` has 2 values'] }));
  it('keeps to itself what httpYac keeps in its block', () =>
    check('httpYac', '@a = 0\n\n###\n@a = 1\nGET https://a.test/{{a}}\n\n###\nGET https://a.test/{{a}}', {
      text: '@a = 0\n\n###\n@a2 = 1\nGET https://a.test/{{a2}}\n\n###\nGET https://a.test/{{a}}',
      remarks: ['4 changed @a2'],
    }));
  it('drops the word global', () =>
    check('httpYac', '@global.team = b\n\n###\nGET https://a.test/{{team}}', {
      text: '@team = b\n\n###\nGET https://a.test/{{team}}',
    }));
});

describe('convert: bodies', () => {
  const text = 'POST https://a.test\nContent-Type: application/json\n\n{\n  // one\n  "a": 1\n}\n# @two\n';
  it('moves comments out of JSON, whoever wrote it', () => {
    for (const dialect of ['any', 'jetBrains', 'restClient'] as const) {
      check(dialect, text, {
        text: '# one\n# (body) @two\nPOST https://a.test\nContent-Type: application/json\n\n{\n  "a": 1\n}\n',
        remarks: ['5 changed sent here as it stands', '8 changed sent here as it stands'],
      });
    }
  });
  it('keeps them in other bodies but where the other client leaves them out', () => {
    const plain = 'POST https://a.test\nContent-Type: text/markdown\n\n# Title\ntext\n';
    check('httpYac', plain, {});
    check('restClient', plain, {
      text: '# Title\nPOST https://a.test\nContent-Type: text/markdown\n\ntext\n',
      remarks: ['4 changed sent here as it stands'],
    });
  });
  it('says where a file is looked for elsewhere', () => {
    check('restClient', 'POST https://a.test\n\n< data/a.json', { remarks: ['3 open workspace folder first'] });
    check('restClient', 'POST https://a.test\n\n< ./a.json', {});
    check('kulala', 'POST https://a.test\n\n< ./a.json', { remarks: ['3 open <@ ./a.json'] });
  });
  it('says which schemes are not computed', () =>
    check('restClient', 'GET https://a.test\nAuthorization: Digest a b', { remarks: ['2 open Digest'] }));
});
