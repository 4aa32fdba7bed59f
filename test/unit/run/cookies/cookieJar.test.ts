import assert from 'node:assert/strict';
import type { CookieJar } from '../../../../src/http/sendPorts';
import { cookieJar } from '../../../../src/run/cookies/cookieJar';
import { sessionCookies } from '../../../../src/run/cookies/sessionCookies';
import { runText, type World } from '../../../support/runHarness';

/** What a jar sends to `to` after `from` has set these cookies; empty: no field at all. */
function check(setCookie: readonly string[], [from, to]: readonly [string, string], expected: string): void {
  const jar = cookieJar();
  jar.store(from, setCookie);
  assert.equal(
    jar
      .fields(to)
      .map(({ name, value }) => `${name}: ${value}`)
      .join('\n'),
    expected === '' ? '' : `Cookie: ${expected}`,
  );
}

function namesOf(jar: CookieJar, url: string): readonly string[] {
  return jar.fields(url).flatMap(({ value }) => value.split('; ').map((pair) => pair.split('=')[0] ?? ''));
}

const here = ['https://a.example.test/x/y', 'https://a.example.test/x/z'] as const;

describe('a cookie jar', () => {
  it('gives no field when it is empty', () => check([], here, ''));
  it('gives what one answer set in one field', () => check(['a=1', 'b=2'], here, 'a=1; b=2'));
  it('keeps the last value of a name', () => check(['a=1', 'a=2'], here, 'a=2'));
  it('puts the longer path first', () => check(['a=1; Path=/', 'b=2; Path=/x'], here, 'b=2; a=1'));
  it('keeps a cookie without Domain to its host', () => check(['a=1'], [here[0], 'https://b.example.test/x/y'], ''));
  it('shares a cookie of a parent domain', () =>
    check(['a=1; Domain=example.test; Path=/'], [here[0], 'https://b.example.test/'], 'a=1'));
  it('takes no cookie for another domain', () => check(['a=1; Domain=other.test'], here, ''));
  it('takes no cookie for a public suffix', () =>
    check(['a=1; Domain=co.uk'], ['https://a.co.uk/', 'https://b.co.uk/'], ''));
  it('keeps a path to itself', () =>
    check(['a=1; Path=/x'], ['https://a.example.test/x', 'https://a.example.test/xy'], ''));
  it('sends a Secure cookie over https alone', () =>
    check(['a=1; Secure; Path=/'], [here[0], 'http://a.example.test/'], ''));
  it('works on loopback', () => check(['a=1'], ['http://127.0.0.1:8080/', 'http://127.0.0.1:9090/'], 'a=1'));
  it('drops a cookie whose Max-Age is zero', () => check(['a=1', 'a=1; Max-Age=0'], here, ''));
  it('drops a cookie that has expired', () => check(['a=1; Expires=Thu, 01 Jan 1970 00:00:00 GMT'], here, ''));
  it('refuses __Secure- without Secure', () => check(['__Secure-a=1'], here, ''));
  it('refuses __Host- with a Domain', () => check(['__Host-a=1; Secure; Path=/; Domain=a.example.test'], here, ''));
  it('takes a __Host- cookie that keeps its promise', () => check(['__Host-a=1; Secure; Path=/'], here, '__Host-a=1'));
  it('takes a pair of 4096 octets and no longer one', () =>
    check([`a=${'1'.repeat(4094)}`, `b=${'1'.repeat(4095)}`], here, `a=${'1'.repeat(4094)}`));
  it('takes 180 cookies of a domain, and then forgets the thirty that were used longest ago, of that domain alone', async () => {
    const jar = cookieJar();
    const host = 'https://a.example.test';
    const kept = () =>
      Array.from({ length: 180 }, (_, at) => at).filter((at) => namesOf(jar, `${host}/p${at}`).length > 1);
    jar.store('https://b.test/', ['other=1']);
    jar.store(host, ['first=1; Path=/', ...Array.from({ length: 179 }, (_, at) => `c${at}=1; Path=/p${at}`)]);
    assert.equal(kept().length, 179);
    await new Promise((resolve) => setTimeout(resolve, 5));
    assert.deepEqual(namesOf(jar, `${host}/p7`), ['c7', 'first']);
    jar.store(host, ['c8=2; Path=/p8', 'new=1; Path=/new']);
    assert.deepEqual(namesOf(jar, `${host}/new`), ['new', 'first']);
    const left = kept();
    assert.equal(left.length, 148);
    assert.deepEqual(
      [0, 6, 7, 8, 9, 178].map((at) => left.includes(at)),
      [false, false, true, true, false, true],
    );
    assert.deepEqual(namesOf(jar, 'https://b.test/'), ['other']);
  });

  it('takes a value that is set again and again for one cookie', () => {
    const jar = cookieJar();
    jar.store(here[0], ['a=1; Path=/', ...Array.from({ length: 500 }, (_, at) => `b=${at}; Path=/`)]);
    assert.deepEqual(namesOf(jar, here[0]), ['a', 'b']);
  });

  it('takes 3,300 cookies in all, and then keeps the last 3,000', () => {
    const jar = cookieJar();
    const hosts = Array.from({ length: 3301 }, (_, at) => `https://h${at}.test/`);
    for (const host of hosts) jar.store(host, ['a=1']);
    const kept = hosts.filter((host) => jar.fields(host).length > 0);
    assert.deepEqual(kept, hosts.slice(301));
  });

  it('is not troubled by a line that is no cookie', () => check(['', ';;;', '=', 'a=1'], here, 'a=1'));
});

