import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { describe, it } from 'mocha';
import type { TokenProfile } from '../../../../src/auth/tokenProfile';
import { draftOf, emptyDraft, profileOf, type Draft } from '../../../../src/workbench/tokens/desk/draft';
import { questionsOf, type FormSurroundings, type Question } from '../../../../src/workbench/tokens/desk/questions';

const now = Date.UTC(2026, 0, 1);
const adding: FormSurroundings = {
  sandbox: { url: 'http://127.0.0.1:8377', clientId: 'sandbox-id', clientSecret: 'sandbox-secret' },
  readyMade: undefined,
  editorUri: 'vscode://rcreq.rcreq/callback',
  taken: ['other'],
  isEdit: false,
};
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const pem = (key: typeof rsa.privateKey) => key.export({ type: 'pkcs8', format: 'pem' }).toString();

/** Answers every question as it comes, by its id; undefined takes what is proposed. Gives the ids that were asked, too. */
function filled(
  answers: Readonly<Record<string, string>>,
  start: Draft = emptyDraft,
  around = adding,
): { readonly draft: Draft; readonly asked: readonly string[] } {
  let draft = start;
  const asked: string[] = [];
  for (let index = 0; ; index += 1) {
    const question = questionsOf(draft, around)[index];
    if (question === undefined) return { draft, asked };
    asked.push(question.id);
    draft = answered(question, answers[question.id]);
  }
}

function answered(question: Question, text: string | undefined): Draft {
  switch (question.kind) {
    case 'choice': {
      const label = text ?? question.chosen;
      const choice = question.choices.find((each) => each.label === label);
      return choice?.draft ?? assert.fail(`${question.id} has no choice ${label ?? 'proposed'}`);
    }
    case 'text': {
      const given = text ?? question.value;
      if (given === '') assert.ok(question.isOptional, `${question.id} needs an answer`);
      else assert.equal(question.complaint?.(given), undefined, question.id);
      return question.answer(given);
    }
    case 'file':
      return question.answer(text ?? '');
  }
}

function check(answers: Readonly<Record<string, string>>, expected: Partial<TokenProfile>, asked: string): void {
  const form = filled(answers);
  assert.deepEqual(profileOf(form.draft, now), expected);
  assert.equal(form.asked.join(' '), asked);
}

const client = { clientId: 'cid', clientSecret: 'sec' };
const ringCentral = 'https://platform.ringcentral.com/restapi/oauth';

