import assert from 'node:assert/strict';
import { spanOfValue, withEnvironment, withoutValue, withValue } from '../../../../src/run/values/editEnvironments';

const file =
  '{\n    // ours\n    "dev": {\n        "host": "http://a", // near\n        "port": 80,\n        "api": { "key": "x" },\n    }\n}\n';

describe('changing an environment file', () => {
  it('puts another value in place and leaves comments and layout', () =>
    assert.equal(withValue(file, ['dev', 'host'], 'http://b'), file.replace('http://a', 'http://b')));
  it('leaves a number a number, and makes a text of what is none', () => {
    assert.equal(withValue(file, ['dev', 'port'], '8080'), file.replace('80,', '8080,'));
    assert.equal(withValue(file, ['dev', 'port'], '080'), file.replace('80,', '"080",'));
    assert.equal(withValue(file, ['dev', 'host'], '1'), file.replace('http://a', '1'));
  });
  it('reaches a value inside an object', () =>
    assert.equal(withValue(file, ['dev', 'api', 'key'], 'say "hi"'), file.replace('"x"', '"say \\"hi\\""')));
  it('adds a value, and an environment for it, with the indentation of the file', () => {
    assert.deepEqual(JSON.parse(withValue('{}\n', ['test', 'host'], 'c')), { test: { host: 'c' } });
    assert.ok(withValue('{\r\n\t"dev": {}\r\n}', ['dev', 'a'], 'b').includes('\r\n\t\t"a": "b"'));
  });
  it('takes a value out, and leaves the comments', () => {
    const rest = withoutValue(file, ['dev', 'port']);
    assert.equal(rest, file.replace('\n        "port": 80,', ''));
    assert.equal(withoutValue('{ "dev": { "a": 1, "b": 2 } }', ['dev', 'b']), '{ "dev": { "a": 1 } }');
    assert.equal(withoutValue('{ "dev": { "a": 1 } }', ['dev', 'a']), '{ "dev": {  } }');
    assert.equal(withoutValue(file, ['dev', 'gone']), file);
  });
  it('adds an environment, empty or as a copy', () => {
    assert.deepEqual(JSON.parse(withEnvironment('{ "dev": { "a": 1 } }', 'test')), { dev: { a: 1 }, test: {} });
    assert.deepEqual(JSON.parse(withEnvironment('{ "dev": { "a": 1 } }', 'test', 'dev')), {
      dev: { a: 1 },
      test: { a: 1 },
    });
    assert.deepEqual(JSON.parse(withEnvironment('', 'dev')), { dev: {} });
  });
  it('finds where a value stands, else its environment', () => {
    const cut = (path: readonly string[]) => {
      const span = spanOfValue(file, path);
      return span && file.slice(span.start, span.end);
    };
    assert.equal(cut(['dev', 'host']), '"http://a"');
    assert.match(cut(['dev', 'gone']) ?? '', /^\{/);
    assert.equal(cut(['gone', 'host']), undefined);
  });
});
