import assert from 'node:assert/strict';
import { dynamicValues } from '../../../src/language/words/dynamicValues';
import type { Binding } from '../../../src/run/ports';
import { checkRun as check, fixedToken, runText, type World } from '../../support/runHarness';

const json = [['Content-Type', 'application/json']] as const;

function layer(values: Readonly<Record<string, string>>): readonly Binding[] {
  return Object.entries(values).map(([name, value]) => ({ name, value, source: 'environment', isSecret: false }));
}

describe('runRequest: names', () => {
  const text = '@name = file\n###\nGET http://a.test/{{name}}';
  it('lets --var win over the file', () =>
    check(text, { url: 'http://a.test/var' }, { context: { overrides: layer({ name: 'var' }) } }));
  it('lets the file win over the environment', () =>
    check(text, { url: 'http://a.test/file' }, { context: { layers: [layer({ name: 'env' })] } }));
  it('lets a prompt win over the file', () =>
    check(
      '@name = file\n###\n# @prompt name\nGET http://a.test/{{name}}',
      { url: 'http://a.test/typed' },
      { typed: { name: 'typed' } },
    ));
  it('lets the file win over an imported file, and that over the environment', () =>
    check(
      '# @import ./other.rcreq\n@a = here\n###\nGET http://a.test/{{a}}/{{b}}/{{c}}',
      { url: 'http://a.test/here/there/env' },
      {
        files: { '/work/api/other.rcreq': '@a = there\n@b = there' },
        context: { layers: [layer({ b: 'env', c: 'env' })] },
      },
    ));
  it('takes the last of two definitions in a file, wherever it stands', () =>
    check('GET http://a.test/{{x}}\n\n###\n@x = 1\n###\n@x = 2\n###\nGET http://a.test/{{x}}', {
      url: 'http://a.test/2',
    }));
  it('resolves names inside values of the file and the environment', () =>
    check(
      '@base = {{scheme}}://{{host}}\n###\nGET {{base}}/',
      { url: 'http://a.test/' },
      { context: { layers: [layer({ host: '{{name}}.test', name: 'a', scheme: 'http' })] } },
    ));
  it('reads {{$shared NAME}} although the environment has the name too', () => {
    const shared = layer({ a: 'shared' }).map((each) => ({ ...each, isShared: true }));
    return check(
      'GET http://a.test/{{a}}/{{$shared a}}',
      { url: 'http://a.test/dev/shared' },
      { context: { layers: [layer({ a: 'dev' }), shared] } },
    );
  });
  it('percent-encodes {{%name}}', () =>
    check('@q = a b&c\n###\nGET http://a.test/?q={{%q}}', { url: 'http://a.test/?q=a%20b%26c' }));
  it('follows imports of imports, circles included', () =>
    check(
      '# @import ./a.rcreq\n###\nGET http://a.test/{{deep}}',
      { url: 'http://a.test/1' },
      {
        files: { '/work/api/a.rcreq': '# @import ./b.rcreq\n', '/work/api/b.rcreq': '# @import ./a.rcreq\n@deep = 1' },
      },
    ));

  it('says where a name without value stands, and which one was meant', () =>
    check('@host = a.test\n###\nGET http://{{hsot}}/', {
      stopped: { code: 'unknown-variable', at: '3:14', message: /`hsot` has no value here\. Did you mean `host`\?/ },
    }));
  it('says where a variable of the file refers to nothing', () =>
    check('@a = {{nope}}\n###\nGET http://a.test/{{a}}', { stopped: { code: 'unknown-variable', at: '1:8' } }));
  it('places a complaint about the environment where its value is used', () =>
    check(
      'GET http://a.test/{{a}}',
      { stopped: { code: 'unknown-variable', at: '1:21', message: /`nope`/ } },
      { context: { layers: [layer({ a: '{{nope}}' })] } },
    ));
  it('names the circle that variables go in', () =>
    check('@a = {{b}}\n@b = {{a}}\n###\nGET http://a.test/{{a}}', {
      stopped: { code: 'variable-cycle', at: '2:8', message: /a → b → a/ },
    }));
  it('sees a circle through {{$shared NAME}} too', () => {
    const shared = layer({ a: '{{$shared a}}' }).map((each) => ({ ...each, isShared: true }));
    return check(
      'GET http://a.test/{{a}}',
      { stopped: { code: 'variable-cycle', at: '1:21' } },
      { context: { layers: [shared] } },
    );
  });
  it('stops at a chain of variables that nobody follows', () => {
    const chain = Array.from({ length: 20_000 }, (_each, at) => `@v${at} = {{v${at + 1}}}`).join('\n');
    return check(`${chain}\n@v20000 = a\n###\nGET http://a.test/{{v0}}`, {
      stopped: { code: 'variable-chain', at: '100:10' },
    });
  });
  it('complains about every unknown name at once', async () => {
    const { record } = await runText('GET http://{{a}}/{{b}}\nX: {{c}}\n\n{{d}}');
    assert.equal(record.diagnostics.length, 4);
    assert.equal(record.reason, 'unresolved-variable');
  });
  it('says that scripts in braces are not run', () =>
    check('GET http://a.test/{{new Date()}}', {
      stopped: { code: 'unknown-variable', at: '1:21', message: /Scripts are not run/ },
    }));
});

