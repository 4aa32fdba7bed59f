import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, it } from 'mocha';
import { demoCredentials } from '../../../src/sandbox';
import { basic, errorOf, fieldsOf, jsonOf, withSandbox, type Client } from './client';

const account = '/restapi/v1.0/account/~';
const { clientId, publicClientId, username, password, assertion } = demoCredentials;
const redirectUri = 'http://127.0.0.1:49152/callback';
const verifier = 'v'.repeat(43);
const challenge = createHash('sha256').update(verifier).digest('base64url');

function askToken(client: Client, form: Readonly<Record<string, string>>, authorization = basic) {
  const fields = 'client_id' in form ? {} : { Authorization: authorization };
  return client.ask('POST', '/restapi/oauth/token', { form, fields });
}

async function tokensOf(client: Client, form: Readonly<Record<string, string>>) {
  const reply = await askToken(client, form);
  assert.equal(reply.status, 200, reply.octets.toString());
  const { access_token: access, refresh_token: refresh, ...rest } = jsonOf(reply);
  return { access: String(access), refresh: typeof refresh === 'string' ? refresh : undefined, rest };
}

const statusWith = async (client: Client, token: string) => (await client.ask('GET', account, { token })).status;
const oauthErrorOf = async (reply: ReturnType<typeof askToken>) => [(await reply).status, jsonOf(await reply)['error']];

const byPassword = { grant_type: 'password', username, password };
const byAssertion = { grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion };

