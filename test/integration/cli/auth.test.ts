import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { chmod, readFile, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { decodeProtectedHeader, jwtVerify } from 'jose';
import { demoCredentials, startSandbox, type Sandbox } from '../../../src/sandbox';
import { RcreqFolder, type Ended } from '../../support/rcreqProgram';

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const { clientId, clientSecret } = demoCredentials;
const sharedSecret = 'a-secret-that-both-know';

describe('rcreq run --auth', () => {
  let sandbox: Sandbox;
  let folder: RcreqFolder;

  before(async () => {
    sandbox = await startSandbox();
  });
  after(() => sandbox.close());
  beforeEach(async () => {
    folder = await RcreqFolder.create();
    await fetch(`${sandbox.baseUrl}/sandbox/reset`, { method: 'POST' });
    await folder.write('a.rcreq', `# @auth me\nGET ${sandbox.baseUrl}/restapi/v1.0/account/~`);
    await folder.write('keys/rsa.pem', rsa.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString());
    await folder.write('keys/ec.pem', ec.privateKey.export({ type: 'sec1', format: 'pem' }).toString());
    await folder.write('keys/secret', sharedSecret);
    const locked = rsa.privateKey.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' });
    await folder.write('keys/locked.pem', locked.toString());
  });
  afterEach(() => folder.remove());

  function profile(changes: object): string {
    const tokenUrl = `${sandbox.baseUrl}/restapi/oauth/token`;
    return JSON.stringify({ grant: 'jwt', tokenUrl, clientId, clientSecret, ...changes });
  }

  async function run(file: string, text: string, variables: NodeJS.ProcessEnv = {}): Promise<Ended> {
    await folder.write(file, text);
    return folder.run(['run', 'a.rcreq', '--report', 'json', '--auth', `me=${file}`, '--secret', 'S=SECRET'], {
      SECRET: 'from --secret',
      ...variables,
    });
  }

  /** The form of the last token request that came to the sandbox. */
  async function asked(): Promise<URLSearchParams> {
    const list = (await (await fetch(`${sandbox.baseUrl}/sandbox/requests`)).json()) as {
      readonly requests: readonly { readonly url: string; readonly body: string }[];
    };
    const last = list.requests.findLast(({ url }) => url.includes('/oauth/token'));
    return new URLSearchParams(last?.body ?? assert.fail('no token was asked for'));
  }

  const keys = [
    ['RS256', 'keys/rsa.pem', rsa.publicKey],
    ['ES256', 'keys/ec.pem', ec.publicKey],
    ['HS256', 'keys/secret', new TextEncoder().encode(sharedSecret)],
  ] as const;
  for (const [algorithm, keyFile, key] of keys) {
    it(`signs by ${algorithm} with a key file beside the profile, from wherever it is run`, async () => {
      const signing = { algorithm, keyFile: `../${keyFile}`, keyId: 'k1', subject: '171857008' };
      const { code, out, error } = await run('profiles/me.json', profile({ signing }));
      assert.equal(code, 0, out + error);
      const assertion = (await asked()).get('assertion') ?? '';
      const { payload } = await jwtVerify(assertion, key, {
        issuer: clientId,
        audience: `${sandbox.baseUrl}/restapi/oauth/token`,
      });
      assert.deepEqual([payload.sub, decodeProtectedHeader(assertion).kid], ['171857008', 'k1']);
      const kept = JSON.parse(await readFile(join(folder.path, 'profiles/me.json'), 'utf8')) as Record<string, unknown>;
      assert.deepEqual(kept['signing'], signing, 'the key stays in its file');
      assert.match(JSON.stringify(kept['tokens']), /accessToken/);
    });
  }

  it('takes a key that stands in the profile, and one from the environment or --secret, of which none is written', async () => {
    const pem = rsa.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    const fromVariable = { algorithm: 'RS256', key: '{{$processEnv PRIVATE_KEY}}' };
    for (const [signing, variables] of [
      [{ algorithm: 'RS256', key: pem }, {}],
      [fromVariable, { PRIVATE_KEY: pem }],
      [{ algorithm: 'RS256', key: '{{$secret S}}' }, { SECRET: pem }],
    ] as const) {
      const text = profile({ signing, clientSecret: '{{ $processEnv CLIENT_SECRET }}' });
      const { code, out, error } = await run('me.json', text, { ...variables, CLIENT_SECRET: clientSecret });
      assert.equal(code, 0, out + error);
      const written = await readFile(join(folder.path, 'me.json'), 'utf8');
      assert.ok(!written.includes(clientSecret) && written.includes('{{ $processEnv CLIENT_SECRET }}'));
      assert.ok(!out.includes('PRIVATE KEY') && !out.includes(clientSecret));
    }
  });

  const wrong: readonly (readonly [claim: string, changes: object, said: RegExp])[] = [
    ['a missing key file', { signing: { algorithm: 'RS256', keyFile: 'no.pem' } }, /no\.pem cannot be read \(ENOENT\)/],
    ['a folder as key file', { signing: { algorithm: 'RS256', keyFile: 'keys' } }, /keys cannot be read \(EISDIR\)/],
    ['a key with a passphrase', { signing: { algorithm: 'RS256', keyFile: 'keys/locked.pem' } }, /has a passphrase/],
    ['a key for another method', { signing: { algorithm: 'ES256', keyFile: 'keys/rsa.pem' } }, /Choose RS256/],
    ['a text that is no key', { signing: { algorithm: 'RS256', keyFile: 'keys/secret' } }, /neither PEM/],
    ['an unknown method', { signing: { algorithm: 'none', keyFile: 'keys/rsa.pem' } }, /RS256, ES256 or HS256/],
    ['two keys', { signing: { algorithm: 'HS256', keyFile: 'keys/secret', key: 'k' } }, /both key and keyFile/],
    ['a missing variable', { clientSecret: '{{$processEnv NOPE}}' }, /clientSecret needs a value.*variable NOPE/],
    ['a missing secret', { clientSecret: '{{$secret NOPE}}' }, /no secret NOPE\. Give --secret/],
    ['an unknown grant', { grant: 'magic' }, /is no token profile/],
  ];
  for (const [claim, changes, said] of wrong) {
    it(`ends with 2 before anything is sent for ${claim}`, async () => {
      const { code, error } = await run('me.json', profile(changes));
      assert.equal(code, 2, error);
      assert.match(error, /^rcreq: --auth me: /);
      assert.match(error, said);
      assert.doesNotMatch(error, /BEGIN|sandbox-client-secret/);
    });
  }

  it('lets two runs at once spend a refresh token once, and leaves nothing behind', async () => {
    const form = new URLSearchParams({ grant_type: 'password', username: '+15550100', password: 'sandbox-password' });
    const Authorization = `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`;
    const answer = await fetch(`${sandbox.baseUrl}/restapi/oauth/token`, {
      method: 'POST',
      headers: { Authorization },
      body: form,
    });
    const { refresh_token: refreshToken } = (await answer.json()) as { readonly refresh_token: string };
    const tokens = { accessToken: 'old', refreshToken, expiresAt: new Date(0).toISOString() };
    await folder.write('me.json', profile({ grant: 'refresh_token', tokens }));
    const args = ['run', 'a.rcreq', '--auth', 'me=me.json'];
    const ended = await Promise.all([folder.run(args), folder.run(args), folder.run(args)]);
    assert.deepEqual(
      ended.map(({ code }) => code),
      [0, 0, 0],
      ended.map(({ out, error }) => out + error).join('\n'),
    );
    assert.deepEqual((await readdir(folder.path)).sort(), ['a.rcreq', 'keys', 'me.json']);
    assert.equal((await stat(join(folder.path, 'me.json'))).mode & 0o777, 0o600);
  });

  it('goes on when the file cannot be written, and says so once', async () => {
    await folder.write('locked/me.json', profile({ grant: 'client_credentials' }));
    await folder.write(
      'a.rcreq',
      `# @auth me\nGET ${sandbox.baseUrl}/restapi\n\n###\n# @auth me\nGET ${sandbox.baseUrl}/restapi`,
    );
    await chmod(join(folder.path, 'locked'), 0o555);
    const { code, error } = await folder.run(['run', 'a.rcreq', '--auth', 'me=locked/me.json']);
    await chmod(join(folder.path, 'locked'), 0o755);
    assert.equal(code, 0, error);
    const isRoot = process.getuid?.() === 0;
    assert.equal(error.match(/cannot be written/g)?.length, isRoot ? undefined : 1);
  });
});
