import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Suite } from '../conformance/suite';
import { namesCase, ruleIds, ruleRows } from './rules';

const root = join(__dirname, '..', '..');
const engine = join(root, 'src/http');
const read = (path: string): string => readFileSync(path, 'utf8');
const rows = ruleRows(read(join(engine, 'README.md')));
const { cases } = JSON.parse(read(join(root, 'test/conformance/cases.json'))) as Suite;

/** Every file of a folder that ends so, with its text. */
function texts(folder: string, ending: string): readonly string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(ending))
    .map((name) => read(join(root, folder, name)));
}

describe('src/http/README.md', () => {
  it('has a row for every rule that the engine and the tokens speak of', () => {
    const spoken = new Set(
      ['src/http', 'src/auth'].flatMap((room) => texts(room, '.ts')).flatMap((text) => [...ruleIds(text)]),
    );
    const listed = new Set(rows.map(({ id }) => id));
    const isFamily = (id: string): boolean => rows.some((row) => row.id.startsWith(id));
    assert.deepEqual(
      [...spoken].filter((id) => !listed.has(id) && !isFamily(id)),
      [],
    );
    assert.deepEqual(
      [...spoken].filter((id) => /\d$/.test(id) && !listed.has(id)),
      [],
    );
  });

  it('names for every rule a file that speaks of it', () => {
    const missing = rows.filter(({ id, code }) => {
      const path = join(engine, code);
      return !existsSync(path) || !ruleIds(read(path)).has(id);
    });
    assert.deepEqual(
      missing.map(({ id, code }) => `${id} ${code}`),
      [],
    );
  });

  it('names a case or a test for every rule, and only such as exist', () => {
    const tests = ['test/unit', 'test/integration'].flatMap((folder) => texts(folder, '.test.ts')).join('\n');
    const wrong = rows.flatMap(({ id, cases: patterns, titles }) => [
      ...(patterns.length + titles.length === 0 ? [`${id} has no proof`] : []),
      ...patterns
        .filter((pattern) => !cases.some((one) => namesCase(pattern, one.id)))
        .map((pattern) => `${id} ${pattern}`),
      ...titles.filter((title) => !tests.includes(title)).map((title) => `${id} "${title}"`),
    ]);
    assert.deepEqual(wrong, []);
  });

  it('claims every case for a rule', () => {
    const patterns = rows.flatMap((row) => row.cases);
    assert.deepEqual(
      cases.map(({ id }) => id).filter((id) => !patterns.some((pattern) => namesCase(pattern, id))),
      [],
    );
  });
});

describe('the readers of rules', () => {
  it('find ids in notes, lists and ranges', () => {
    const source = "{ rule: 'CL' } stop('RD2') (rule RT8) (rules MP, BA) (rules RD5, UR, and AU8) (rules RT1 to RT3)";
    const found = ['CL', 'RD2', 'RT8', 'MP', 'BA', 'RD5', 'UR', 'AU8', 'RT1', 'RT2', 'RT3'];
    assert.deepEqual([...ruleIds(source)], found);
  });
  it('find rows, their cases and titles', () =>
    assert.deepEqual(ruleRows('| RD2 | a | b | `x.ts` | `RD-*` "goes on" |\n| no | row | of | a | rule |'), [
      { id: 'RD2', code: 'x.ts', cases: ['RD-*'], titles: ['goes on'] },
    ]));
  it('take * for any part of an id', () => {
    assert.ok(namesCase('CL-*-BODY', 'CL-GET-BODY'));
    assert.ok(!namesCase('RD-30*', 'RD-LOC-3'));
  });
});
