import assert from 'node:assert/strict';
import { lineOf } from '../../../src/cli/progress';

const now = 1_000_000;

describe('the line of progress', () => {
  it('counts a wait down in whole seconds, with the rule that holds', () =>
    assert.equal(
      lineOf(0, 0, { until: now + 11_001, rule: 'RT1' }, now),
      'The server asked to slow down (429). Sending again in 12 seconds (RT1)',
    ));
  it('says nothing when nothing is to be said', () => {
    assert.equal(lineOf(0, 0, undefined, now), '');
    assert.equal(lineOf(0, 0, { until: now, rule: 'RT1' }, now), '');
  });
  it('fills a bar as runs end', () => {
    assert.equal(lineOf(0, 4, undefined, now), `${'░'.repeat(30)} 0/4`);
    assert.equal(lineOf(2, 4, undefined, now), `${'█'.repeat(15)}${'░'.repeat(15)} 2/4`);
    assert.equal(lineOf(4, 4, undefined, now), `${'█'.repeat(30)} 4/4`);
  });
});
