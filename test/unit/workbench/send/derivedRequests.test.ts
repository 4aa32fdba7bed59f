import assert from 'node:assert/strict';
import { parse } from '../../../../src/language/parse';
import type { RunRecord } from '../../../../src/run/record';
import type { Target } from '../../../../src/workbench/send/target';
import {
  failedPartsRequest,
  linkRequest,
  tokenProfileOf,
  unconditionalRequest,
} from '../../../../src/workbench/send/derivedRequests';
import { exchangeRecord } from '../../../support/runRecords';
import { keyedRequests } from '../../../../src/workbench/send/requestKeys';

function target(text: string): Target {
  const document = parse(text);
  const [keyed] = keyedRequests(document);
  assert.ok(keyed !== undefined);
  return { uri: undefined as unknown as Target['uri'], document, keyed };
}

/** The request as its own lines, without the title. */
function shown(derived: Target | undefined): string | undefined {
  if (derived === undefined) return undefined;
  const { span } = derived.keyed.request;
  return derived.document.text.slice(span.start, span.end).trim();
}

describe('a request for a link in an answer', () => {
  const first = '# @auth box\nGET https://a.test/list\nAuthorization: Bearer {{token}}\nAccept: text/plain\nX: 1\n';
  const check = async (link: string, request: string | undefined): Promise<void> =>
    assert.equal(shown(await linkRequest(target(first), link, 'https://a.test/list')), request);

  it('takes credentials along to its own origin', () =>
    check(
      'https://a.test/list?page=2',
      '# @auth box\nGET https://a.test/list?page=2\nAuthorization: Bearer {{token}}\nAccept: text/plain',
    ));

  it('leaves typed credentials behind on the way to another origin', () =>
    check('https://b.test/', '# @auth box\nGET https://b.test/\nAccept: text/plain'));

  it('resolves no reference that the server wrote into the link', () =>
    check(
      'https://b.test/{{$secret key}}',
      '# @auth box\nGET https://b.test/%7B%7B$secret%20key%7D%7D\nAccept: text/plain',
    ));

  it('is missing for what is no http or https URL', async () => {
    await check('command:evil', undefined);
    await check('/relative', undefined);
  });
});

describe('a request for failed parts', () => {
  const check = async (
    text: string,
    { url, body = '', failed }: { readonly url: string; readonly body?: string; readonly failed: readonly boolean[] },
    request: string | undefined,
  ) => {
    const parts = failed.map((isFailed, index) => ({
      index: index + 1,
      category: isFailed ? 'clientError' : 'success',
    }));
    const sent = { ...exchangeRecord().request, bodyText: body, bodySize: new TextEncoder().encode(body).length };
    const [method = 'GET'] = text.split(' ', 1);
    const record = { method, url, parts, exchanges: [exchangeRecord({ request: sent })] };
    assert.equal(shown(await failedPartsRequest(target(text), record as unknown as RunRecord)), request);
  };
  const two = 'https://a.test/1,2';

  it('has the ids of those parts alone', () =>
    check(
      'DELETE {{host}}/1,2,3\nX: 1\n',
      { url: 'https://a.test/box/1,2,3?a=b,c', failed: [true, false, true] },
      'DELETE https://a.test/box/1,3?a=b,c\nX: 1',
    ));

  it('has the entries of those parts alone where the body lists one for each, with every digit', () =>
    check(
      'PUT {{host}}/*\n\n[]\n',
      {
        url: 'https://a.test/*',
        body: '[ {"id": 9007199254740993, "a": [1, 2]}, {"id": 2, "b": "],["}, 1.50 ]',
        failed: [true, false, true],
      },
      'PUT https://a.test/*\n\n[{"id": 9007199254740993, "a": [1, 2]},\n1.50]',
    ));

  it('repeats a body that is meant for all of them', () =>
    check(
      'PUT https://a.test/1,2\n\n{}\n',
      { url: two, body: '{"readStatus":"Read"}', failed: [true, false] },
      'PUT https://a.test/1\n\n{"readStatus":"Read"}',
    ));

  it('is missing when nothing in the request has one entry for each part', async () => {
    await check('GET https://a.test/1,2\n', { url: two, failed: [true, false, true] }, undefined);
    await check('POST https://a.test/x\n', { url: 'https://a.test/x', body: '{}', failed: [true, false] }, undefined);
    await check('PUT https://a.test/1,2\n', { url: two, body: '[1,2,3]', failed: [true, false] }, undefined);
    await check('GET https://a.test/1,2\n', { url: two, failed: [false, false] }, undefined);
  });

  it('is missing when a secret stood in it, which a record does not know', async () => {
    await check('GET https://a.test/1,2\n', { url: `${two}?key=***`, failed: [true, false] }, undefined);
    await check('PUT https://a.test/1,2\n', { url: two, body: '["***",2]', failed: [true, false] }, undefined);
  });
});

describe('a request without its conditions', () => {
  it('lacks what was typed of them and keeps its name and the rest', async () => {
    const text =
      '# @name one\n# @conditional\nGET https://a.test/1\nIf-None-Match: "x"\nAccept: a/b\nif-modified-since: {{then}}\n\n?? status == 200\n';
    const plain = await unconditionalRequest(target(text));
    assert.equal(plain.keyed.key, 'one');
    assert.equal(plain.document.text, '# @name one\nGET https://a.test/1\nAccept: a/b\n\n?? status == 200\n');
  });
});

describe('the token profile of a request', () => {
  const check = (text: string, profile: string | undefined): void =>
    assert.equal(tokenProfileOf(target(text).keyed.request), profile);

  it('is that of its directive, else of the reference in a field', () => {
    check('# @auth box\nGET https://a.test/\nX: {{$token other}}\n', 'box');
    check('GET https://a.test/\nAccept: {{type}}\nAuthorization: Bearer {{$token sandbox}}\n', 'sandbox');
    check('# @auth none\nGET https://a.test/\nAuthorization: Bearer abc\n', undefined);
  });
});
