import assert from 'node:assert/strict';
import { valueCycles } from '../../../../src/workbench/environments/valueCycles';

function check(values: Readonly<Record<string, string>>, expected: Readonly<Record<string, string>>): void {
  const bindings = Object.entries(values).map(([name, value]) => ({ name, value, source: 'file', isSecret: false }));
  assert.deepEqual(Object.fromEntries(valueCycles(bindings)), expected);
}

describe('values that lead back to themselves', () => {
  it('are none where references end', () => check({ a: '{{b}}/x', b: '{{c}}', c: '1', d: '{{unknown}}' }, {}));
  it('are told with the way round, each from its own place', () =>
    check(
      { a: 'http://{{b}}', b: '{{%c}}', c: '{{ a }}' },
      { a: 'a → b → c → a', b: 'b → c → a → b', c: 'c → a → b → c' },
    ));
  it('may name themselves', () => check({ a: '{{a}}' }, { a: 'a → a' }));
  it('do not blame what only leads into the round', () =>
    check({ outer: '{{a}}', a: '{{b}}', b: '{{a}}' }, { a: 'a → b → a', b: 'b → a → b' }));
  it('are found once for each name, the nearest value counting', () => {
    const nearest = { name: 'a', value: '1', source: 'near', isSecret: false };
    const far = { name: 'a', value: '{{a}}', source: 'far', isSecret: false };
    assert.equal(valueCycles([nearest, far]).size, 0);
    assert.equal(valueCycles([far, nearest]).size, 1);
  });
  it('take time in line with their number', () => {
    const chain = Array.from(
      { length: 3000 },
      (_, index) => [`v${index}`, `{{v${index + 1}}}{{v${index + 1}}}`] as const,
    );
    check(Object.fromEntries(chain), {});
  });
});
