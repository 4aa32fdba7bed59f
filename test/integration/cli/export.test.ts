import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { LoopbackServers } from '../../support/loopbackServer';
import { programPath } from '../../support/programPath';
import { RcreqFolder } from '../../support/rcreqProgram';

const root = join(__dirname, '../../..');

/** Stands for the library requests, which may not be installed. */
const standInForRequests = `
import http.client
from urllib.parse import urlsplit

class Response:
    pass

def request(method, url, headers={}, data=None):
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.netloc)
    connection.request(method, parts.path + "?" + parts.query, body=data, headers=headers)
    answer = connection.getresponse()
    response = Response()
    response.status_code, response.reason, response.text = answer.status, answer.reason, answer.read().decode()
    return response
`;

describe('rcreq export', () => {
  let folder: RcreqFolder;
  const servers = new LoopbackServers();
  const got: { method: string; url: string; type: string; token: string; body: string }[] = [];
  let host = '';
  before(async () => {
    const server = createServer((request, response) => {
      const { method = '', url = '', headers } = request;
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString('latin1')));
      request.on('end', () => {
        const { authorization: token = '', 'content-type': type = '' } = headers;
        got.push({ method, url, type, token, body });
        response.end('well');
      });
    });
    host = `http://127.0.0.1:${await servers.listen(server)}`;
  });
  after(() => servers.close());
  beforeEach(async () => {
    folder = await RcreqFolder.create();
    got.length = 0;
  });
  afterEach(() => folder.remove());

  const request = (body: string): string =>
    `@host = ${host}\n\n### First\n# @name first\nPOST {{host}}/a?b=c%20d&e=ü\nContent-Type: text/x\nAuthorization: Bearer {{$secret key}}\n\n${body}\n\n### Second\nGET {{host}}/second\n`;

  const programs: Readonly<Record<string, readonly string[]>> = {
    curl: [...path('curl'), ...path('sh')].length === 2 ? ['/bin/sh', '-c'] : [],
    'js.fetch': [process.execPath, '--input-type=module', '-e'],
    'js.axios': [process.execPath, '--input-type=module', '-e'],
    'python.requests': [...path('python3'), '-c'],
  };
  const body = `it's "{{$processEnv WHO}}" \`\${a}\` \\n $HOME """ %s ü\n\n  {"a": [1]}\\`;
  for (const [target, [program, ...options]] of Object.entries(programs)) {
    if (program === undefined || program === '-c') continue;
    it(`writes ${target} that sends the same, with secrets from the environment`, async () => {
      await folder.write('a.rcreq', request(body));
      await folder.write('requests.py', standInForRequests);
      const form = target === 'curl' ? ['curl'] : ['code', '--target', target];
      const { code, out, error } = await folder.run(['export', ...form, 'a.rcreq', '--name', 'first'], {
        ...{ key: 'never', WHO: 'nobody' },
      });
      assert.deepEqual([code, error], [0, '']);
      assert.doesNotMatch(out, /never|nobody/);
      await promisify(execFile)(program, [...options, out], {
        cwd: root,
        env: { PATH: process.env['PATH'], PYTHONPATH: folder.path, KEY: 'k-1', WHO: 'me' },
      });
      const sent = Buffer.from(body.replace('{{$processEnv WHO}}', 'me')).toString('latin1');
      assert.deepEqual(got, [
        { method: 'POST', url: '/a?b=c%20d&e=%C3%BC', type: 'text/x', token: 'Bearer k-1', body: sent },
      ]);
    });
  }

  it('writes a HAR archive of all requests, secrets masked', async () => {
    await folder.write('a.rcreq', request('{{$secret key}}'));
    const { code, out } = await folder.run(['export', 'har', 'a.rcreq']);
    assert.equal(code, 0);
    const { log } = JSON.parse(out) as {
      log: { version: string; entries: { request: { method: string; url: string; postData?: { text: string } } }[] };
    };
    assert.deepEqual(
      [log.version, ...log.entries.map(({ request: { method, url, postData } }) => [method, url, postData?.text])],
      ['1.2', ['POST', `${host}/a?b=c%20d&e=%C3%BC`, '***'], ['GET', `${host}/second`, undefined]],
    );
    assert.equal(got.length, 0);
  });

  it('writes to a file that is not there yet', async () => {
    await folder.write('a.rcreq', 'GET http://a.test/');
    const ended = await folder.run(['export', 'curl', 'a.rcreq', '-o', 'a.sh']);
    assert.deepEqual(ended, { code: 0, out: 'a.sh\n', error: '' });
    assert.equal((await folder.run(['export', 'curl', 'a.rcreq', '-o', 'a.sh'])).code, 2);
  });

  const wrong: readonly (readonly [string, readonly string[], RegExp])[] = [
    ['which request is meant', ['curl', 'a.rcreq'], /2 requests.*--name NAME/],
    ['what has no value', ['curl', 'b.rcreq'], /^rcreq: b\.rcreq:1: .*nosuch/],
    ['what cannot be exported to', ['xml', 'a.rcreq'], /curl, har or code/],
    ['which targets there are', ['code', 'a.rcreq', '--target', 'java'], /js\.fetch, js\.axios, python\.requests/],
    ['which environments there are', ['curl', 'b.rcreq', '--env', 'dev'], /no environment `dev`/],
  ];
  for (const [what, args, message] of wrong)
    it(`says ${what}`, async () => {
      await folder.write('a.rcreq', request('x'));
      await folder.write('b.rcreq', 'GET http://a.test/{{nosuch}}');
      const { code, out, error } = await folder.run(['export', ...args]);
      assert.deepEqual([code, out], [2, '']);
      assert.match(error, message);
    });
});

function path(program: string): readonly string[] {
  const found = programPath([program]);
  return found === undefined ? [] : [found];
}
