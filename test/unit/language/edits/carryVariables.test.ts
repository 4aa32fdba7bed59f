import assert from 'node:assert/strict';
import { carriedVariables, insertVariables } from '../../../../src/language/edits/carryVariables';
import { applyEdits } from '../../../../src/language/format';
import { parse } from '../../../../src/language/parse';

const source = '@scheme = http\n@host = {{scheme}}://a.test\n@other = 1\n\n### A\nGET {{host}}/\n';

/** The lines that a text of `source` brings to a file, and that file with them. */
function check(text: string, target: string, lines: readonly string[], after: string): void {
  const into = parse(target);
  const carried = carriedVariables(parse(source), [text], into).map(({ line }) => line);
  assert.deepEqual(carried, lines);
  assert.equal(applyEdits(target, insertVariables(into, carried)), after);
}

describe('variables that go along with requests to another file', () => {
  it('are those that are named, with those that these name', () =>
    check(
      '### A\nGET {{host}}/',
      '### B\nGET http://b/\n',
      ['@scheme = http', '@host = {{scheme}}://a.test'],
      '@scheme = http\n@host = {{scheme}}://a.test\n\n### B\nGET http://b/\n',
    ));

  it('go below those that stand there, and take none of their names', () =>
    check(
      '### A\nGET {{host}}/{{%other}}',
      '# mine\r\n@host = http://b.test\r\n\r\n### B\r\nGET {{host}}/\r\n',
      ['@scheme = http', '@other = 1'],
      '# mine\r\n@host = http://b.test\r\n@scheme = http\r\n@other = 1\r\n\r\n### B\r\nGET {{host}}/\r\n',
    ));

  it('are not written twice when they stand in the request itself', () =>
    check('### A\n@other = 1\nGET http://a/{{other}}', '\uFEFF### B\nGET b\n', [], '\uFEFF### B\nGET b\n'));

  it('stay behind the mark of a file', () =>
    check(
      '### A\nGET http://a/{{other}}',
      '\uFEFF### B\nGET b\n',
      ['@other = 1'],
      '\uFEFF@other = 1\n\n### B\nGET b\n',
    ));
});
