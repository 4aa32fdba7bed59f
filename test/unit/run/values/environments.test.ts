import assert from 'node:assert/strict';
import { parseDotenv } from '../../../../src/run/values/dotenv';
import { readEnvironments } from '../../../../src/run/values/environments';
import { FakeFiles } from '../../../support/fakeFiles';

async function valuesOf(texts: Readonly<Record<string, string>>, environment: string | undefined) {
  const environments = await readEnvironments(new FakeFiles(texts), '/work/api/test.rcreq');
  const values: Record<string, string> = {};
  for (const layer of [...environments.layers(environment)].reverse()) {
    for (const { name, value } of layer) values[name] = value;
  }
  return { values, environments };
}

async function check(texts: Readonly<Record<string, string>>, environment: string | undefined, expected: object) {
  assert.deepEqual((await valuesOf(texts, environment)).values, expected);
}

describe('readEnvironments', () => {
  it('lets the nearest folder win, and in a folder the private file', () =>
    check(
      {
        '/work/http-client.env.json': '{"dev":{"a":"far","b":"far","c":"far"}}',
        '/work/api/http-client.env.json': '{"dev":{"a":"near","b":"near"}}',
        '/work/api/http-client.private.env.json': '{"dev":{"a":"private"}}',
      },
      'dev',
      { a: 'private', b: 'near', c: 'far' },
    ));
  it('reads the file of one user of Visual Studio before the one it stands beside', () =>
    check(
      {
        '/work/api/http-client.env.json': '{"dev":{"a":"all","b":"all"}}',
        '/work/api/http-client.env.json.user': '{"dev":{"a":"mine"}}',
      },
      'dev',
      { a: 'mine', b: 'all' },
    ));
  it('lets the environment win over $shared, even a nearer one', () =>
    check(
      {
        '/work/http-client.env.json': '{"dev":{"a":"dev"},"$shared":{"b":"shared"}}',
        '/work/api/http-client.env.json': '{"$shared":{"a":"shared"}}',
      },
      'dev',
      { a: 'dev', b: 'shared' },
    ));
  it('gives only shared values when no environment is chosen', () =>
    check({ '/work/http-client.env.json': '{"dev":{"a":1},"$shared":{"b":2}}' }, undefined, { b: '2' }));
  it('shares what Kulala shares', () =>
    check({ '/work/api/http-client.env.json': '{"dev":{"a":1},"$kulalaShared":{"a":2,"b":2}}' }, 'dev', {
      a: '1',
      b: '2',
    }));
  it('reads no file above the root', () => check({ '/http-client.env.json': '{"dev":{"a":1}}' }, 'dev', {}));
  it('flattens nested objects and keeps every digit of numbers', () =>
    check(
      {
        '/work/api/http-client.env.json':
          '{"dev":{"api":{"host":"h","port":8080},"id":9007199254740993,"list":[1, 2],"on":true}}',
      },
      'dev',
      { 'api.host': 'h', 'api.port': '8080', id: '9007199254740993', list: '[1, 2]', on: 'true' },
    ));
  it('leaves out what JetBrains keeps there for itself', () =>
    check(
      { '/work/api/http-client.env.json': '{"dev":{"Security":{"Auth":{}},"SSLConfiguration":{},"a":"1"}}' },
      'dev',
      { a: '1' },
    ));
  it('reads comments, a trailing comma and a byte order mark', () =>
    check({ '/work/api/http-client.env.json': '\uFEFF// mine\n{"dev":{"a":"1",},}' }, 'dev', { a: '1' }));

  it('lists the names of environments once, nearest first', async () => {
    const { environments } = await valuesOf(
      {
        '/work/http-client.env.json': '{"prod":{},"dev":{}}',
        '/work/api/http-client.env.json': '{"dev":{},"$shared":{}}',
      },
      undefined,
    );
    assert.deepEqual(environments.names, ['dev', 'prod']);
  });

  it('takes private values, and those named like secrets, for secret, but no addresses', async () => {
    const { environments } = await valuesOf(
      {
        '/work/api/http-client.env.json': '{"dev":{"apiKey":"k","tokenUrl":"t","host":"h"}}',
        '/work/api/http-client.private.env.json': '{"dev":{"user":"u","base":"http://localhost:8080"}}',
      },
      'dev',
    );
    const secret = environments
      .layers('dev')
      .flat()
      .filter(({ isSecret }) => isSecret);
    assert.deepEqual(
      secret.map(({ name }) => name),
      ['user', 'apiKey'],
    );
  });

  it('says where an environment file is no JSON, and reads what it can', async () => {
    const { values, environments } = await valuesOf(
      { '/work/api/http-client.env.json': '{\n  "dev": { "a": "1" "b": 2 }\n}' },
      'dev',
    );
    assert.deepEqual(values, { a: '1', b: '2' });
    assert.deepEqual(
      environments.diagnostics.map(({ file, line, column, severity }) => ({ file, line, column, severity })),
      [{ file: '/work/api/http-client.env.json', line: 2, column: 21, severity: 'error' }],
    );
  });

  it('says of a value that Visual Studio keeps elsewhere where it may be kept', async () => {
    const { environments } = await valuesOf(
      { '/work/api/http-client.env.json': '{"dev":{"a":{"key":{"provider":"AspnetUserSecrets","secretName":"b"}}}}' },
      'dev',
    );
    assert.deepEqual(
      environments.diagnostics.map(({ severity, code, column }) => [severity, code, column]),
      [['information', 'environment-provider', 20]],
    );
    assert.match(environments.diagnostics[0]?.message ?? '', /AspnetUserSecrets keeps.*\{\{\$secret a\.key\}\}/);
  });

  it('does not take the address of a schema for an environment', async () => {
    const { environments } = await valuesOf({ '/work/api/http-client.env.json': '{"$schema":"s","dev":{}}' }, 'dev');
    assert.deepEqual([environments.names, environments.diagnostics], [['dev'], []]);
  });

  it('says that a value in the place of an environment is none', async () => {
    const { environments } = await valuesOf({ '/work/api/http-client.env.json': '{"host":"h"}' }, undefined);
    assert.match(environments.diagnostics[0]?.message ?? '', /"host" is no environment\./);
  });
});

describe('parseDotenv', () => {
  function checkLine(line: string, expected: string) {
    assert.equal(parseDotenv(`OTHER=1\r\n${line}\r\nLAST=2`).get('A'), expected);
  }
  for (const [line, expected] of [
    ['A=1', '1'],
    ['export A = two words  # said', 'two words'],
    ["A='as is # \\n'", 'as is # \\n'],
    ['A="line\\nbreak \\"q\\""', 'line\nbreak "q"'],
    ['A=a#b', 'a#b'],
    ['A=', ''],
    ['A=first\nA=last', 'last'],
  ] as const) {
    it(`reads ${JSON.stringify(line)} as ${JSON.stringify(expected)}`, () => checkLine(line, expected));
  }
});
