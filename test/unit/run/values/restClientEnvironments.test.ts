import assert from 'node:assert/strict';
import { restClientEnvironments } from '../../../../src/run/values/restClientEnvironments';

const settings = `{
  // of the team
  "editor.tabSize": 2,
  "rest-client.environmentVariables": {
    "$shared": { "version": "v1", "apiKey": "k-1" },
    "local": { "host": "http://localhost", "token": "{{$shared token}}", "password": "p", "port": 80 },
  },
}`;

describe('restClientEnvironments', () => {
  it('keeps every value, those with a secret name apart', () => {
    const found = restClientEnvironments(settings);
    assert.deepEqual(JSON.parse(found?.publicText ?? ''), {
      $shared: { version: 'v1' },
      local: { host: 'http://localhost', token: '{{$shared token}}', port: 80 },
    });
    assert.deepEqual(JSON.parse(found?.privateText ?? ''), { $shared: { apiKey: 'k-1' }, local: { password: 'p' } });
  });
  it('makes no private file where nothing is secret', () =>
    assert.equal(
      restClientEnvironments('{"rest-client.environmentVariables":{"a":{"b":"c"}}}')?.privateText,
      undefined,
    ));
  it('finds nothing in other settings, or in no settings at all', () => {
    for (const text of ['', '{', '[]', '{"rest-client.environmentVariables":[]}', '{"a":{"b":1}}', 'null'])
      assert.equal(restClientEnvironments(text), undefined);
  });
});
