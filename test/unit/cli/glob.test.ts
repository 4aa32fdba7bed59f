import assert from 'node:assert/strict';
import { globBase, globPattern, isGlob } from '../../../src/cli/glob';

function check(glob: string, matching: readonly string[], others: readonly string[]) {
  const pattern = globPattern(glob);
  for (const path of matching) assert.ok(pattern.test(path), `${glob} should match ${path}`);
  for (const path of others) assert.ok(!pattern.test(path), `${glob} should not match ${path}`);
}

describe('globPattern', () => {
  it('keeps * and ? within one name', () => check('a/*.r?', ['a/x.rc', 'a/.rx'], ['a/b/x.rc', 'a/x.r']));
  it('lets ** cross folders, none of them included', () =>
    check('a/**/x.rcreq', ['a/x.rcreq', 'a/b/c/x.rcreq'], ['b/x.rcreq', 'a/xx.rcreq']));
  it('lets a last ** match everything below', () => check('a/**', ['a/x', 'a/b/x'], ['b/x']));
  it('takes either of {a,b}', () => check('{one,two}.{rcreq,http}', ['one.http', 'two.rcreq'], ['three.http']));
  it('takes signs of patterns for themselves', () =>
    check('a+(b).rcreq', ['a+(b).rcreq'], ['aab.rcreq', 'a+(b)xrcreq']));
  it('leaves a brace that is not closed alone', () => check('a{b', ['a{b'], ['ab']));
  it('knows where a glob begins', () => {
    assert.equal(globBase('api/v1/**/*.rcreq'), 'api/v1/');
    assert.equal(globBase('*.rcreq'), '');
    assert.deepEqual([isGlob('a.rcreq'), isGlob('a?.rcreq')], [false, true]);
  });
});