describe('the token endpoint', () => {
  for (const [name, form, hasRefreshToken] of [
    ['password', byPassword, true],
    ['client_credentials', { grant_type: 'client_credentials' }, false],
    ['jwt-bearer', byAssertion, true],
  ] as const) {
    it(`logs in by ${name}, ${hasRefreshToken ? 'with' : 'without'} a refresh token`, () =>
      withSandbox(async (client) => {
        const { access, refresh, rest } = await tokensOf(client, form);
        assert.equal(await statusWith(client, access), 200);
        assert.equal(refresh !== undefined, hasRefreshToken);
        assert.deepEqual([rest['token_type'], rest['expires_in']], ['bearer', 3600]);
      }));
  }

  it('forgives an unencoded + in the user name', () =>
    withSandbox(async (client) => {
      const body = `grant_type=password&username=${username}&password=${password}`;
      const fields = { Authorization: basic, 'Content-Type': 'application/x-www-form-urlencoded' };
      assert.equal((await client.ask('POST', '/restapi/oauth/token', { body, fields })).status, 200);
    }));

  it('refuses in the shape of OAuth with errors[] beside it', () =>
    withSandbox(async (client) => {
      const reply = await askToken(client, { ...byPassword, password: 'wrong' });
      assert.equal(reply.status, 400);
      assert.deepEqual(jsonOf(reply), {
        error: 'invalid_grant',
        error_description: 'Invalid resource owner credentials',
        errors: [{ errorCode: 'OAU-140', message: 'Invalid resource owner credentials' }],
      });
    }));

  it('names what is wrong with a request', () =>
    withSandbox(async (client) => {
      const wrong = `Basic ${Buffer.from('a:b').toString('base64')}`;
      const emptySecret = `Basic ${Buffer.from(`${publicClientId}:`).toString('base64')}`;
      assert.deepEqual(await oauthErrorOf(askToken(client, byPassword, wrong)), [401, 'invalid_client']);
      assert.deepEqual(await oauthErrorOf(askToken(client, byPassword, emptySecret)), [401, 'invalid_client']);
      assert.deepEqual(await oauthErrorOf(askToken(client, {})), [400, 'invalid_request']);
      assert.deepEqual(await oauthErrorOf(askToken(client, { grant_type: 'toString' })), [
        400,
        'unsupported_grant_type',
      ]);
      const publicClient = { grant_type: 'client_credentials', client_id: publicClientId };
      assert.deepEqual(await oauthErrorOf(askToken(client, publicClient)), [400, 'unauthorized_client']);
      assert.deepEqual(await oauthErrorOf(askToken(client, { ...byAssertion, assertion: 'x' })), [
        400,
        'invalid_grant',
      ]);
      const multiFactor = { ...byPassword, username: demoCredentials.usernameWithSecondFactor };
      assert.match((await askToken(client, multiFactor)).octets.toString(), /OAU-168/);
      const json = await client.ask('POST', '/restapi/oauth/token', {
        json: byPassword,
        fields: { Authorization: basic },
      });
      assert.equal(jsonOf(json)['error'], 'invalid_request');
    }));

  it('refuses an assertion that has expired', () =>
    withSandbox(async (client) => {
      const claims = Buffer.from(JSON.stringify({ iss: clientId, exp: 1 })).toString('base64url');
      assert.deepEqual(await oauthErrorOf(askToken(client, { ...byAssertion, assertion: `e30.${claims}.x` })), [
        400,
        'invalid_grant',
      ]);
    }));

  it('renews once per refresh token, and the old access token is dead at once', () =>
    withSandbox(async (client) => {
      const first = await tokensOf(client, byPassword);
      const renewal = { grant_type: 'refresh_token', refresh_token: first.refresh ?? '' };
      const second = await tokensOf(client, renewal);
      assert.notEqual(second.refresh, first.refresh);
      assert.deepEqual(errorOf(await client.ask('GET', account, { token: first.access })), [401, 'OAU-128']);
      assert.equal(await statusWith(client, second.access), 200);
      assert.deepEqual(await oauthErrorOf(askToken(client, renewal)), [400, 'invalid_grant']);
    }));

  it('lets tokens end by the clock', () =>
    withSandbox(async (client) => {
      const { access, refresh, rest } = await tokensOf(client, {
        ...byPassword,
        access_token_ttl: '5',
        refresh_token_ttl: '20',
      });
      assert.equal(rest['expires_in'], 5);
      client.pass(4);
      assert.equal(await statusWith(client, access), 200);
      client.pass(1);
      const expired = await client.ask('GET', account, { token: access });
      assert.deepEqual(errorOf(expired), [401, 'OAU-128']);
      client.pass(15);
      const renewal = { grant_type: 'refresh_token', refresh_token: refresh ?? '' };
      assert.deepEqual(await oauthErrorOf(askToken(client, renewal)), [400, 'invalid_grant']);
    }));

  it('takes the life of tokens from the settings', () =>
    withSandbox(async (client) => {
      await client.ask('PUT', '/sandbox/settings', { json: { expiresIn: 7 } });
      assert.equal((await tokensOf(client, byPassword)).rest['expires_in'], 7);
    }));

  it('ends the oldest of more than five sessions of a user', () =>
    withSandbox(async (client) => {
      const tokens: string[] = [];
      for (let count = 0; count < 6; count++) tokens.push(await client.logIn());
      const statuses = await Promise.all(tokens.map((token) => statusWith(client, token)));
      assert.deepEqual(statuses, [401, 200, 200, 200, 200, 200]);
    }));
});

