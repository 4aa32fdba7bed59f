import assert from 'node:assert/strict';
import fc from 'fast-check';
import { secretHider } from '../../../src/run/secretForms';
import { spellings } from '../../support/secretForms';

describe('secretHider', () => {
  it('leaves alone what stands around a secret, whatever its form', () => {
    // Neighbours of Base64 share its ends, so only the other forms are exact.
    const secret = fc.stringMatching(/^[a-z][!-~ßé😀 ]{10,20}[a-z]$/u);
    const around = fc.stringMatching(/^[ -~é]*[ .,;:()]$/u);
    fc.assert(
      fc.property(secret, around, around, (planted, before, after) => {
        const hide = secretHider([planted], '***');
        for (const form of spellings(planted).slice(0, 8)) {
          fc.pre(!`${before}${after}`.includes(planted));
          assert.equal(hide?.(`${before} ${form} ${after}`), `${before} *** ${after}`);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('hides two secrets that overlap as one', () =>
    assert.equal(secretHider(['abcdef', 'defghi'], '***')?.('x abcdefghi y'), 'x *** y'));

  it('hides a secret of signs alone', () => {
    for (const secret of ['!?$!?$!?$', '"&"&"&"'])
      assert.equal(secretHider([secret], '***')?.(`a ${secret} b`), 'a *** b');
  });

  it('has nothing to hide without secrets', () => assert.equal(secretHider(['', ''], '***'), undefined));

  it('takes linear time for what looks like the beginning of a secret all through', () => {
    const start = performance.now();
    for (const text of [
      'secret '.repeat(60_000),
      '\\'.repeat(400_000),
      '%25'.repeat(130_000),
      '&amp;'.repeat(80_000),
    ]) {
      secretHider(['secret word', '\\&%', 'secret!'], '***')?.(text);
    }
    assert.ok(performance.now() - start < 20_000);
  });
});
