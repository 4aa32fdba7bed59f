import assert from 'node:assert/strict';
import { linkFields } from '../../../src/view/links';

const base = 'https://api.example.test/v1/messages?page=2';

function check(value: string, expected: readonly string[]): void {
  const found = linkFields([{ name: 'link', value }], base);
  assert.deepEqual(
    found.map(({ relation, url, kind }) => `${relation} ${url} ${kind}`),
    expected,
  );
}

describe('linkFields', () => {
  it('reads every link with its relation, seen from the URL of the answer', () => {
    check('</v1/messages?page=3>; rel="next", <https://other.example/>;title="a, <b>"; rel=help', [
      'next https://api.example.test/v1/messages?page=3 api',
      'help https://other.example/ web',
    ]);
  });

  it('leaves out what leads nowhere: another scheme, no relation', () => {
    check('<javascript:alert(1)>; rel=next, <command:x>; rel=prev, </a>', []);
  });

  it('begins a link at the last bracket that opens, so that a field full of them is read in one go', () => {
    check(`${'<'.repeat(100_000)}/a>; rel=next`, ['next https://api.example.test/a api']);
  });
});
