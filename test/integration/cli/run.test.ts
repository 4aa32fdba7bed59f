import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFile, readdir } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { startSandbox, type Sandbox } from '../../../src/sandbox';
import { RcreqFolder, type Ended } from '../../support/rcreqProgram';

/** What the tests look at in the json report. */
interface JsonReport {
  readonly version: number;
  readonly environment: string | null;
  readonly results: readonly {
    readonly file: string;
    readonly name: string | null;
    readonly ok: boolean;
    readonly category: string;
    readonly outcome: string;
    readonly status: number | null;
    readonly redirects: number;
    readonly waits: readonly number[];
    readonly exchanges: readonly { readonly failure: { readonly kind: string; readonly code: string } | null }[];
    readonly body: { readonly text?: string; readonly file?: string } | null;
    readonly parts: readonly { readonly status: number; readonly body: { readonly text: string } }[];
    readonly request?: { readonly method: string; readonly url: string };
    readonly diagnostics?: readonly { readonly line: number; readonly column: number; readonly code: string }[];
  }[];
  readonly summary: Readonly<Record<string, number>>;
}

describe('rcreq run', () => {
  let sandbox: Sandbox;
  let folder: RcreqFolder;

  before(async () => {
    sandbox = await startSandbox();
  });
  after(() => sandbox.close());
  beforeEach(async () => {
    folder = await RcreqFolder.create();
    await folder.write('http-client.env.json', JSON.stringify({ local: { host: sandbox.baseUrl } }));
  });
  afterEach(() => folder.remove());

  async function json(
    args: readonly string[],
    environment?: NodeJS.ProcessEnv,
  ): Promise<{ ended: Ended; report: JsonReport }> {
    const ended = await folder.run(['run', '--env', 'local', '--report', 'json', ...args], environment);
    assert.notEqual(ended.out, '', ended.error);
    return { ended, report: JSON.parse(ended.out) as JsonReport };
  }

  /** Runs a text and checks the exit code and a word of what is said on either stream. */
  async function check(text: string, code: number, said: RegExp, args: readonly string[] = []) {
    await folder.write('a.rcreq', text);
    const ended = await folder.run(['run', 'a.rcreq', '--env', 'local', ...args]);
    assert.equal(ended.code, code, ended.out + ended.error);
    assert.match(ended.out + ended.error, said);
    assert.doesNotMatch(ended.out + ended.error, /\bat .*\.js:\d+/, 'a stack was shown');
  }

  it('ends with 0 when all is well', () => check('GET {{host}}/restapi/v1.0', 0, /✔ GET .* 200 OK · success/));
  it('ends with 1 when a request failed, with its class and what now', () =>
    check('GET {{host}}/sandbox/status/404', 1, /✘ .* 404 Not Found · client error/));
  it('ends with 1 when an assertion failed, with its place', () =>
    check('GET {{host}}/restapi/v1.0\n\n?? status == 201', 1, /✘ status == 201 {2}It is 200\. {2}a\.rcreq:3/));
  it('ends with 0 when the status is the asserted one', () =>
    check('GET {{host}}/sandbox/status/500\n\n?? status == 500', 0, /500 Internal Server Error/));
  it('ends with 2 when a name has no value, and says where', () =>
    check('GET {{hots}}/x', 2, /error a\.rcreq:1:7 {2}`hots` has no value here\. Did you mean `host`\?/));
  it('ends with 2 at a syntax error, and says where', () =>
    check('GET {{host}}/x\nAccept json', 2, /error a\.rcreq:2:1 {2}A field is written `Name: value`/));
  it('ends with 2 at a word that is no method', () => check('GETT {{host}}/x', 2, /error a\.rcreq:1:1 .*GET/));
  it('ends with 2 when the file of a body is missing', () =>
    check('POST {{host}}/x\n\n< ./nope.json', 2, /error a\.rcreq:3:3 {2}There is no file nope\.json\./));
  it('ends with 2 when an import is missing', () =>
    check('# @import ./nope.rcreq\nGET {{host}}/x', 2, /error a\.rcreq:1:11 {2}There is no file nope\.rcreq\./));
  it('ends with 2 when a circle needs itself', () =>
    check('# @name a\n# @ref a\nGET {{host}}/x', 2, /`a` needs itself: a → a/));
  it('says what to do when it has nobody to ask', () =>
    check('# @prompt pin\nGET {{host}}/{{pin}}', 2, /nobody can be asked here\. .*--var pin=…/));
  it('says what to do when nobody listens', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    server.close();
    await once(server, 'close');
    await check(`GET http://127.0.0.1:${port}/`, 1, /ECONNREFUSED[^]*→ .*\./);
  });
  it('says what to do after a time-out', () =>
    check('GET {{host}}/sandbox/slow?ms=5000', 1, /[Tt]ime/, ['--timeout', '200ms']));
  it('says what to do after a reset', () => check('GET {{host}}/sandbox/reset-connection', 1, /→ .*\./));
  it('says what to do when the answer is cut off', () => check('GET {{host}}/sandbox/truncate', 1, /→ .*\./));

  it('says in one sentence what cannot be read', async () => {
    for (const [args, said] of [
      [['run', 'nope.rcreq'], /nope\.rcreq cannot be read \(ENOENT\)\. There is no such file/],
      [['run', '.'], /There is no \.rcreq file in \./],
      [['run', '*.nope'], /No file matches \*\.nope/],
      [['check', 'nope.rcreq'], /nope\.rcreq cannot be read/],
    ] as const) {
      const ended = await folder.run(args);
      assert.equal(ended.code, 2);
      assert.match(ended.error, said);
      assert.equal(ended.out, '');
    }
  });
  it('ends with 2 when a name, tag, environment, secret or profile does not exist, and sends nothing', async () => {
    await folder.write('a.rcreq', '# @name login\n# @tag smoke\nGET {{host}}/restapi/v1.0');
    const arrived = async () =>
      (await (await fetch(`${sandbox.baseUrl}/sandbox/requests`)).json()) as { records?: unknown[] } & unknown[];
    const before = JSON.stringify(await arrived()).length;
    for (const [args, said] of [
      [['--name', 'logn'], /No request is named `logn`\. Did you mean `login`\?/],
      [['--tag', 'nope'], /No request has the tag `nope`\. The tags here are smoke\./],
      [['--env', 'nope'], /There is no environment `nope`\. There are local\./],
      [['--secret', 'S=NOPE_VARIABLE'], /there is no environment variable NOPE_VARIABLE/],
      [['--secret', 'S=@nope'], /the file nope cannot be read/],
      [['--auth', 'p=nope.json'], /nope\.json cannot be read \(ENOENT\)/],
    ] as const) {
      const ended = await folder.run(['run', 'a.rcreq', ...args]);
      assert.equal(ended.code, 2);
      assert.match(ended.error, said);
    }
    assert.ok(Math.abs(JSON.stringify(await arrived()).length - before) < 2000);
  });
  it('ends with 2 at an environment file that is no JSON, and says where', async () => {
    await folder.write('http-client.env.json', '{\n  "local": { "host" "x" }\n}');
    await folder.write('a.rcreq', 'GET {{host}}/');
    const ended = await folder.run(['run', 'a.rcreq']);
    assert.equal(ended.code, 2);
    assert.match(ended.error, /^http-client\.env\.json:2:\d+: error environment-file: /);
  });

  it('writes the json report as documented', async () => {
    await folder.write(
      'a.rcreq',
      '### Echo\n# @name echo\nPOST {{host}}/sandbox/redirect/303?to=/sandbox/echo\nContent-Type: application/json\n\n{"a":1}\n',
    );
    const { ended, report } = await json(['a.rcreq']);
    assert.equal(ended.code, 0);
    assert.equal(ended.error, '');
    assert.deepEqual([report.version, report.environment], [1, 'local']);
    const [result] = report.results;
    assert.deepEqual(
      [result?.file, result?.name, result?.ok, result?.category, result?.outcome, result?.status, result?.redirects],
      ['a.rcreq', 'echo', true, 'success', 'completed', 200, 1],
    );
    assert.equal(result?.exchanges.length, 2);
    assert.equal((JSON.parse(result.body?.text ?? '') as { method: string }).method, 'GET');
    assert.deepEqual([report.summary['requests'], report.summary['passed'], report.summary['failed']], [1, 1, 0]);
  });
  it('shows the parts of a 207 with their own status and body', async () => {
    await folder.write('a.rcreq', 'GET {{host}}/sandbox/parts?n=2');
    const { report } = await json(['a.rcreq']);
    assert.equal(report.results[0]?.outcome, 'multiStatus');
    assert.equal(report.results[0].parts.length, 2);
    assert.ok((report.results[0].parts[0]?.body.text.length ?? 0) > 0);
  });
  it('sends nothing in a dry run, and lists every request', async () => {
    await folder.write('a.rcreq', 'GET {{host}}/one\n\n###\nDELETE {{nope}}/two\n\n###\nPUT {{host}}/three?a=b c');
    const { ended, report } = await json(['a.rcreq', '--dry-run']);
    assert.equal(ended.code, 2);
    assert.deepEqual(
      report.results.map(({ request, diagnostics, exchanges }) => [
        request?.method,
        request?.url,
        diagnostics?.[0]?.code,
        exchanges.length,
      ]),
      [
        ['GET', `${sandbox.baseUrl}/one`, undefined, 0],
        ['DELETE', '{{nope}}/two', 'unknown-variable', 0],
        ['PUT', `${sandbox.baseUrl}/three?a=b%20c`, undefined, 0],
      ],
    );
    const log = await (await fetch(`${sandbox.baseUrl}/sandbox/requests`)).text();
    assert.ok(!log.includes('/three'));
  });
  it('runs a needed request once, although it is in the file itself', async () => {
    await folder.write(
      'a.rcreq',
      'GET {{host}}/sandbox/echo?x={{login.response.status}}\n\n###\n# @name login\nGET {{host}}/restapi/v1.0\n\n###\nGET {{host}}/sandbox/echo?y={{login.response.status}}',
    );
    const { ended, report } = await json(['a.rcreq', '--parallel', '3']);
    assert.equal(ended.code, 0);
    assert.deepEqual(
      report.results.map(({ name }) => name),
      [null, 'login', null],
    );
  });
  it('keeps cookies for the requests that want a jar, and only for those', async () => {
    await folder.write(
      'a.rcreq',
      `### Set
# @cookie-jar
GET {{host}}/sandbox/cookies?flavour=oat
### With
# @cookie-jar
GET {{host}}/sandbox/cookies
### Without
GET {{host}}/sandbox/cookies
`,
    );
    const { report } = await json(['a.rcreq']);
    const received = report.results.map(({ body }) => /"received": ?\[[^\]]*\]/.exec(body?.text ?? '')?.[0] ?? '');
    assert.deepEqual(
      received.map((text) => /\w+=/.exec(text)?.[0]),
      [undefined, 'flavour=', undefined],
    );
  });

  it('picks by name and tag, leaves out what is disabled, and runs folders and globs', async () => {
    await folder.write(
      'b/one.rcreq',
      '# @name one\n# @tag fast\nGET {{host}}/restapi/v1.0\n\n###\n# @name off\n# @disabled\nGET {{host}}/x',
    );
    await folder.write('b/two.rcreq', '# @name two\nGET {{host}}/restapi/v1.0');
    await folder.write('b/node_modules/three.rcreq', 'GET {{host}}/three');
    const names = async (...args: readonly string[]) => (await json(args)).report.results.map(({ name }) => name);
    assert.deepEqual(await names('b'), ['one', 'two']);
    assert.deepEqual(await names('b/*.rcreq', '--name', 'two'), ['two']);
    assert.deepEqual(await names('**/*.rcreq', '--tag', 'fast'), ['one']);
    assert.deepEqual(await names('b', '--repeat', '2', '--name', 'two'), ['two', 'two']);
    assert.deepEqual((await json(['b'])).report.summary['skipped'], 1);
  });
  it('stops after the first failure with --bail', async () => {
    await folder.write('a.rcreq', 'GET {{host}}/sandbox/status/404\n\n###\nGET {{host}}/restapi/v1.0');
    const { ended, report } = await json(['a.rcreq', '--bail']);
    assert.equal(ended.code, 1);
    assert.deepEqual([report.results.length, report.summary['skipped']], [1, 1]);
  });
  it('reads standard input', async () => {
    const ended = await folder.run(['run', '-', '--env', 'local'], {}, 'GET {{host}}/restapi/v1.0\n');
    assert.equal(ended.code, 0);
    assert.match(ended.out, /200 OK/);
  });
  it('lets --var win, and keeps secrets out of every report', async () => {
    await folder.write(
      'a.rcreq',
      '@x = file\n###\nPOST {{host}}/sandbox/echo?v={{x}}&k={{$secret KEY}}\nX-Key: {{$secret KEY}}\nContent-Type: application/json\n\n{"k":"{{$secret KEY}}"}',
    );
    const args = ['a.rcreq', '--env', 'local', '--var', 'x=var', '--secret', 'KEY=SESAME', '--verbose'];
    for (const report of ['pretty', 'json', 'junit', 'har', 'github']) {
      const ended = await folder.run(['run', ...args, '--report', report], { SESAME: 'open-sesame-42' });
      assert.equal(ended.code, 0, ended.error);
      assert.ok(!ended.out.includes('open-sesame-42'), report);
      if (report === 'json' || report === 'pretty') assert.ok(ended.out.includes('v=var'));
    }
  });
  it('takes a secret from a file', async () => {
    await folder.write('key.txt', 'from-a-file\n');
    await folder.write('a.rcreq', 'GET {{host}}/sandbox/echo\nX-Key: {{$secret KEY}}\n\n?? body includes from-a-file');
    assert.equal((await json(['a.rcreq', '--secret', 'KEY=@key.txt'])).ended.code, 0);
  });
  it('writes reports to files, and bodies whole', async () => {
    await folder.write('a.rcreq', 'GET {{host}}/restapi/v1.0');
    const args = [
      '--report',
      'pretty',
      '--report',
      'json',
      '--report',
      'junit',
      '--output',
      'r.json',
      '--output',
      'r.xml',
    ];
    const ended = await folder.run(['run', 'a.rcreq', '--env', 'local', ...args, '--output-bodies', 'bodies']);
    assert.equal(ended.code, 0, ended.error);
    assert.match(ended.out, /200 OK/);
    const report = JSON.parse(await readFile(join(folder.path, 'r.json'), 'utf8')) as JsonReport;
    const [body] = await readdir(join(folder.path, 'bodies'));
    assert.equal(report.results[0]?.body?.file, `bodies/${body ?? ''}`);
    assert.match(await readFile(join(folder.path, 'r.xml'), 'utf8'), /<testsuites/);
    const unwritable = await folder.run(['run', 'a.rcreq', '--env', 'local', '--output', 'no/such/folder/x']);
    assert.equal(unwritable.code, 2);
    assert.match(unwritable.error, /cannot be written to no\/such\/folder\/x \(ENOENT\)/);
  });
  it('saves an answer beside the file, and does not overwrite', async () => {
    await folder.write('a.rcreq', 'GET {{host}}/restapi/v1.0\n\n>> ./out.json');
    await json(['a.rcreq']);
    await json(['a.rcreq']);
    assert.deepEqual((await readdir(folder.path)).filter((name) => name.startsWith('out')).sort(), [
      'out-1.json',
      'out.json',
    ]);
  });
  it('reads and writes nothing outside the folder', async () => {
    await folder.write('in/a.rcreq', 'POST {{host}}/x\n\n< /etc/hostname');
    const ended = await folder.run(['run', 'in/a.rcreq', '--env', 'local']);
    assert.equal(ended.code, 2);
    assert.match(ended.out, /lies outside the current folder/);
  });
  it('uses no colour for a pipe, and one when told to', async () => {
    await folder.write('a.rcreq', 'GET {{host}}/restapi/v1.0');
    const args = ['run', 'a.rcreq', '--env', 'local'];
    assert.ok(!(await folder.run(args)).out.includes('\u001b'));
    assert.ok((await folder.run(args, { FORCE_COLOR: '1' })).out.includes('\u001b'));
    assert.ok(!(await folder.run([...args, '--no-color'], { FORCE_COLOR: '1' })).out.includes('\u001b'));
    assert.ok(!(await folder.run(args, { FORCE_COLOR: '1', NO_COLOR: '1' })).out.includes('\u001b'));
  });
  it('gets and renews tokens of a profile, and writes them back', async () => {
    const profile = {
      grant: 'client_credentials',
      tokenUrl: `${sandbox.baseUrl}/restapi/oauth/token`,
      clientId: 'sandbox-client',
      clientSecret: 'sandbox-secret',
    };
    const { demoCredentials } = await import('../../../src/sandbox');
    const credentials = JSON.stringify(demoCredentials);
    assert.ok(credentials.length > 2);
    const { clientId, clientSecret } = demoCredentials as unknown as { clientId: string; clientSecret: string };
    await folder.write('me.json', JSON.stringify({ ...profile, clientId, clientSecret }));
    await folder.write('a.rcreq', '# @auth me\nGET {{host}}/restapi/v1.0/account/~');
    const { ended, report } = await json(['a.rcreq', '--auth', 'me=me.json']);
    assert.equal(ended.code, 0, ended.out);
    assert.equal(report.results[0]?.status, 200);
    assert.ok(!ended.out.includes(clientSecret));
    assert.match(await readFile(join(folder.path, 'me.json'), 'utf8'), /accessToken/);
  });

  it('stops at Ctrl-C without waiting for the answer, reports what was done and ends with 130', async () => {
    await folder.write(
      'a.rcreq',
      '# @name quick\nGET {{host}}/restapi/v1.0\n\n###\n# @name slow\nGET {{host}}/sandbox/slow?ms=30000\n\n###\n# @name never\nGET {{host}}/never',
    );
    const { child, ended } = folder.start(['run', 'a.rcreq', '--env', 'local', '--report', 'json']);
    const isSlowThere = async () =>
      (await (await fetch(`${sandbox.baseUrl}/sandbox/requests`)).text()).includes('ms=30000');
    while (!(await isSlowThere())) await new Promise((resolve) => setTimeout(resolve, 20));
    const start = performance.now();
    child.kill('SIGINT');
    const { code, out } = await ended;
    assert.equal(code, 130);
    assert.ok(performance.now() - start < 20_000);
    const report = JSON.parse(out) as JsonReport;
    assert.deepEqual(
      report.results.map(({ name, outcome }) => [name, outcome]),
      [
        ['quick', 'completed'],
        ['slow', 'cancelled'],
      ],
    );
    assert.equal(report.summary['skipped'], 1);
  });
  it('stops at Ctrl-C while it waits for a penalty', async () => {
    await folder.write('a.rcreq', 'GET {{host}}/sandbox/status/429?retryAfter=60&times=9&once=penalty');
    const { child, ended } = folder.start(['run', 'a.rcreq', '--env', 'local']);
    const isThere = async () =>
      (await (await fetch(`${sandbox.baseUrl}/sandbox/requests`)).text()).includes('once=penalty');
    while (!(await isThere())) await new Promise((resolve) => setTimeout(resolve, 20));
    await new Promise((resolve) => setTimeout(resolve, 100));
    child.kill('SIGINT');
    assert.equal((await ended).code, 130);
  });
});

