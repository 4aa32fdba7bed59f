import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { RcreqFolder } from '../../support/rcreqProgram';

const jetBrains =
  '### Log in\nPOST http://a.test\n\n> {% client.global.set("t", response.body.t); %}\n\n###\nrun #Log in\n';

describe('rcreq import', () => {
  let folder: RcreqFolder;
  beforeEach(async () => {
    folder = await RcreqFolder.create();
  });
  afterEach(() => folder.remove());
  const read = (name: string): Promise<string> => readFile(join(folder.path, name), 'utf8');

  it('writes the request file to standard output, and what differs to standard error, by file and line', async () => {
    await folder.write('a.http', jetBrains);
    const { code, out, error } = await folder.run(['import', 'http', 'a.http']);
    assert.equal(code, 0);
    assert.match(out, /^### Log in\n# @name logIn\n@t = \{\{logIn\.response\.body\.\$\.t\}\}\nPOST/);
    const places = error.split('\n').map((line) => /^[^:]+:\d+: [^:]+: ./.exec(line)?.[0].slice(0, 9));
    assert.deepEqual(places, ['a.http:4:', 'a.http:7:', undefined]);
  });
  it('puts the files of a folder beside those they come from, and leaves alone what is there', async () => {
    await folder.write('api/a.http', 'GET http://a.test\n\nGET http://b.test\n');
    await folder.write('b.rest', 'GET http://a.test\n');
    await folder.write('c.txt', 'GET http://c.test\n');
    const first = await folder.run(['import', 'http', '.', '-o', '.']);
    assert.deepEqual(first, { code: 0, out: 'api/a.rcreq\nb.rcreq\n', error: '' });
    assert.equal(await read('api/a.rcreq'), 'GET http://a.test\n\n###\nGET http://b.test\n');
    await folder.write('b.rcreq', 'mine');
    const again = await folder.run(['import', 'http', '.', '-o', '.']);
    assert.equal(again.code, 2);
    assert.match(again.error, /b\.rcreq is there already, so it was left as it is\./);
    assert.equal(await read('b.rcreq'), 'mine');
  });
  it('asks for a folder when there are several files', async () => {
    await folder.write('a.http', 'GET http://a.test');
    await folder.write('b.http', 'GET http://a.test');
    const { code, out, error } = await folder.run(['import', 'http', 'a.http', 'b.http']);
    assert.deepEqual([code, out], [2, '']);
    assert.match(error, /-o FOLDER/);
  });
  it('makes requests of cURL commands, from a file, standard input or the command line', async () => {
    const command = "curl -k http://a.test -d 'x=1'";
    const text = 'POST http://a.test\nContent-Type: application/x-www-form-urlencoded\n\nx=1\n';
    await folder.write('a.sh', command);
    for (const args of [['a.sh'], ['-'], [command]]) {
      const { code, out, error } = await folder.run(['import', 'curl', ...args], {}, command);
      assert.deepEqual([code, out], [0, text]);
      assert.match(error, /:1: curl's option -k /);
    }
    assert.deepEqual(
      await folder.run(['import', 'curl', '-', '-o', 'b.rcreq'], {}, command).then(({ out }) => out),
      'b.rcreq\n',
    );
    assert.equal(await read('b.rcreq'), text);
    assert.equal((await folder.run(['import', 'curl', '-'], {}, 'GET http://a.test')).code, 2);
  });

  it('makes environment files of the settings of REST Client, and keeps secrets apart', async () => {
    const settings = '{"rest-client.environmentVariables":{"dev":{"host":"http://a.test","token":"t-1"}}}';
    await folder.write('.vscode/settings.json', settings);
    const asked = await folder.run(['import', 'environments', '.vscode/settings.json']);
    assert.deepEqual([asked.code, asked.out], [2, '']);
    assert.doesNotMatch(asked.error, /t-1/);
    const ended = await folder.run(['import', 'environments', '.vscode/settings.json', '-o', '.']);
    assert.deepEqual(ended, { code: 0, out: 'http-client.env.json\nhttp-client.private.env.json\n', error: '' });
    assert.deepEqual(JSON.parse(await read('http-client.env.json')), { dev: { host: 'http://a.test' } });
    await folder.write('a.rcreq', 'GET {{host}}/{{token}}');
    assert.equal((await folder.run(['run', 'a.rcreq', '--env', 'dev', '--dry-run'])).code, 0);
    assert.equal((await folder.run(['import', 'environments', '.vscode/settings.json', '-o', '.'])).code, 2);
  });
});

describe('rcreq import of a whole project', () => {
  let folder: RcreqFolder;
  beforeEach(async () => {
    folder = await RcreqFolder.create();
  });
  afterEach(() => folder.remove());

  it('makes environment files of the .env files and the configuration of httpYac', async () => {
    await folder.write('p/.httpyac.json', '{"environments":{"dev":{"host":"http://a.test"}}}');
    await folder.write('p/.env', 'version=v1\n');
    await folder.write('p/env/dev.env', 'user=ann\nAPI_KEY=k-1\n');
    await folder.write('p/httpyac.config.js', 'module.exports = {}');
    const { code, out, error } = await folder.run(['import', 'environments', 'p', '-o', '.']);
    assert.deepEqual([code, out], [0, 'http-client.env.json\nhttp-client.private.env.json\n']);
    assert.match(error, /^p\/httpyac\.config\.js: it is a program, .*\n$/);
    const read = async (name: string): Promise<unknown> =>
      JSON.parse(await readFile(join(folder.path, name), 'utf8')) as unknown;
    assert.deepEqual(await read('http-client.env.json'), {
      $shared: { version: 'v1' },
      dev: { host: 'http://a.test', user: 'ann' },
    });
    assert.deepEqual(await read('http-client.private.env.json'), { dev: { API_KEY: 'k-1' } });
    await folder.write('q/a.txt', '');
    assert.equal((await folder.run(['import', 'environments', 'q'])).code, 2);
  });

  it('makes requests of the history of REST Client, and tells no secret of it', async () => {
    const headers = { Authorization: 'Bearer tok-123456789' };
    const entry = { method: 'GET', url: 'http://a.test/x', headers, body: '', startTime: 0 };
    const odd = { ...entry, url: 'http://b.test/y?secret=1', body: '### more' };
    await folder.write('history.json', JSON.stringify([entry, odd]));
    const { code, out, error } = await folder.run(['import', 'history', 'history.json']);
    assert.equal(code, 0);
    assert.equal(out, '### GET /x, 1970-01-01\nGET http://a.test/x\nAuthorization: Bearer {{$secret AUTHORIZATION}}\n');
    assert.match(
      error,
      /^history\.json: GET http:\/\/b\.test\/y: .* left out\.\nhistory\.json: \{\{\$secret AUTHORIZATION\}\}: /,
    );
    assert.doesNotMatch(out + error, /tok-/);
    await folder.write('other.json', '{}');
    assert.equal((await folder.run(['import', 'history', 'other.json'])).code, 2);
  });
});

describe('rcreq on folders', () => {
  it('takes .http and .rest files when it is asked to, by option, glob or name', async () => {
    const folder = await RcreqFolder.create();
    try {
      await folder.write('a.http', 'GETT http://a.test');
      await folder.write('b.rest', 'GETT http://a.test');
      await folder.write('c.rcreq', 'GET http://a.test');
      const files = async (...args: string[]): Promise<readonly (string | undefined)[]> => {
        const { out } = await folder.run(['check', ...args]);
        return out.match(/^[^:\n]+(?=:)/gm) ?? [];
      };
      assert.deepEqual(await files('.'), []);
      assert.deepEqual(await files('.', '--http'), ['a.http', 'b.rest']);
      assert.deepEqual(await files('*.http'), ['a.http']);
      assert.deepEqual(await files('b.rest'), ['b.rest']);
      assert.match((await folder.run(['run', '.', '--http', '--dry-run'])).out, /a\.http/);
    } finally {
      await folder.remove();
    }
  });
});