describe('the form of a token', () => {
  it('makes a sign-in with PKCE at RingCentral from little more than the client', () =>
    check(
      { name: 'rc', clientId: 'cid', clientAuth: 'Public client' },
      {
        ...{ name: 'rc', grant: 'authorization_code', tokenUrl: `${ringCentral}/token`, clientId: 'cid' },
        ...{ clientAuth: 'public', hosts: ['platform.ringcentral.com'], scopes: [] },
        revocationUrl: `${ringCentral}/revoke`,
        authorizationUrl: `${ringCentral}/authorize`,
      },
      'grant name server clientId clientAuth way scopes hosts',
    ));

  it('offers what the sandbox needs while that runs', () => {
    const { draft } = filled({ grant: 'Client credentials', name: 'own', server: 'Sandbox' });
    const { clientId, clientSecret, clientAuth, hosts, tokenUrl } = profileOf(draft, now);
    assert.deepEqual(
      { clientId, clientSecret, clientAuth, hosts, tokenUrl },
      {
        ...{ clientId: 'sandbox-id', clientSecret: 'sandbox-secret', clientAuth: 'basic', hosts: ['127.0.0.1:8377'] },
        tokenUrl: 'http://127.0.0.1:8377/restapi/oauth/token',
      },
    );
  });

  it('asks another server for its endpoints and proposes those that are likely', () =>
    check(
      {
        ...{ name: 'x', server: 'Another server', tokenUrl: 'https://id.test/oauth/token', ...client },
        ...{
          clientAuth: 'In the body',
          way: 'This machine, a port of your own',
          scopes: 'a, b  c',
          hosts: 'https://api.test/v1, b.test:8443',
        },
      },
      {
        ...{ name: 'x', grant: 'authorization_code', tokenUrl: 'https://id.test/oauth/token', ...client },
        ...{ clientAuth: 'body', hosts: ['api.test', 'b.test:8443'], scopes: ['a', 'b', 'c'] },
        ...{ revocationUrl: 'https://id.test/oauth/revoke', authorizationUrl: 'https://id.test/oauth/authorize' },
        redirectUri: 'http://127.0.0.1:8765/callback',
      },
      'grant name server tokenUrl authorizationUrl revocationUrl clientId clientAuth clientSecret way redirectUri scopes hosts',
    ));

  const jwt = { grant: 'JWT', name: 'j', ...client };
  const jwtProfile: TokenProfile = {
    ...{ name: 'j', grant: 'jwt', tokenUrl: `${ringCentral}/token`, revocationUrl: `${ringCentral}/revoke` },
    ...{ ...client, clientAuth: 'basic', hosts: ['platform.ringcentral.com'], scopes: [] },
  };
  const jwtQuestions = 'grant name server clientId clientAuth clientSecret proof';
  it('takes a JWT that the server issued', () =>
    check(
      { ...jwt, assertion: 'a.b.c' },
      { ...jwtProfile, assertion: 'a.b.c' },
      `${jwtQuestions} assertion scopes hosts`,
    ));
  it('knows the method by the type of a key, from a file or pasted', () => {
    const claims = 'key keyId issuer subject audience scopes hosts';
    const key = pem(rsa.privateKey);
    const signing = { algorithm: 'RS256', key, keyId: 'k1', subject: 'me' } as const;
    check(
      { ...jwt, proof: 'A key file', key, keyId: 'k1', subject: 'me' },
      { ...jwtProfile, signing },
      `${jwtQuestions} ${claims}`,
    );
    const other = { algorithm: 'ES256', key: pem(ec.privateKey) } as const;
    check(
      { ...jwt, proof: 'A key to paste', key: other.key },
      { ...jwtProfile, signing: other },
      `${jwtQuestions} ${claims}`,
    );
    const shared = { algorithm: 'HS256', key: 'both know it' } as const;
    check(
      { ...jwt, proof: 'A shared secret', key: shared.key },
      { ...jwtProfile, signing: shared },
      `${jwtQuestions} ${claims}`,
    );
  });

  it('takes a refresh token, which is used at once', () => {
    const { draft } = filled({ grant: 'Refresh token', name: 'r', ...client, refreshToken: 'R1' });
    assert.deepEqual(profileOf(draft, now).tokens, {
      accessToken: '',
      refreshToken: 'R1',
      expiresAt: '1970-01-01T00:00:00.000Z',
    });
  });

  it('takes a pasted token with its hosts alone, and asks for the client only when it is to be renewed', () => {
    const bare = filled({ grant: 'Paste a token', name: 't', pasted: 'Bearer abc', hosts: 'api.test' });
    assert.equal(bare.asked.join(' '), 'grant name pasted hosts');
    assert.deepEqual(profileOf(bare.draft, now), {
      ...{
        name: 't',
        grant: 'pasted',
        tokenUrl: '',
        clientId: '',
        clientAuth: 'public',
        scopes: [],
        hosts: ['api.test'],
      },
      tokens: { accessToken: 'abc' },
    });
    const answer = '{"access_token":"A","refresh_token":"R","expires_in":60}';
    const renewed = filled({
      grant: 'Paste a token',
      name: 't',
      pasted: answer,
      renewal: 'Renew it',
      ...client,
      hosts: 'api.test',
    });
    assert.equal(renewed.asked.join(' '), 'grant name pasted renewal server clientId clientAuth clientSecret hosts');
    const { grant, tokens } = profileOf(renewed.draft, now);
    assert.deepEqual(
      [grant, tokens?.refreshToken, tokens?.expiresAt],
      ['refresh_token', 'R', '2026-01-01T00:01:00.000Z'],
    );
  });

  it('is filled in when a token is edited, shows no secret, and leaves what is not answered', () => {
    const profile: TokenProfile = {
      ...{ name: 'p', grant: 'password', tokenUrl: 'https://id.test/token', clientId: 'cid', clientSecret: 'hidden-1' },
      ...{
        clientAuth: 'body',
        username: 'me',
        password: 'hidden-2',
        scopes: ['a', 'b'],
        hosts: ['a.test', 'b.test:1'],
      },
      ...{ revocationUrl: 'https://id.test/out', tokens: { accessToken: 'hidden-3' } },
    };
    const around = { ...adding, isEdit: true };
    const { draft, asked } = filled({}, draftOf(profile), around);
    assert.deepEqual(profileOf(draft, now), profile);
    assert.equal(
      asked.join(' '),
      'grant name server tokenUrl revocationUrl clientId clientAuth clientSecret username password scopes hosts',
    );
    const shown = questionsOf(draft, around).map((each) =>
      each.kind === 'text' ? [each.value, each.placeholder] : [],
    );
    assert.doesNotMatch(JSON.stringify(shown), /hidden-/);
  });

  it('gives back every kind of profile as it was', () => {
    const base = {
      name: 'p',
      tokenUrl: 'https://id.test/t',
      clientId: 'c',
      clientSecret: 's',
      clientAuth: 'basic',
      scopes: [],
      hosts: ['h'],
    } as const;
    const signing = {
      algorithm: 'ES256',
      key: pem(ec.privateKey),
      keyId: 'k',
      issuer: 'i',
      subject: 's',
      audience: 'a',
    } as const;
    const profiles: readonly TokenProfile[] = [
      { ...base, grant: 'client_credentials', tokens: { accessToken: 'A' } },
      { ...base, grant: 'jwt', assertion: 'a.b.c' },
      { ...base, grant: 'jwt', signing },
      {
        ...base,
        grant: 'authorization_code',
        authorizationUrl: 'https://id.test/a',
        redirectUri: 'http://127.0.0.1:1/x',
      },
      { ...base, grant: 'authorization_code', authorizationUrl: 'https://id.test/a', redirectUri: adding.editorUri },
      { ...base, grant: 'authorization_code', authorizationUrl: 'https://id.test/a' },
      {
        ...base,
        grant: 'refresh_token',
        tokens: { accessToken: 'A', refreshToken: 'R', expiresAt: '2026-01-01T00:00:00.000Z' },
      },
      {
        ...base,
        grant: 'pasted',
        tokenUrl: '',
        clientId: '',
        clientAuth: 'public',
        tokens: { accessToken: 'A', owner: 'o' },
      },
    ].map(
      (profile) =>
        JSON.parse(
          JSON.stringify({ ...profile, ...(profile.grant === 'pasted' ? { clientSecret: undefined } : {}) }),
        ) as TokenProfile,
    );
    for (const profile of profiles) {
      assert.deepEqual(profileOf(draftOf(profile), now), profile);
      assert.deepEqual(profileOf(filled({}, draftOf(profile), { ...adding, isEdit: true }).draft, now), profile);
    }
  });
});