describe('rcreq', () => {
  let folder: RcreqFolder;
  beforeEach(async () => {
    folder = await RcreqFolder.create();
  });
  afterEach(() => folder.remove());

  it('prints help and version', async () => {
    assert.match((await folder.run(['--version'])).out, /^\d+\.\d+\.\d+\n$/);
    for (const args of [
      [],
      ['--help'],
      ['run', '--help'],
      ['check', '--help'],
      ['format', '--help'],
      ['sandbox', '-h'],
    ]) {
      const ended = await folder.run(args);
      assert.deepEqual([ended.code, ended.error], [0, '']);
      assert.match(ended.out, /^rcreq/);
    }
  });
  it('ends with 2 at wrong usage, and names the way to help', async () => {
    const ended = await folder.run(['run', 'a', '--frob']);
    assert.deepEqual([ended.code, ended.out], [2, '']);
    assert.match(ended.error, /^rcreq: There is no option `--frob`\. .*See `rcreq run --help`\.\n$/);
  });
  it('serves the sandbox until it is stopped, its base URL first', async () => {
    const { child, ended } = folder.start(['sandbox', '--port', '0']);
    assert.ok(child.stdout !== null);
    const [chunk] = (await once(child.stdout, 'data')) as [Buffer];
    const url = chunk.toString().split('\n')[0] ?? '';
    assert.equal((await fetch(`${url}/restapi/v1.0`)).status, 200);
    const taken = await folder.run(['sandbox', '--port', new URL(url).port]);
    assert.equal(taken.code, 2);
    assert.match(taken.error, /Port \d+ is taken\. Give another one/);
    child.kill('SIGINT');
    assert.equal((await ended).code, 0);
  });
});
