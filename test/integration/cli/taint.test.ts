import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { echoingServer } from '../../support/echoingServer';
import { LoopbackServers } from '../../support/loopbackServer';
import { RcreqFolder } from '../../support/rcreqProgram';
import { secretsFound } from '../../support/secretForms';

/** One for each way in, with what every encoding must change. */
const secrets = {
  private: 'private "env" 7/ü+=',
  secret: 'kept secret & more 8',
  file: 'from-a-file_9!?',
  variable: 'process-env:10\\x',
  token: 'tokenFromTheServer-11',
  client: 'client~secret 12',
  basic: 'basic pass/word 13',
  cookie: 'cookie-session-14',
};

const requests = `@base = {{host}}
@copied = {{hidden}}

### Everywhere
# @auth me
POST {{base}}/echo?key={{%hidden}}&secret={{%$secret KEPT}}
X-Api-Key: {{$secret FILED}}
X-Plain: {{$processEnv PLANTED_TOKEN}}
X-Copied: prefix {{copied}} suffix
Content-Type: application/json

{ "a": "{{$secret KEPT}}", "b": "{{$processEnv PLANTED_TOKEN}}" }
?? body $.url == {{$secret KEPT}}
?? header X-Echo includes {{$processEnv PLANTED_TOKEN}}
?? body $.forms[0] == nothing

### Basic
GET {{base}}/fail
Authorization: Basic ${Buffer.from(`user:${secrets.basic}`).toString('base64')}
Cookie: session=${encodeURIComponent(secrets.cookie)}

### Token in the URL
GET {{base}}/echo?access_token={{%$token me}}&password={{%$secret KEPT}}

### Nobody there
GET http://127.0.0.1:1/{{%$secret KEPT}}?x={{%hidden}}

### Broken
GET {{base}}/{{nosuch}}{{$secret KEPT}}
X-Bad: {{$processEnv PLANTED_TOKEN}}
`;

describe('what rcreq run writes holds no secret', () => {
  const servers = new LoopbackServers();
  let folder: RcreqFolder;
  let host: string;

  before(async () => {
    host = `http://127.0.0.1:${await servers.listen(echoingServer(secrets, secrets.token))}`;
  });
  after(() => servers.close());
  beforeEach(async () => {
    folder = await RcreqFolder.create();
    await folder.write('in/a.rcreq', requests);
    await folder.write('in/http-client.env.json', JSON.stringify({ dev: { host } }));
    await folder.write('in/http-client.private.env.json', JSON.stringify({ dev: { hidden: secrets.private } }));
    await folder.write('in/secret.txt', secrets.file);
    const profile = {
      grant: 'client_credentials',
      tokenUrl: `${host}/token`,
      clientId: 'id',
      clientSecret: secrets.client,
    };
    await folder.write('in/me.json', JSON.stringify(profile));
  });
  afterEach(() => folder.remove());

  /** Runs, and looks through both streams and every file that came. */
  async function check(...args: readonly string[]): Promise<void> {
    const before = new Set(await files());
    const named = [
      '--secret',
      'KEPT=KEPT',
      '--secret',
      'FILED=@in/secret.txt',
      '--auth',
      'me=in/me.json',
      '--env',
      'dev',
    ];
    const { out, error } = await folder.run(['run', 'in/a.rcreq', ...named, ...args], {
      KEPT: secrets.secret,
      PLANTED_TOKEN: secrets.variable,
    });
    if (!args.includes('--output')) assert.match(out, /Everywhere|echo/);
    assert.deepEqual(secretsFound(out, secrets), [], 'on standard output');
    assert.deepEqual(secretsFound(error, secrets), [], 'on standard error');
    for (const name of await files()) {
      if (before.has(name)) continue;
      const text = await readFile(join(folder.path, name), 'utf8');
      assert.deepEqual(secretsFound(text, secrets), [], `in ${name}`);
    }
  }

  async function files(): Promise<readonly string[]> {
    const entries = await readdir(folder.path, { recursive: true, withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => join(parentPath, name).slice(folder.path.length + 1));
  }

  it('in the report for people, with fields and bodies', () => check('--verbose'));
  for (const kind of ['json', 'junit', 'har', 'github']) {
    it(`in the ${kind} report`, () => check('--report', kind));
  }
  it('in reports that go to files', () =>
    check('--report', 'json', '--output', 'out.json', '--report', 'har', '--output', 'out.har'));
  it('when nothing is sent', () => check('--dry-run', '--verbose'));
});
