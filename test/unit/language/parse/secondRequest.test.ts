import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { parse } from '../../../../src/language/parse';
import { requestDetail } from '../../../../src/language/symbols';
import { sketch } from '../sketch';

/** Where a second request stands, the text up to it, what the first is, and a further complaint. */
const cases: readonly (readonly [place: string, before: string, first: readonly string[], code?: string])[] = [
  ['right below a request line', 'GET http://a\n', ['GET http://a']],
  ['below fields', 'GET http://a\nC: d\n', ['GET http://a', 'C: d']],
  ['below a blank line', 'GET http://a\n\n', ['GET http://a']],
  ['below one in small letters', 'get http://a\n\n', ['GET http://a']],
  ['below one without a method', 'http://a\n\n', ['GET http://a']],
  ['below a body', 'POST http://a\n\nc\n\n', ['POST http://a', 'body c']],
  ['below a file', 'POST http://a\n\n< ./c\n\n', ['POST http://a', 'body [< ./c]']],
  ['below an assertion', 'GET http://a\n\n?? status == 1\n\n', ['GET http://a', '?? status == 1']],
  ['below an indented ###', 'GET http://a\n ###\n ', ['GET http://a'], 'indented-separator'],
];

/** Files of other clients as people write them: what stands in the text, and the requests somebody counts in it. */
const counted: readonly (readonly [claim: string, text: string, ...requests: string[]])[] = [
  [
    'Kibana requests whose JSON ends right above the next one',
    'PUT /a\n\nPOST /a/b\n{\n  "c": 1\n}\nGET /a/_search\n{\n  "d": []\n}\n\nDELETE /a\n',
    'PUT /a',
    'POST /a/b',
    'GET /a/_search',
    'DELETE /a',
  ],
  [
    'Kibana requests that name nothing but an index',
    'GET _cat/indices\n\n# b\nPUT index\n{ "c": 1 }\n\nGET _cat/indices   # all of them\n\nDELETE index\nPOST index/_doc/2\n{ "d": 1 }',
    'GET _cat/indices',
    'PUT index',
    'GET _cat/indices',
    'DELETE index',
    'POST index/_doc/2',
  ],
  ['no index in the body of a request with a host', 'POST https://a\n\nDELETE index\nGET ready', 'POST https://a'],
  ['no request in text', 'POST https://a\nContent-Type: text/plain\n\nDear all,\nGET /lost', 'POST https://a'],
  ['no request in a letter without a type', 'POST https://a\n\nDear all,\nGET /lost', 'POST https://a'],
  [
    'a request right below the JSON of one without a type',
    'POST https://a\n\n{}\nGET https://b',
    'POST https://a',
    'GET https://b',
  ],
  [
    'a request right below text where no body belongs',
    'GET https://a\n\n---\nGET https://b',
    'GET https://a',
    'GET https://b',
  ],
  ['a method above its URL', 'GET\nhttps://a\nB: c', 'GET https://a'],
  [
    'no request in a title in capitals',
    'GET ALL USERS\nGET https://a\n###\nDELETE A USER\nDELETE https://b',
    'GET https://a',
    'DELETE https://b',
  ],
  ['no request in a block comment', '/* old\n * more\n */\nGET https://a', 'GET https://a'],
  [
    'no request that was put between /* and */, above a request or below its body',
    '/*\nGET /old\n*/\nGET https://a\n\n?? status == 200\n/*\n\nGET https://old\n*/\nGET https://b',
    'GET https://a',
    'GET https://b',
  ],
  ['a request below a /* that is never closed', '/*\nGET https://a', 'GET https://a'],
  [
    'every request of another protocol, which is said not to be sent, and the one below it',
    'GRPC /a.B/c\n{ "d": 1 }\n\nGRPC /a.B/e\n{ "f": 1 }\nWS wss://g\n\nGET https://h',
    'GRPC /a.B/c',
    'GRPC /a.B/e',
    'WS wss://g',
    'GET https://h',
  ],
  [
    'requests whose host stands in single braces',
    'PUT {url}/a\n\n{ "b": 1 }\n\nPUT {url}/c\n\n{ "d": 1 }',
    'PUT {url}/a',
    'PUT {url}/c',
  ],
];

describe('counting requests, there is', () => {
  for (const [claim, text, ...requests] of counted) {
    it(claim, () => {
      const { blocks } = parse(text);
      assert.deepEqual(
        blocks.flatMap(({ request }) => (request === undefined ? [] : [requestDetail(request)])),
        requests,
      );
    });
  }
});

describe('a request without ### above it', () => {
  for (const [place, before, first, code] of cases) {
    it(`is one of its own ${place}`, () => {
      const document = parse(`${before}GET http://b`);
      assert.deepEqual(sketch(document), [first, ['GET http://b']]);
      const codes = document.diagnostics.map((diagnostic) => diagnostic.code);
      assert.deepEqual(codes, [...(code === undefined ? [] : [code]), 'missing-separator']);
    });
  }

  it('may be in small letters below fields', () =>
    assert.deepEqual(sketch(parse('GET http://a\nB: c\nget http://b')), [['GET http://a', 'B: c'], ['GET http://b']]));

  it('may leave its method out below one without a body', () =>
    assert.deepEqual(sketch(parse('GET http://a\n\nhttp://b')), [['GET http://a'], ['GET http://b']]));

  it('takes the comments, directives and variables above it along', () => {
    const { blocks } = parse('GET http://a\n\n# c\n@d = 1\n# @name e\nGET http://b');
    assert.deepEqual(
      blocks.map(({ request, variables }) => [request?.name, variables.length]),
      [
        [undefined, 0],
        ['e', 1],
      ],
    );
  });
});