describe('the form of a token complains', () => {
  const question = (id: string, draft: Partial<Draft> = {}): Question & { readonly kind: 'text' } => {
    const found = questionsOf({ ...emptyDraft, server: 'other', tokenUrl: '', ...draft }, adding).find(
      (each) => each.id === id,
    );
    return found?.kind === 'text' ? found : assert.fail(`${id} is not asked`);
  };
  const cases: readonly (readonly [id: string, text: string, complaint: RegExp | undefined, draft?: Partial<Draft>])[] =
    [
      ['name', 'a b', /letters, digits/],
      ['name', 'none', /stands for no token/],
      ['name', 'other', /already/],
      ['tokenUrl', 'id.test/token', /no URL/],
      ['tokenUrl', 'http://id.test/token', /https only/],
      ['tokenUrl', 'http://127.0.0.1.evil.test/token', /https only/],
      ['tokenUrl', 'http://localhost:8080/token', undefined],
      ['tokenUrl', 'http://auth.localhost:8080/token', /https only/],
      ['authorizationUrl', 'http://auth.localhost:8080/authorize', undefined],
      ['authorizationUrl', 'http://id.test/authorize', /https only/],
      ['redirectUri', 'https://me.test/callback', /127\.0\.0\.1/, { way: 'port' }],
      ['redirectUri', 'http://127.0.0.1/callback', /needs a port/, { way: 'port' }],
      ['redirectUri', 'http://127.0.0.1:1/c#x', /fragment/, { way: 'port' }],
      ['redirectUri', 'http://localhost:1/c', undefined, { way: 'port' }],
      ['assertion', 'abc', /three texts/, { grant: 'jwt' }],
      ['key', 'abc', /neither PEM/, { grant: 'jwt', proof: 'pasted' }],
      ['key', '-----BEGIN OPENSSH PRIVATE KEY-----', /ssh-keygen/, { grant: 'jwt', proof: 'pasted' }],
      ['pasted', 'Bearer', /no token/, { grant: 'pasted' }],
      ['hosts', 'not a host/', undefined],
      ['hosts', '///', /At least one host/],
    ];
  for (const [id, text, complaint, draft] of cases) {
    it(`${complaint === undefined ? 'not ' : ''}about ${JSON.stringify(text)} as ${id}`, () => {
      const said = question(id, draft).complaint?.(text);
      if (complaint === undefined) assert.equal(said, undefined);
      else assert.match(said ?? 'nothing', complaint);
    });
  }

  it('about a key file that cannot sign, once it was chosen', async () => {
    const found = questionsOf({ ...emptyDraft, grant: 'jwt', proof: 'file' }, adding).find(({ id }) => id === 'key');
    assert.ok(found?.kind === 'file');
    assert.equal(await found.trial(pem(rsa.privateKey)), undefined);
    assert.match((await found.trial('ssh-rsa AAAA')) ?? '', /neither PEM/);
  });
});
