import assert from 'node:assert/strict';
import { parse } from '../../../../src/language/parse';
import { exampleAnswer, keepsRequests, placedExample } from '../../../../src/workbench/panel/exampleAnswer';
import { answer, exchangeRecord, runRecord } from '../../../support/runRecords';

const file = '### One\nGET https://a.test/1\n\n### Two\nGET https://a.test/2\n';

/** The file with the example of a request in it. */
function saved(text: string, requestStart: number, example: string): string {
  const placed = placedExample(parse(text), requestStart, example);
  return text.slice(0, placed.offset) + placed.text + text.slice(placed.offset);
}

describe('an answer as an example', () => {
  const example = exampleAnswer(runRecord(), 'One', '{"id":1}\n') ?? '';

  it('is a block with status line, fields and body, without what tells only how it travelled', () =>
    assert.equal(example, '### Example of One\nHTTP/1.1 200 OK\nContent-Type: application/json\n\n{"id":1}\n'));

  it('stands below its request, and is read as an example', () => {
    const text = saved(file, 9, example);
    assert.equal(text, `### One\nGET https://a.test/1\n\n${example}\n### Two\nGET https://a.test/2\n`);
    assert.deepEqual(
      parse(text).blocks.map(({ request, example: found }) => (request ? 'request' : found ? 'example' : 'other')),
      ['request', 'example', 'request'],
    );
    assert.equal(saved(file, 40, example), `${file}\n${example}`);
    assert.equal(saved('GET https://a.test/1', 0, example), `GET https://a.test/1\n\n${example}`);
  });

  it('is one line for each field, whatever the server put into it', () => {
    const response = { ...answer(200, 'O\r\nK'), fields: [{ name: 'X', value: 'a\n### b\r\nGET /' }] };
    const made = exampleAnswer(runRecord({ exchanges: [exchangeRecord({ response })] }), 'a\nb', undefined);
    assert.equal(made, '### Example of a b\nHTTP/1.1 200 O K\nX: a ### b GET /\n');
  });

  it('is refused when its body would be read as requests', () => {
    const check = (body: string, isKept: boolean): void => {
      const text = saved(file, 9, exampleAnswer(runRecord(), 'One', body) ?? '');
      assert.equal(keepsRequests(parse(file), parse(text)), isKept, body);
    };
    check('{"a":"### b"}', true);
    check('a\n\nGET https://b.test/\n', false);
    check('a\n### b\nDELETE https://b.test/\n', false);
  });

  it('is missing when no answer came', () =>
    assert.equal(
      exampleAnswer(runRecord({ exchanges: [exchangeRecord({ response: undefined })] }), 'x', ''),
      undefined,
    ));
});