describe('runRequest: values from outside', () => {
  it('knows every dynamic value that the language offers', async () => {
    for (const name of dynamicValues.keys()) {
      const { record } = await runText(`GET http://a.test/{{${name}}}`);
      assert.notEqual(record.diagnostics[0]?.code, 'unknown-dynamic-value', name);
    }
  });
  it('gives each use of a dynamic value its own, and each send one through a variable', async () => {
    const { left } = await runText(
      '@x = {{$randomInt 0 1000}}\n###\nGET http://a.test/{{x}}/{{x}}/{{$randomInt 0 1000}}/{{$randomInt 0 1000}}',
      {
        chance: [0.1, 0.2, 0.3],
      },
    );
    assert.equal(left[0]?.url, 'http://a.test/100/100/200/300');
  });
  it('reads the process, .env files upward, secrets and tokens', () =>
    check(
      'GET http://a.test/{{$processEnv REGION}}/{{$dotenv TIER}}\nX-Key: {{$secret KEY}}\nAuthorization: Bearer {{$token mine}}',
      { url: 'http://a.test/eu/gold', fields: { 'X-Key': 'sesame', Authorization: 'Bearer tok-1' } },
      {
        env: { REGION: 'eu' },
        files: { '/work/.env': 'TIER=gold' },
        secrets: { KEY: 'sesame' },
        tokens: { mine: fixedToken('tok-1') },
      },
    ));
  it('prefers .env of the environment in the same folder', () =>
    check(
      'GET http://a.test/{{$dotenv T}}',
      { url: 'http://a.test/dev' },
      {
        files: { '/work/api/.env': 'T=plain', '/work/api/.env.dev': 'T=dev' },
        context: { environment: 'dev' },
      },
    ));
  it('adds the managed token of # @auth', () =>
    check(
      '# @auth mine\nGET http://a.test/',
      { fields: { Authorization: 'Bearer tok-1' } },
      { tokens: { mine: fixedToken('tok-1') } },
    ));
  it('sends # @auth none without the token of the context', async () => {
    const world = { tokens: { mine: fixedToken('tok-1') }, context: { authProfile: 'mine' } };
    const { left } = await runText('# @auth none\nGET http://a.test/', world);
    assert.ok(left[0] !== undefined && !left[0].fields.some(({ name }) => name === 'Authorization'));
    await check('GET http://a.test/', { fields: { Authorization: 'Bearer tok-1' } }, world);
  });

  for (const [title, text, code, at] of [
    ['an environment variable', 'GET http://a.test/{{$processEnv NOPE}}', 'unknown-variable', '1:21'],
    ['a .env entry', 'GET http://a.test/{{$dotenv NOPE}}', 'unknown-variable', '1:21'],
    ['a secret', 'GET http://a.test/\nX: {{$secret NOPE}}', 'unknown-secret', '2:6'],
    ['a token profile', 'GET http://a.test/\nX: {{$token NOPE}}', 'unknown-profile', '2:6'],
    ['the profile of # @auth', '# @auth nope\nGET http://a.test/', 'unknown-profile', '1:9'],
    ['a dynamic value', 'GET http://a.test/{{$gid}}', 'unknown-dynamic-value', '1:21'],
    ['arguments', 'GET http://a.test/{{$randomInt 5}}', 'dynamic-value', '1:21'],
    ['a person to ask', '# @prompt pin\nGET http://a.test/{{pin}}', 'nobody-to-ask', '1:11'],
    ['a person to confirm', '# @confirm Really?\nGET http://a.test/', 'nobody-to-ask', '1:1'],
    ['an import', '# @import ./nope.rcreq\nGET http://a.test/', 'missing-file', '1:11'],
    ['a whole number', '# @max-redirects many\nGET http://a.test/', 'directive-value', '1:18'],
    ['a colon in a field', 'GET http://a.test/\nAccept json', 'field-syntax', '2:1'],
    ['a scheme of HTTP', 'GET ftp://a.test/', 'url-scheme', '1:5'],
    ['a value in its path', '@id =\n###\nDELETE http://a.test/messages/{{id}}', 'empty-path-parameter', '3:31'],
    ['a path value that stays', '@id = ..\n###\nDELETE http://a.test/messages/{{id}}', 'path-dot-segment', '3:31'],
  ] as const) {
    it(`stops at the place where ${title} is missing`, () => check(text, { stopped: { code, at } }));
  }

  it('does not ask before every name has a value', () =>
    check(
      '# @prompt pin\nGET http://{{nope}}/{{pin}}',
      { stopped: { code: 'unknown-variable', at: '2:14' } },
      { typed: { pin: '1' } },
    ));
  it('is cancelled when a question is, and when a person says no', async () => {
    for (const [text, world] of [
      ['# @prompt pin\nGET http://a.test/', { typed: {} }],
      ['# @confirm Really?\nGET http://a.test/', { confirms: false }],
    ] as const) {
      const { record, left } = await runText(text, world);
      assert.equal(record.outcome, 'cancelled');
      assert.equal(left.length, 0);
    }
  });
  it('does not ask for what --var gives, in a reference either', async () => {
    const overrides = [{ name: 'pin', value: '9', source: '--var', isSecret: false }];
    const { left } = await runText('GET http://a.test/{{$prompt pin your number}}', { context: { overrides } });
    assert.equal(left[0]?.url, 'http://a.test/9');
  });
  it('does not ask for what --var gives', () =>
    check(
      '# @prompt pin\nGET http://a.test/{{pin}}',
      { url: 'http://a.test/9' },
      { context: { overrides: layer({ pin: '9' }) } },
    ));
});

