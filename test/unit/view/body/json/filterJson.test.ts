import assert from 'node:assert/strict';
import fc from 'fast-check';
import { selectInJson } from '../../../../../src/run/judge/bodySearch';
import { filterJson, MAX_VALUES, nodesSource } from '../../../../../src/view/body/json/filterJson';
import { normalizedPath } from '../../../../../src/view/body/json/normalizedPath';
import { streamableQuery } from '../../../../../src/view/body/json/pathQuery';
import { octetsSource } from '../../../../../src/view/body/octetSource';

const patience = { pause: () => Promise.resolve(), isOver: () => false };
const source = (text: string) => octetsSource(new TextEncoder().encode(text));

/** The selected values as JSON, named by their paths; or the complaint. */
async function filtered(text: string, path: string): Promise<string> {
  const whole = source(text);
  const found = await filterJson(whole, path, patience);
  if (found.kind === 'fault') return found.message;
  const stitched = nodesSource(whole, found.nodes);
  return new TextDecoder().decode(await stitched.read(0, stitched.size));
}

const store = '{"a":{"b":[1.50,9007199254740993,{"b":"x"}]},"it\'s":true,"b":[]}';

describe('filterJson', () => {
  it('names every selected value by its normalized path and shows it as sent', async () => {
    const check = async (path: string, expected: string): Promise<void> =>
      assert.equal(await filtered(store, path), expected);
    await check('$.a.b[1]', `{"$['a']['b'][1]":9007199254740993}`);
    await check('$..b', `{"$['a']['b']":[1.50,9007199254740993,{"b":"x"}],"$['a']['b'][2]['b']":"x","$['b']":[]}`);
    await check("$['it\\'s']", `{"$['it\\\\'s']":true}`);
    await check('$.a.b[0:2]', `{"$['a']['b'][0]":1.50,"$['a']['b'][1]":9007199254740993}`);
    await check('$.a.b[-1]', `{"$['a']['b'][2]":{"b":"x"}}`);
    await check('$.a.b[?@ > 2]', `{"$['a']['b'][1]":9007199254740993}`);
    await check('$.none', '{}');
    await check('$.a.b[::2].b', `{"$['a']['b'][2]['b']":"x"}`);
  });

  it('says what is wrong with a path, and where', async () => {
    assert.match(await filtered(store, 'a.b'), /begins with `\$`/u);
    assert.match(await filtered(store, '$.a['), /ends too soon/u);
    assert.match(await filtered(store, '$.a[?@.b ==]'), /`\]` at character 12/u);
    assert.match(await filtered(store, '$.a b'), /`b` at character 5/u);
  });

  it('answers simple paths in a body that is too large for values, and says so of others', async () => {
    const large = `{"fill":"${'x'.repeat(MAX_VALUES)}","id":7}`;
    assert.equal(await filtered(large, '$.id'), `{"$['id']":7}`);
    assert.match(await filtered(large, '$[?@ == 7]'), /need the values in memory, which is done up to 16\.0 MB/u);
    assert.match(await filtered(large, '$[?@ =='), /ends too soon/u);
  });

  it('selects in one pass what the library selects among values', async () => {
    const step = fc.constantFrom(
      '.a',
      '.b',
      '[0]',
      '[1]',
      '.*',
      '[*]',
      '..a',
      '..*',
      '..[0]',
      "['a','b']",
      '[0:2]',
      '[1:]',
      '[::2]',
      '..["a"]',
    );
    const { value } = fc.letrec<{ value: unknown }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 4 },
        fc.constantFrom(1, 'x', null),
        fc.array(tie('value'), { maxLength: 3 }),
        fc.dictionary(fc.constantFrom('a', 'b', 'c'), tie('value')),
      ),
    }));
    await fc.assert(
      fc.asyncProperty(value, fc.array(step, { maxLength: 4 }), async (tree, steps) => {
        const text = JSON.stringify(tree);
        const path = `$${steps.join('')}`;
        assert.ok(streamableQuery(path), path);
        const found = await filterJson(source(text), path, patience);
        const wanted = selectInJson(text, path, 10_000);
        assert.ok(found.kind === 'nodes' && wanted.kind === 'found');
        const unique = new Set(wanted.paths.map(normalizedPath));
        assert.deepEqual(found.nodes.map((node) => normalizedPath(node.path)).sort(), [...unique].sort());
      }),
      { numRuns: 300 },
    );
  });

  it('leaves to the library what is not answered in one pass', () => {
    for (const path of ['$[-1]', '$[?@.a]', '$[1:2:-1]', '$.a[01]', 'a', '$..', '$[', '$.a b', '$[::0]'])
      assert.equal(streamableQuery(path), undefined, path);
  });

  it('reads any range of the selected values', async () => {
    const whole = source(store);
    const found = await filterJson(whole, '$..*', patience);
    assert.ok(found.kind === 'nodes');
    const stitched = nodesSource(whole, found.nodes);
    const all = new TextDecoder().decode(await stitched.read(0, stitched.size));
    for (let at = 0; at < stitched.size; at += 7)
      assert.equal(new TextDecoder().decode(await stitched.read(at, at + 11)), all.slice(at, at + 11));
  });
});
