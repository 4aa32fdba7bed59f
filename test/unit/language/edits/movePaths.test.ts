import assert from 'node:assert/strict';
import { posix } from 'node:path';
import fc from 'fast-check';
import { movedPath, movePaths, type FileMove } from '../../../../src/language/edits/movePaths';
import { applyEdits } from '../../../../src/language/format';
import { documentLinks } from '../../../../src/language/links';
import { parse } from '../../../../src/language/parse';

const after = (text: string, file: string, moves: readonly FileMove[]): string =>
  applyEdits(text, movePaths(parse(text), file, moves));

/** A request that names three files, with its line ends. */
const naming = (imported: string, body: string, save: string): string =>
  `# @import ${imported}\n\n### A\n# about it\nPOST http://a.test/\nContent-Type: application/json\n\n< ${body}\n\n>> ${save}\n`;

interface Case {
  readonly file?: string;
  readonly moves: readonly (readonly [from: string, to: string])[];
  readonly paths: readonly [string, string, string];
  readonly expected: readonly [string, string, string];
}

function check({ file = '/w/api/a.rcreq', moves, paths, expected }: Case): void {
  const moved = after(
    naming(...paths),
    file,
    moves.map(([from, to]) => ({ from, to })),
  );
  assert.equal(moved, naming(...expected));
}

describe('paths in a request file when files move', () => {
  it('lead from its new folder to what they led to', () =>
    check({
      moves: [['/w/api/a.rcreq', '/w/api/v1/a.rcreq']],
      paths: ['./login.rcreq', '../data/body.json', 'out/answer.json'],
      expected: ['../login.rcreq', '../../data/body.json', '../out/answer.json'],
    }));

  it('follow the files that move, in the manner in which they were written', () =>
    check({
      moves: [
        ['/w/api/login.rcreq', '/w/login.rcreq'],
        ['/w/data', '/w/api/data'],
        ['/w/api/out', '/w/api/answers'],
      ],
      paths: ['./login.rcreq', '..\\data\\body.json', 'out/answer.json'],
      expected: ['../login.rcreq', '.\\data\\body.json', 'answers/answer.json'],
    }));

  it('stay as they are where their files move along with them', () =>
    check({
      moves: [['/w/api', '/w/old/api']],
      paths: ['./login.rcreq', './data/../data/body.json', 'out/answer.json'],
      expected: ['./login.rcreq', './data/../data/body.json', 'out/answer.json'],
    }));

  it('keep their references, with the folder before them rewritten', () =>
    check({
      moves: [['/w/api/a.rcreq', '/w/a.rcreq']],
      paths: ['{{shared}}/login.rcreq', './data/{{id}}.json', 'answer-{{id}}.json'],
      expected: ['{{shared}}/login.rcreq', './api/data/{{id}}.json', 'api/answer-{{id}}.json'],
    }));

  it('stay as they are where they are absolute and nothing they name moves, and follow it where it does', () =>
    check({
      moves: [
        ['/w/api/a.rcreq', '/w/a.rcreq'],
        ['/etc/b.json', '/etc/c.json'],
      ],
      paths: ['C:\\login.rcreq', '/etc/b.json', '/tmp/answer.json'],
      expected: ['C:\\login.rcreq', '/etc/c.json', '/tmp/answer.json'],
    }));

  it('are no others than those of files below a folder that moves: a name that only begins alike stays', () =>
    check({
      moves: [['/w/data', '/w/old']],
      paths: ['../database/a.rcreq', '../data/b.json', '../data.json'],
      expected: ['../database/a.rcreq', '../old/b.json', '../data.json'],
    }));

  it('name the same files after any moves, and nothing else of the text changes', () => {
    const name = fc.constantFrom('a', 'b', 'c d', 'ü');
    const absolute = fc.array(name, { minLength: 1, maxLength: 4 }).map((names) => `/${names.join('/')}`);
    const relative = fc
      .tuple(fc.constantFrom('', './', '../', '../../', './../'), fc.array(name, { minLength: 1, maxLength: 3 }))
      .map(([start, names]) => start + names.join('/'));
    const moves = fc.array(fc.record({ from: absolute, to: absolute }), { maxLength: 3 });
    const paths = fc.tuple(relative, relative, relative);
    fc.assert(
      fc.property(absolute, moves, paths, (folder, moved, typed) => {
        const file = `${folder}/x.rcreq`;
        const text = naming(...typed);
        const result = after(text, file, moved);
        const now = documentLinks(parse(result)).map(({ path }) => path);
        const resolved = (from: string, path: string): string => posix.join(posix.dirname(from), path);
        assert.deepEqual(
          now.map((path) => resolved(movedPath(file, moved), path)),
          documentLinks(parse(text)).map(({ path }) => movedPath(resolved(file, path), moved)),
        );
        const [imported = '', body = '', save = ''] = now;
        assert.equal(result, naming(imported, body, save));
        assert.equal(after(result, movedPath(file, moved), []), result);
      }),
    );
  });
});