describe('the authorization code flow', () => {
  const query = {
    response_type: 'code',
    client_id: publicClientId,
    redirect_uri: redirectUri,
    state: 's"<&>',
    code_challenge: challenge,
    code_challenge_method: 'S256',
  };
  const target = (changes: object = {}) =>
    `/restapi/oauth/authorize?${new URLSearchParams({ ...query, ...changes }).toString()}`;

  async function decide(client: Client, decision: string): Promise<URL> {
    const reply = await client.ask('POST', '/restapi/oauth/authorize', { form: { ...query, decision } });
    assert.equal(reply.status, 302);
    return new URL(fieldsOf(reply, 'Location')[0] ?? '');
  }

  const redeem = (client: Client, code: string, changes: Readonly<Record<string, string>> = {}) =>
    askToken(client, {
      grant_type: 'authorization_code',
      code,
      redirect_uri: redirectUri,
      client_id: publicClientId,
      code_verifier: verifier,
      ...changes,
    });

  it('shows a page with an Allow button and nothing unescaped', () =>
    withSandbox(async (client) => {
      const reply = await client.ask('GET', target());
      const html = reply.octets.toString();
      assert.match(html, /<button name="decision" value="allow">Allow<\/button>/);
      assert.ok(!html.includes('s"<&>'));
      assert.match(fieldsOf(reply, 'Content-Security-Policy')[0] ?? '', /default-src 'none'/);
    }));

  it('gives a code for one use, bound to client, redirect URI and verifier', () =>
    withSandbox(async (client) => {
      const location = await decide(client, 'allow');
      assert.equal(`${location.origin}${location.pathname}`, redirectUri);
      assert.deepEqual([location.searchParams.get('state'), location.searchParams.get('expires_in')], ['s"<&>', '60']);
      const code = location.searchParams.get('code') ?? '';
      assert.equal((await redeem(client, code)).status, 200);
      assert.deepEqual(await oauthErrorOf(redeem(client, code)), [400, 'invalid_grant']);
      for (const changes of [
        { code_verifier: 'w'.repeat(43) },
        { code_verifier: '' },
        { redirect_uri: 'http://127.0.0.1/x' },
      ]) {
        const other = (await decide(client, 'allow')).searchParams.get('code') ?? '';
        assert.deepEqual(await oauthErrorOf(redeem(client, other, changes)), [400, 'invalid_grant']);
      }
    }));

  it('lets a code end after a minute', () =>
    withSandbox(async (client) => {
      const code = (await decide(client, 'allow')).searchParams.get('code') ?? '';
      client.pass(60);
      assert.equal((await redeem(client, code)).status, 400);
    }));

  it('tells the client when the person denies', () =>
    withSandbox(async (client) => {
      const location = await decide(client, 'deny');
      assert.deepEqual(
        [location.searchParams.get('error'), location.searchParams.get('code')],
        ['access_denied', null],
      );
    }));

  it('never redirects to an address that is not registered', () =>
    withSandbox(async (client) => {
      for (const changes of [
        { redirect_uri: 'https://evil.test/' },
        { redirect_uri: 'x' },
        { client_id: 'x' },
        { response_type: 'token' },
      ]) {
        const reply = await client.ask('GET', target(changes));
        assert.deepEqual([reply.status, fieldsOf(reply, 'Location')], [400, []]);
      }
      assert.equal((await client.ask('GET', target({ redirect_uri: 'vscode://rcreq.rcreq/callback' }))).status, 200);
    }));
});

describe('a protected resource', () => {
  it('asks for a token without naming an error, and names it when the token is bad', () =>
    withSandbox(async (client) => {
      const missing = await client.ask('GET', account);
      assert.deepEqual(errorOf(missing), [401, 'OAU-134']);
      assert.deepEqual(fieldsOf(missing, 'WWW-Authenticate'), ['Bearer realm="RingCentral REST API"']);
      const bad = await client.ask('GET', account, { token: 'bad' });
      assert.deepEqual(errorOf(bad), [401, 'OAU-129']);
      assert.match(fieldsOf(bad, 'WWW-Authenticate')[0] ?? '', /error="invalid_token"/);
      assert.deepEqual(errorOf(await client.ask('GET', account, { fields: { Authorization: basic } })), [
        401,
        'OAU-151',
      ]);
    }));

  it('takes the token from the query too', () =>
    withSandbox(async (client) => {
      const token = await client.logIn();
      assert.equal((await client.ask('GET', `${account}?access_token=${token}`)).status, 200);
    }));

  it('is closed by revoking the refresh token, and revoking again is no error', () =>
    withSandbox(async (client) => {
      const { access, refresh } = await tokensOf(client, byPassword);
      const revoke = () =>
        client.ask('POST', '/restapi/oauth/revoke', {
          form: { token: refresh ?? '' },
          fields: { Authorization: basic },
        });
      assert.equal((await revoke()).status, 200);
      assert.equal(await statusWith(client, access), 401);
      assert.equal((await revoke()).status, 200);
    }));

  it('names the endpoints to whoever looks for them', () =>
    withSandbox(async (client) => {
      const found = jsonOf(await client.ask('GET', '/.well-known/openid-configuration'));
      assert.equal(found['token_endpoint'], `${client.baseUrl}/restapi/oauth/token`);
    }));
});
