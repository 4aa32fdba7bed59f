import assert from 'node:assert/strict';
import {
  foreignEnvironments,
  isHttpYacEnvironmentFile,
  withMissingValues,
} from '../../../../src/run/values/foreignEnvironments';

const settings = `{
  // of the team
  "editor.tabSize": 2,
  "rest-client.environmentVariables": {
    "$shared": { "version": "v1", "apiKey": "k-1" },
    "local": { "host": "http://localhost", "token": "{{$shared token}}", "password": "p", "port": 80 },
  },
}`;

function check(files: Readonly<Record<string, string>>, open: unknown, secret: unknown = {}): void {
  const found = foreignEnvironments(Object.entries(files).map(([path, text]) => ({ path, text })));
  assert.deepEqual(found, open === undefined ? undefined : { open, secret });
}

describe('foreignEnvironments', () => {
  it('keeps every value of REST Client, those with a secret name apart', () =>
    check(
      { '.vscode/settings.json': settings },
      { $shared: { version: 'v1' }, local: { host: 'http://localhost', token: '{{$shared token}}', port: 80 } },
      { $shared: { apiKey: 'k-1' }, local: { password: 'p' } },
    ));

  it('reads the .env files of httpYac: one for all environments, and one for each', () =>
    check(
      {
        '.env': 'host=http://a.test\nAPI_KEY="k 1"\n',
        'env/dev.env': "export user='ann' # comment\n",
        '.env.prod': 'user=bob\npassword=p',
      },
      { $shared: { host: 'http://a.test' }, dev: { user: 'ann' }, prod: { user: 'bob' } },
      { $shared: { API_KEY: 'k 1' }, prod: { password: 'p' } },
    ));

  it('reads the configuration of httpYac and the settings of its extension; a later file wins', () =>
    check(
      {
        'package.json': '{"name":"x","httpyac":{"environments":{"dev":{"a":"1","b":"1"}}}}',
        'settings.json': '{"httpyac.environmentVariables":{"dev":{"b":"2","c":"2"}}}',
        'x/.httpyac.json': '{"environments":{"$default":{"d":{"e":true}},"dev":{"c":"3"}}}',
      },
      { dev: { a: '1', b: '2', c: '3' }, default: { d: { e: true } } },
    ));

  it('finds nothing in other files, or in no file at all', () => {
    check({}, undefined);
    for (const text of ['', '{', '[]', '{"rest-client.environmentVariables":[]}', '{"environments":{"a":{}}}', 'null'])
      check({ 'a.json': text }, undefined);
  });

  it('knows the files of httpYac by their names', () => {
    const names = ['.env', '.env.dev', 'dev.env', '.httpyac.json', '.httpyacrc'];
    const others = ['.env.example', '.env.sample', 'env', 'environment.ts', '.httpyac.js', 'package.json'];
    assert.deepEqual([...names, ...others].filter(isHttpYacEnvironmentFile), names);
  });
});

describe('withMissingValues', () => {
  it('adds what is not there, and leaves what is', () => {
    const text = '{\n\t// mine\n\t"dev": { "host": "http://mine" }\n}\n';
    const added = withMissingValues(text, { dev: { host: 'http://theirs', user: 'ann' }, prod: { port: 80 } });
    assert.equal(
      added?.text,
      '{\n\t// mine\n\t"dev": {\n\t\t"host": "http://mine",\n\t\t"user": "ann"\n\t},\n\t"prod": {\n\t\t"port": 80\n\t}\n}\n',
    );
    assert.equal(added.added, 2);
  });

  it('begins a file, and changes none that is no object', () => {
    assert.equal(withMissingValues('', { dev: {} })?.text, '{\n  "dev": {}\n}\n');
    assert.equal(withMissingValues('{ "dev": { "a": "1" } }', { dev: { a: '2' } })?.added, 0);
    for (const text of ['[]', '{ "dev": ', 'x']) assert.equal(withMissingValues(text, { dev: { a: '2' } }), undefined);
  });
});
