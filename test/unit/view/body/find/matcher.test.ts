import assert from 'node:assert/strict';
import fc from 'fast-check';
import { BodyFinder } from '../../../../../src/view/body/find/bodyFinder';
import { matcherOf } from '../../../../../src/view/body/find/matcher';
import type { FindIn, FindQuery } from '../../../../../src/view/body/find/matcher';
import { octetsSource } from '../../../../../src/view/body/octetSource';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const query = (text: string, options: Partial<FindQuery> = {}): FindQuery => ({
  text,
  isCaseSensitive: false,
  isRegExp: false,
  ...options,
});

/** The texts that a query finds in a body. */
async function found(body: string | Uint8Array, wanted: FindQuery, where: FindIn = 'text'): Promise<readonly string[]> {
  const octets = typeof body === 'string' ? utf8(body) : body;
  const matcher = matcherOf(wanted, where);
  assert.ok(typeof matcher !== 'string');
  const finder = new BodyFinder(octetsSource(octets), matcher);
  while (!finder.isComplete) await finder.advance();
  return Array.from({ length: finder.count }, (_, index) => {
    const { start, end } = finder.match(index) ?? { start: 0, end: 0 };
    return new TextDecoder().decode(octets.subarray(start, end));
  });
}

async function check(body: string, wanted: FindQuery, expected: readonly string[], where?: FindIn): Promise<void> {
  assert.deepEqual(await found(body, wanted, where), expected);
}

function refused(source: string, expected: RegExp): void {
  const matcher = matcherOf(query(source, { isRegExp: true }), 'text');
  assert.ok(typeof matcher === 'string');
  assert.match(matcher, expected);
}

/** What JavaScript finds that is not empty. */
function expectedOf(body: string, source: string, flags: string): readonly string[] {
  const expression = new RegExp(source, flags);
  const texts: string[] = [];
  for (let match = expression.exec(body); match !== null; match = expression.exec(body)) {
    if (match[0] === '') return ['empty'];
    texts.push(match[0]);
  }
  return texts;
}

describe('matcherOf', () => {
  it('finds a text with and without regard to case, each match apart from the others', async () => {
    await check('Aa aA aaa', query('aa'), ['Aa', 'aA', 'aa']);
    await check('Aa aA aaa', query('aa', { isCaseSensitive: true }), ['aa']);
    await check('Straße STRASSE ÄÖ äö', query('äö'), ['ÄÖ', 'äö']);
    await check('a.c abc', query('a.c'), ['a.c']);
  });

  it('finds what stands in JSON as it is shown, with a space after the colon', async () => {
    await check('{"id":17,"x":{"id" : 17}}', query('"id": 17'), ['"id":17'], 'json');
    await check('{"id":  17}', query('"id":17'), ['"id":  17'], 'json');
    await check('{"id":17}', query('"id": \\d+', { isRegExp: true }), ['"id":17'], 'json');
  });

  it('finds octets by their digits', async () => {
    await check('{"a":1}', query('22 61'), ['"a'], 'hex');
    await check('{"a":1}', query('0x2261'), ['"a'], 'hex');
    await check('say abc', query('say'), ['say'], 'hex');
  });

  it('finds what JavaScript finds by a regular expression', async () => {
    const body = 'ab 12 abc\nline "quoted" and "more"\n\tend_1 é漢🙂 (x)';
    const sources = [
      'ab|abc',
      'abc|ab',
      '\\d+',
      '"[^"]*"',
      '".*?"',
      '".*"',
      '^\\w+',
      '\\w+$',
      '\\bend',
      '(?:a|b)+',
      '(a)(b)c?',
      '[a-c]{2,3}',
      'x{0}l',
      '.🙂',
      '[^\\s]🙂',
      '\\x61\\u0062',
      '\\([^)]\\)',
      'B\\w',
      '\\Bn',
      'a{2}|n{1}',
    ];
    for (const source of sources) await check(body, query(source, { isRegExp: true }), expectedOf(body, source, 'gim'));
  });

  it('agrees with JavaScript on any expression of its notation', async () => {
    const leaf = fc.constantFrom('a', 'b', '.', '[ab]', '[^a]', '\\b', '^', '$', 'é', '\\w', '\\n');
    const { tree } = fc.letrec<{ tree: string }>((tie) => ({
      tree: fc.oneof(
        { maxDepth: 4 },
        leaf,
        fc.tuple(tie('tree'), tie('tree')).map(([a, b]) => a + b),
        fc.tuple(tie('tree'), tie('tree')).map(([a, b]) => `(?:${a}|${b})`),
        fc
          .tuple(tie('tree'), fc.constantFrom('*', '+', '?', '{1,2}', '*?', '+?', '??'))
          // JavaScript has rules of its own for repeating what may be empty.
          .filter(([item]) =>
            ['', 'a', ' ', '\n'].every((text) => new RegExp(`^(?:${item})`, 'm').exec(text)?.[0] !== ''),
          )
          .map(([a, c]) => `(?:${a})${c}`),
      ),
    }));
    const body = fc.string({ unit: fc.constantFrom('a', 'b', 'é', '\n', ' ', '🙂'), maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(body, tree, async (text, source) => {
        const expected = expectedOf(text, source, 'gm');
        // JavaScript stops for an empty match where this search goes on, and so the two part.
        if (expected.includes('empty') || text.includes('🙂')) return;
        await check(text, query(source, { isRegExp: true, isCaseSensitive: true }), expected);
      }),
      { numRuns: 500 },
    );
  });

  it('says what is wrong with an expression, and where', () => {
    refused('(a', /no closing `\)` \(at character 1\)/u);
    refused('a)', /no open group.*character 2/u);
    refused('[a', /no closing `\]`/u);
    refused('*a', /nothing to repeat/u);
    refused('[b-a]', /out of order/u);
    refused('a{3,1}', /out of order/u);
    refused('(a)\\1', /Back references/u);
    refused('(?=a)', /Look-around/u);
    refused('a\\', /Nothing follows/u);
    refused('(?:a{99}){99}', /too large/u);
  });

  it('is not held up by an expression that takes others forever', async () => {
    await check(`${'a'.repeat(50_000)}!`, query('(a+)+$', { isRegExp: true }), []);
    await check('x'.repeat(50_000), query('(x+x+)+y', { isRegExp: true }), []);
  });

  it('finds the same wherever the stretches end, and right offsets beside invalid UTF-8', async () => {
    const body = `${'é'.repeat(70_000)}needle${'x'.repeat(1_048_576)}needle`;
    await check(body, query('needle'), ['needle', 'needle']);
    await check(body, query('ne{2}dle', { isRegExp: true }), ['needle', 'needle']);
    const broken = Uint8Array.of(0xff, 0xe6, 0xbc, 0x61, 0xf0, 0x9f, 0x99, 0x62, ...utf8('🙂é-end'));
    assert.deepEqual(await found(broken, query('.-e', { isRegExp: true })), ['é-e']);
  });

  it('lists no more than a hundred thousand', async () => {
    const matcher = matcherOf(query('a'), 'text');
    assert.ok(typeof matcher !== 'string');
    const finder = new BodyFinder(octetsSource(new Uint8Array(300_000).fill(0x61)), matcher);
    while (!finder.isComplete) await finder.advance();
    assert.deepEqual([finder.count, finder.isCapped], [100_000, true]);
  });
});
