import assert from 'node:assert/strict';
import fc from 'fast-check';
import { indexJson } from '../../../../../src/view/body/json/indexJson';
import { nodeAt } from '../../../../../src/view/body/json/nodeAt';
import { normalizedPath } from '../../../../../src/view/body/json/normalizedPath';
import { JsonPrinter } from '../../../../../src/view/body/json/printJson';
import { JsonWalk } from '../../../../../src/view/body/json/walkJson';
import { octetsSource } from '../../../../../src/view/body/octetSource';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const pause = (): Promise<void> => Promise.resolve();

/** Each value of a text as `path row source`, in the order of their ends. */
function walked(text: string, size = 1_000_000): readonly string[] {
  const octets = utf8(text);
  const told: string[] = [];
  const walk: JsonWalk = new JsonWalk({
    enter: () => true,
    leave: ({ start, offset, startRow }) => {
      told.push(
        `${normalizedPath(walk.path())} ${startRow} ${new TextDecoder().decode(octets.subarray(start, offset))}`,
      );
      return true;
    },
  });
  for (let at = 0; at < octets.length; at += size) walk.push(octets.slice(at, at + size));
  walk.finish();
  return told;
}

async function sourceAt(text: string, row: number): Promise<string | undefined> {
  const octets = utf8(text);
  const node = await nodeAt(octetsSource(octets), row, pause);
  return node && `${normalizedPath(node.path)} ${new TextDecoder().decode(octets.subarray(node.start, node.end))}`;
}

describe('JsonWalk', () => {
  it('tells each value with its path, its row and its octets', () => {
    assert.deepEqual(walked(' {"a":[1,{"b\\u0027":"x"},[]],"c":null} '), [
      "$['a'][0] 2 1",
      `$['a'][1]['b\\''] 4 "x"`,
      `$['a'][1] 3 {"b\\u0027":"x"}`,
      "$['a'][2] 6 []",
      `$['a'] 1 [1,{"b\\u0027":"x"},[]]`,
      "$['c'] 8 null",
      `$ 0 {"a":[1,{"b\\u0027":"x"},[]],"c":null}`,
    ]);
    assert.deepEqual(walked('-1.50e+2'), ['$ 0 -1.50e+2']);
  });

  it('tells the same wherever the octets are cut, and as many rows as the index has', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.integer({ min: 1, max: 7 }), (value, size) => {
        const text = JSON.stringify(value, undefined, size % 3);
        assert.deepEqual(walked(text, size), walked(text));
        let rows = 0;
        const walk: JsonWalk = new JsonWalk({ enter: () => true, leave: () => ((rows = walk.row + 1), true) });
        walk.push(utf8(text));
        walk.finish();
        assert.equal(rows, indexJson(utf8(text)).rowCount);
      }),
    );
  });

  it('finds every value that JSON.parse finds, by its path', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const paths: string[] = [];
        const visit = (inner: unknown, path: readonly (string | number)[]): void => {
          if (Array.isArray(inner)) inner.forEach((item, at) => visit(item, [...path, at]));
          else if (typeof inner === 'object' && inner !== null)
            for (const [name, item] of Object.entries(inner)) visit(item, [...path, name]);
          paths.push(normalizedPath(path));
        };
        const text = JSON.stringify(value);
        visit(JSON.parse(text), []);
        const lines = walked(text);
        assert.equal(lines.length, paths.length);
        // A name may hold what stands behind a path.
        assert.deepEqual(
          lines.filter((line, at) => !line.startsWith(`${paths[at] ?? ''} `)),
          [],
        );
      }),
      { examples: [[{ '': { ' 0 ': 1 } }]] },
    );
  });

  it('goes 20,000 levels deep', () => {
    const told = walked(`${'['.repeat(20_000)}7${']'.repeat(20_000)}`.slice(0, 20_001));
    assert.match(told[0] ?? '', /^\$(?:\[0\]){20000} 20000 7$/u);
  });
});

describe('nodeAt', () => {
  it('finds the member, element or container of a row, by its opening and its closing row', async () => {
    const text = '{"a":[1,{"b":2}],"c":9007199254740993}';
    assert.equal(await sourceAt(text, 0), `$ ${text}`);
    assert.equal(await sourceAt(text, 1), `$['a'] [1,{"b":2}]`);
    assert.equal(await sourceAt(text, 4), "$['a'][1]['b'] 2");
    assert.equal(await sourceAt(text, 5), `$['a'][1] {"b":2}`);
    assert.equal(await sourceAt(text, 6), `$['a'] [1,{"b":2}]`);
    assert.equal(await sourceAt(text, 7), "$['c'] 9007199254740993");
    assert.equal(await sourceAt(text, 99), undefined);
  });
});

describe('JsonPrinter', () => {
  it('prints as JSON.stringify would, wherever the octets are cut', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.integer({ min: 1, max: 9 }), (value, size) => {
        const printer = new JsonPrinter();
        const octets = utf8(JSON.stringify(value, undefined, size % 2));
        const pieces: number[] = [];
        for (let at = 0; at < octets.length; at += size) pieces.push(...printer.push(octets.subarray(at, at + size)));
        assert.equal(
          new TextDecoder('utf-8', { ignoreBOM: true }).decode(Uint8Array.from(pieces)),
          JSON.stringify(value, undefined, 2),
        );
      }),
    );
  });

  it('keeps every number, escape and repeated member as sent', () => {
    const printed = new JsonPrinter().push(utf8('{"a":1.50e+02,"a":9007199254740993,"t":"\\u00e9\\/"}'));
    assert.equal(
      new TextDecoder().decode(printed),
      '{\n  "a": 1.50e+02,\n  "a": 9007199254740993,\n  "t": "\\u00e9\\/"\n}',
    );
  });
});