describe('runRequest: directives', () => {
  const redirecting: World = {
    answer: ({ url }) => (url.endsWith('/b') ? { status: 200 } : { status: 302, fields: [['Location', '/b']] }),
  };
  it('shows the redirect itself by # @no-redirect', async () => {
    const { record } = await runText('# @no-redirect\nGET http://a.test/a', redirecting);
    assert.deepEqual([record.status, record.redirects], [302, 0]);
  });
  it('sends 503 as often as # @retry says', async () => {
    const down: World = { answer: () => ({ status: 503 }) };
    assert.equal((await runText('# @retry never\nGET http://a.test/', down)).left.length, 1);
    assert.equal((await runText('# @retry 2\nGET http://a.test/', down)).left.length, 3);
    assert.equal((await runText('# @retry unsafe\nPOST http://a.test/', down)).left.length, 4);
  });
  it('tunnels by # @tunnel', () =>
    check('# @tunnel query\nDELETE http://a.test/1', { method: 'POST', url: 'http://a.test/1?_method=DELETE' }));
  it('saves the answer where >> says', async () => {
    const { saved, record } = await runText('GET http://a.test/\n\n>> ./out.json', {
      answer: () => ({ status: 200, body: '{}' }),
    });
    assert.deepEqual([...saved], [['/work/api/out.json', '{}']]);
    assert.match(record.notes.at(-1)?.message ?? '', /saved to \/work\/api\/out\.json/);
  });
  it('keeps tags, and marks what # @no-log wants kept out', async () => {
    const { record } = await runText('# @tag a, b\n# @tag c\n# @no-log\nGET http://a.test/');
    assert.deepEqual([record.tags, record.isPrivate], [['a', 'b', 'c'], true]);
  });
});

describe('runRequest: judging', () => {
  for (const [assertions, status, isOk] of [
    ['', 200, true],
    ['', 302, true],
    ['', 404, false],
    ['?? status == 404', 404, true],
    ['?? class == clientError', 404, true],
    ['?? outcome == clientError', 404, true],
    ['?? body $.a == 1', 404, false],
    ['?? body $.a == 1', 200, true],
    ['?? body $.a == 2', 200, false],
    ['?? status == 404\n?? body $.a == 2', 404, false],
  ] as const) {
    it(`calls ${status} with "${assertions}" ${isOk ? 'well' : 'failed'}`, async () => {
      const { record } = await runText(`GET http://a.test/\n\n${assertions}`, {
        answer: () => ({ status, fields: json, body: '{"a":1}' }),
      });
      assert.equal(record.isOk, isOk);
    });
  }
  for (const [location, outcome, isOk] of [
    ['http://a.test/', 'redirectLoop', false],
    ['ftp://a.test/', 'redirectBlocked', false],
  ] as const) {
    it(`fails a redirect to ${location}, which leads nowhere, unless that is what is asserted`, async () => {
      const answer = () => ({ status: 302, fields: [['Location', location]] as const });
      const plain = await runText('GET http://a.test/', { answer });
      const asserted = await runText(`GET http://a.test/\n\n?? outcome == ${outcome}`, { answer });
      assert.deepEqual([plain.record.outcome, plain.record.isOk, asserted.record.isOk], [outcome, isOk, true]);
    });
  }
  it('counts a DELETE of what is gone as well', async () => {
    assert.equal((await runText('DELETE http://a.test/1', { answer: () => ({ status: 404 }) })).record.isOk, true);
  });
  it('resolves names in the values of assertions and gives their lines', async () => {
    const { record } = await runText(
      '@want = 2\n###\nGET http://a.test/\n\n?? status == 200\n?? body $.a == {{want}}',
      {
        answer: () => ({ status: 200, fields: json, body: '{"a":1}' }),
      },
    );
    assert.deepEqual(
      record.assertions.map(({ line, isOk, actual, expected }) => [line, isOk, actual, expected]),
      [
        [5, true, '200', '200'],
        [6, false, '1', '2'],
      ],
    );
  });
});
