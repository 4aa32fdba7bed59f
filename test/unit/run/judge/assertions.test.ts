import assert from 'node:assert/strict';
import { parse } from '../../../../src/language/parse';
import { judge, type Facts } from '../../../../src/run/judge/assertions';

const facts: Facts = {
  status: 404,
  category: 'clientError',
  outcome: 'clientError',
  fields: [
    { name: 'Content-Type', value: 'application/json; charset=utf-8' },
    { name: 'X-Count', value: '3' },
    { name: 'Link', value: 'a' },
    { name: 'link', value: 'b' },
  ],
  body: '{"id":9007199254740993,"name":"Zoë","none":null,"on":true,"list":[1,2],"obj":{"b":1,"a":[]},"price":1.50,"digits":"5"}',
  parts: [
    { index: 1, status: 200, category: 'success', fields: [], body: '{"id":1}' },
    { index: 2, status: 404, category: 'clientError', fields: [{ name: 'X-A', value: 'v' }], body: 'no json' },
  ],
  duration: 120.5,
  attempts: 2,
  redirects: 0,
  size: 99,
};

async function judgeLine(line: string, known: Facts = facts) {
  const [assertion] = parse(`GET http://a.test/\n\n?? ${line}\n`).blocks[0]?.request?.assertions ?? [];
  assert.ok(assertion !== undefined);
  const value = assertion.value?.pieces.map((piece) => (piece.kind === 'text' ? piece.text : '')).join('');
  const [verdict] = await judge([{ assertion, argument: assertion.argument, value, line: 3 }], known);
  assert.ok(verdict !== undefined);
  return verdict;
}

async function check(line: string, isOk: boolean) {
  assert.equal((await judgeLine(line)).isOk, isOk);
}

describe('judge', () => {
  for (const line of [
    'status == 404',
    'status != 200',
    'status >= 400',
    'status < 500',
    'status',
    'status isNumber',
    'not status',
    'class == clientError',
    'class == client error',
    'class == 4xx',
    'class not == success',
    'outcome == clientError',
    'header content-type includes json',
    'header X-Count == 3',
    'header X-Count > 2.5',
    'header X-Count isNumber',
    'header link == a, b',
    'header X-None not exists',
    'header X-None != 1',
    'body includes Zoë',
    'body matches "Zo."',
    'body matches /zo./i',
    'body $.id == 9007199254740993',
    'body $.id != 9007199254740992',
    'body $.id > 9007199254740992',
    'body $.name == Zoë',
    'body $.name == "Zoë"',
    'body $.name startsWith Z',
    'body $.name endsWith ë',
    'body $.name isString',
    'body $.none isNull',
    'body $.none == null',
    'body $.on == true',
    'body $.on isBoolean',
    'body $.list isArray',
    'body $.list == [1, 2]',
    'body $.obj == {"a":[],"b":1}',
    'body $.price == 1.5',
    'body $.price == 15e-1',
    'body $.digits == "5"',
    'body $.digits not isNumber',
    'body $.nope not exists',
    'part 1 status == 200',
    'part 1 body $.id == 1',
    'part 2 == 404',
    'part 2 header X-A == v',
    'parts == 2',
    'failedParts == 1',
    'duration < 500',
    'attempts == 2',
    'redirects == 0',
    'size <= 99',
  ]) {
    const isMeantToFail = line.startsWith('not ');
    it(`${isMeantToFail ? 'fails' : 'passes'} ?? ${line}`, () => check(line, !isMeantToFail));
  }

  for (const [line, message] of [
    ['status == 200', 'It is 404.'],
    ['class == success', 'It is "clientError".'],
    ['header X-None == 1', 'The answer has no field `X-None`.'],
    ['body $.nope == 1', 'The answer has a body that has nothing at `$.nope`.'],
    ['body $.name == "Zoe"', 'It is "Zoë".'],
    ['body $.id == "9007199254740993"', 'It is 9007199254740993.'],
    ['body $.name < 5', 'It is "Zoë".'],
    ['status < many', '`<` compares numbers, and `many` is none.'],
    ['body matches /(/', '`/(/` is no regular expression.'],
    ['part 3 status == 200', 'The answer has no part 3.'],
    ['part 2 body $.id exists', 'Part 2 has a body that is no JSON.'],
  ] as const) {
    it(`fails ?? ${line} and says: ${message}`, async () => {
      const verdict = await judgeLine(line);
      assert.deepEqual(
        { isOk: verdict.isOk, message: verdict.message, line: verdict.line },
        { isOk: false, message, line: 3 },
      );
    });
  }

  for (const line of [
    'body //price == 12.5',
    "body //item[@id = 'b']/price > 5",
    'body //item[2]/@id startsWith b',
    'body //nothing not exists',
    'part 1 body //id == 1',
  ]) {
    const xml: Facts = {
      ...facts,
      body: '<a><item id="a"><price>12.50</price></item><item id="b"><price>7</price></item></a>',
      parts: [{ index: 1, status: 200, category: 'success', fields: [], body: '<id>1</id>' }],
    };
    it(`passes ?? ${line} on XML`, async () => assert.ok((await judgeLine(line, xml)).isOk));
  }

  it('judges every subject although no answer came', async () => {
    const none: Facts = {
      ...facts,
      status: undefined,
      fields: [],
      body: undefined,
      parts: undefined,
      category: 'none',
      outcome: 'transportError',
    };
    for (const line of [
      'status == 200',
      'body $.a exists',
      'body includes x',
      'parts == 1',
      'header A exists',
      'part 1 status == 200',
    ]) {
      const verdict = await judgeLine(line, none);
      assert.equal(verdict.isOk, false);
      assert.ok((verdict.message ?? '').endsWith('.'), line);
    }
    assert.equal((await judgeLine('outcome == transportError', none)).isOk, true);
    assert.equal((await judgeLine('class == none', none)).isOk, true);
  });
});