describe('a cookie jar says of each line', () => {
  const fates: readonly (readonly [line: string, from: string, fate: string])[] = [
    ['a=1', 'https://a.test/', 'kept'],
    ['a=1; Max-Age=0', 'https://a.test/', 'removed'],
    ['a=1; Expires=Thu, 01 Jan 1970 00:00:00 GMT', 'https://a.test/', 'removed'],
    ['', 'https://a.test/', 'malformed'],
    [`a=${'1'.repeat(4096)}`, 'https://a.test/', 'too-long'],
    ['a=1; Domain=other.test', 'https://a.test/', 'other-domain'],
    ['a=1; Domain=co.uk', 'https://a.co.uk/', 'public-suffix'],
    ['__Host-a=1', 'https://a.test/', 'prefix'],
    ['a=1; Secure', 'http://a.test/', 'insecure'],
  ];
  for (const [line, from, fate] of fates)
    it(`that ${line.slice(0, 50)} from ${from} is ${fate}`, () =>
      assert.deepEqual(cookieJar().store(from, [line]), [fate]));
});

describe('a run', () => {
  // Loading the code of the jar takes longer than a run is waited for.
  before(() => sessionCookies()(undefined));
  const set: World['answer'] = () => ({ status: 200, fields: [['Set-Cookie', 'sid=s1; Path=/']] });
  const sentCookie = async (text: string, world: World): Promise<readonly (string | undefined)[]> => {
    const left: (string | undefined)[] = [];
    for (let turn = 0; turn < 2; turn++) {
      const ran = await runText(text, { answer: set, ...world });
      left.push(ran.left[0]?.fields.find(({ name }) => name === 'Cookie')?.value);
    }
    return left;
  };

  it('sends back what was set when it has # @cookie-jar', async () =>
    assert.deepEqual(await sentCookie('# @cookie-jar\nGET http://a.test/', { cookies: sessionCookies() }), [
      undefined,
      'sid=s1',
    ]));
  it('keeps nothing without it', async () =>
    assert.deepEqual(await sentCookie('GET http://a.test/', { cookies: sessionCookies() }), [undefined, undefined]));
  it('keeps nothing with # @no-cookie-jar, whatever the host says', async () =>
    assert.deepEqual(
      await sentCookie('# @no-cookie-jar\nGET http://a.test/', {
        cookies: sessionCookies(),
        context: { usesCookieJar: true },
      }),
      [undefined, undefined],
    ));
  it('has a jar for each environment', async () => {
    const cookies = sessionCookies();
    const text = '# @cookie-jar\nGET http://a.test/';
    await sentCookie(text, { cookies, context: { environment: 'dev' } });
    assert.deepEqual(await sentCookie(text, { cookies, context: { environment: 'live' } }), [undefined, 'sid=s1']);
  });
});
