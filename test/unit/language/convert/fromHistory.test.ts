import assert from 'node:assert/strict';
import { fromRestClientHistory } from '../../../../src/language/convert/fromHistory';

const entry = (more: object = {}) => ({
  method: 'GET',
  url: 'https://api.test/users?page=1',
  headers: { 'User-Agent': 'vscode-restclient', 'accept-encoding': 'gzip, deflate', Accept: 'application/json' },
  body: '',
  startTime: Date.UTC(2026, 10, 29, 12),
  ...more,
});

function check(entries: readonly object[], text: string, secrets: Readonly<Record<string, string>> = {}): void {
  const found = fromRestClientHistory(JSON.stringify(entries));
  assert.equal(found?.text, text);
  assert.deepEqual(Object.fromEntries(found.secrets.map(({ name, value }) => [name, value])), secrets);
}

describe('fromRestClientHistory', () => {
  it('writes each request once, without what the client added by itself', () =>
    check(
      [
        entry(),
        entry({ startTime: 0 }),
        entry({ method: 'PUT', headers: {}, body: '{"a":1}\n', startTime: undefined }),
      ],
      '### GET /users, 2026-11-29\nGET https://api.test/users?page=1\nAccept: application/json\n' +
        '\n### PUT /users\nPUT https://api.test/users?page=1\n\n{"a":1}\n',
    ));

  it('takes secrets and cookies out, and gives two of them two names', () => {
    const bearer = (token: string) => entry({ headers: { Authorization: `Bearer ${token}` }, startTime: undefined });
    const form = 'grant_type=password&password=correct-horse';
    check(
      [entry({ headers: { cookie: 'sid=1' } })],
      '### GET /users, 2026-11-29\nGET https://api.test/users?page=1\ncookie: {{$secret COOKIE}}\n',
      { COOKIE: 'sid=1' },
    );
    check(
      [bearer('tok-123456789'), bearer('tok-987654321'), bearer('tok-123456789'), entry({ headers: {}, body: form })],
      '### GET /users\nGET https://api.test/users?page=1\nAuthorization: Bearer {{$secret AUTHORIZATION}}\n' +
        '\n### GET /users\nGET https://api.test/users?page=1\nAuthorization: Bearer {{$secret AUTHORIZATION_2}}\n' +
        '\n### GET /users, 2026-11-29\nGET https://api.test/users?page=1\n\ngrant_type=password&password={{$secret PASSWORD}}\n',
      { AUTHORIZATION: 'tok-123456789', AUTHORIZATION_2: 'tok-987654321', PASSWORD: 'correct-horse' },
    );
  });

  it('leaves out what would not be sent as it was, and says so without its query', () => {
    for (const body of ['a\n### b\nGET http://c.test', '< ./file', 'x {{y}} z', 'a\n\n?? status == 200']) {
      const found = fromRestClientHistory(JSON.stringify([entry({ method: 'POST', body })]));
      assert.deepEqual(found, { text: '', secrets: [], leftOut: ['POST https://api.test/users'] }, body);
    }
  });

  it('knows what is no history, and an empty one', () => {
    for (const text of ['', '{', '{}', '[1]', '[{"a":1}]']) assert.equal(fromRestClientHistory(text), undefined, text);
    check([], '');
  });
});
