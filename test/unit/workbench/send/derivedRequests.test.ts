import assert from 'node:assert/strict';
import { parse } from '../../../../src/language/parse';
import type { RunRecord } from '../../../../src/run/record';
import type { Target } from '../../../../src/workbench/send/target';
import { failedPartsRequest, linkRequest } from '../../../../src/workbench/send/derivedRequests';
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
  const check = async (text: string, url: string, failed: readonly boolean[], request: string | undefined) => {
    const parts = failed.map((isFailed, index) => ({
      index: index + 1,
      category: isFailed ? 'clientError' : 'success',
    }));
    assert.equal(shown(await failedPartsRequest(target(text), { url, parts } as unknown as RunRecord)), request);
  };

  it('has the ids of those parts alone', () =>
    check(
      'DELETE {{host}}/1,2,3\nX: 1\n',
      'https://a.test/box/1,2,3?a=b,c',
      [true, false, true],
      'DELETE https://a.test/box/1,3?a=b,c\nX: 1',
    ));

  it('is missing when the path has not an id for each part, when there is a body, or a secret in the URL', async () => {
    await check('GET https://a.test/1,2\n', 'https://a.test/1,2', [true, false, true], undefined);
    await check('PUT https://a.test/1,2\n\n{}\n', 'https://a.test/1,2', [true, false], undefined);
    await check('GET https://a.test/1,2\n', 'https://a.test/1,2?key=***', [true, false], undefined);
  });
});
