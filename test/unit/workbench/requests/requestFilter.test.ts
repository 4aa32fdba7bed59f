import assert from 'node:assert/strict';
import { parseFilter, type Filterable } from '../../../../src/workbench/requests/requestFilter';

const requests: readonly Filterable[] = [
  {
    label: 'Log in',
    method: 'POST',
    url: '{{host}}/oauth/token',
    tags: ['Smoke'],
    path: 'auth/login.rcreq',
    last: undefined,
  },
  {
    label: 'Read messages',
    method: 'GET',
    url: '{{host}}/messages',
    tags: ['smoke', 'slow'],
    path: 'sms/messages.rcreq',
    last: { status: 200, isOk: true },
  },
  {
    label: 'Delete message',
    method: 'DELETE',
    url: '{{host}}/messages/1',
    tags: [],
    path: 'sms/messages.rcreq',
    last: { status: 404, isOk: false },
  },
  {
    label: 'Ping',
    method: 'GET',
    url: 'http://a/',
    tags: [],
    path: 'a.rcreq',
    last: { status: undefined, isOk: false },
  },
];

function check(typed: string, expected: readonly string[]): void {
  const filter = parseFilter(typed);
  assert.ok(filter);
  assert.deepEqual(
    requests.filter(filter).map(({ label }) => label),
    expected,
  );
}

describe('a filter of requests', () => {
  it('is none when nothing is typed', () => assert.equal(parseFilter('  '), undefined));
  it('takes words in title, URL and path, all of them, in any case', () => {
    check('MESSAGES', ['Read messages', 'Delete message']);
    check('sms delete', ['Delete message']);
    check('oauth', ['Log in']);
    check('nothing', []);
  });
  it('takes a method as a whole', () => {
    check('method:get', ['Read messages', 'Ping']);
    check('method:post,delete', ['Log in', 'Delete message']);
    check('method:ge', []);
  });
  it('takes a tag in any case', () => {
    check('tag:smoke', ['Log in', 'Read messages']);
    check('tag:slow', ['Read messages']);
  });
  it('takes the last status: a number, a class, or how it ended', () => {
    check('status:404', ['Delete message']);
    check('status:2xx', ['Read messages']);
    check('status:failed', ['Delete message', 'Ping']);
    check('status:ok', ['Read messages']);
    check('status:none', ['Log in']);
    check('status:2xx,none', ['Log in', 'Read messages']);
  });
  it('joins what it is told', () => check('method:get tag:smoke status:ok read', ['Read messages']));
  it('shows all while a key has no value yet', () =>
    check(
      'status:',
      requests.map(({ label }) => label),
    ));
});
