import assert from 'node:assert/strict';
import fc from 'fast-check';
import { credentialsIn, redactor } from '../../../src/run/redact';

function check(text: string, expected: string, secrets: readonly string[] = []) {
  assert.equal(redactor(secrets, []).text(text), expected);
}

describe('redactor', () => {
  it('hides a secret as it is, percent-encoded, form-encoded and JSON-escaped', () => {
    const secret = 'a b/"c"+é';
    for (const form of [
      secret,
      encodeURIComponent(secret),
      encodeURIComponent(secret).toLowerCase(),
      encodeURI(secret),
      new URLSearchParams({ '': secret }).toString().slice(1),
      JSON.stringify(secret).slice(1, -1),
      'a b\\/\\u0022c\\u0022+\\u00e9',
    ]) {
      check(`<${form}>`, '<***>', [secret]);
    }
  });

  it('hides a secret as HTML and XML write it, once or twice over', () => {
    const secret = `a&b<c>"d'é`;
    for (const form of [
      'a&amp;b&lt;c&gt;&quot;d&#39;é',
      'a&amp;b&lt;c&gt;&#34;d&#x27;&eacute;',
      'a&#38;b&#x3C;c&#062;&QUOT;d&apos;&#233;',
      'a&amp;amp;b&amp;lt;c&amp;gt;&amp;quot;d&amp;#39;&amp;#xe9;',
    ]) {
      check(`<b>${form}</b>`, '<b>***</b>', [secret]);
    }
  });

  it('hides a secret that was percent-encoded once more, as in a URL within a URL', () => {
    const once = encodeURIComponent('a b/ü&c');
    for (const form of [once, encodeURIComponent(once), encodeURIComponent(encodeURIComponent(once))]) {
      check(`/login?next=${form}&x=1`, '/login?next=***&x=1', ['a b/ü&c']);
    }
  });

  it('hides a secret inside Base64, wherever it begins', () => {
    for (const user of ['', 'u', 'us', 'use']) {
      const basic = btoa(`${user}:correct horse`);
      const hidden = redactor(['correct horse'], []).text(`x ${basic} y`);
      assert.ok(hidden.includes('***'), hidden);
      assert.doesNotMatch(hidden, /b3JyZWN0|3JyZWN|cnJlY3/);
    }
  });

  it('hides Base64 that was percent-encoded or JSON-escaped once more', () => {
    for (const base64 of ['b3VyPj4+b3VyPz8/', 'b3VyPj4+b3VyPz8/'.replaceAll('/', '\\/')]) {
      check(base64, '***', ['our>>>our???']);
      check(encodeURIComponent(base64).replaceAll('%5C', ''), '***', ['our>>>our???']);
    }
  });

  it('hides the longer of two secrets whole', () => check('s3cret-extended', '***', ['s3cret', 's3cret-extended']));
  it('hides a short secret only as a word of its own', () => check('pin 42, year 1942', 'pin ***, year 1942', ['42']));
  it('hides a host name that the URL put into small letters', () =>
    check('https://tenant-xyz.test/', 'https://***.test/', ['Tenant-XYZ']));

  for (const [text, expected] of [
    ['https://u:p@ss@a.test/x', 'https://***@a.test/x'],
    ['/x?access_token=abc&a=1#t', '/x?access_token=***&a=1#t'],
    ['grant_type=password&password=hunter2&username=u', 'grant_type=password&password=***&username=u'],
    ['{"access_token" : "abc\\"d","expires_in":1}', '{"access_token" : "***","expires_in":1}'],
    ['Authorization was Bearer eyJhbGciOi.xyz-_=', 'Authorization was Bearer ***'],
    ['nothing to hide at /token?x=1', 'nothing to hide at /token?x=1'],
  ] as const) {
    it(`reads ${text} as ${expected} without knowing any secret`, () => check(text, expected));
  }

  for (const [name, value, expected] of [
    ['Authorization', 'Bearer abc', 'Bearer ***'],
    ['authorization', 'abc', '***'],
    ['Proxy-Authorization', 'Basic dTpw', 'Basic ***'],
    ['Cookie', 'a=1; b=2', 'a=***; b=***'],
    ['Set-Cookie', 'sid=S; HttpOnly; Path=/', 'sid=***; HttpOnly; Path=/'],
    ['X-Api-Key', 'abc', '***'],
    ['X-Mine', 'abc', '***'],
    ['X-Other', 'abc', 'abc'],
  ] as const) {
    it(`shows the field ${name}: ${value} as ${expected}`, () => {
      assert.deepEqual(redactor([], ['x-mine']).field({ name, value }), { name, value: expected });
    });
  }

  it('leaves the words of closed unions alone', () => {
    const masked = redactor(['success'], []).deep({ category: 'success', title: 'success', list: ['success'] });
    assert.deepEqual(masked, { category: 'success', title: '***', list: ['***'] });
  });

  it('leaves no secret in any string it was planted in, in any of its forms', () => {
    const secret = fc.string({ minLength: 4, maxLength: 30, unit: 'binary' });
    fc.assert(
      fc.property(secret, fc.string(), fc.string(), (planted, before, after) => {
        const redact = redactor([planted], []);
        for (const form of [planted, encoded(planted), JSON.stringify(planted).slice(1, -1)]) {
          assert.ok(
            !redact
              .text(before + form + after)
              .toLowerCase()
              .includes(form.toLowerCase()),
          );
        }
      }),
      { numRuns: 200 },
    );
  });

  it('takes linear time for text without secrets', () => {
    const text = '://'.repeat(100_000) + 'Bearer '.repeat(50_000) + '"password":'.repeat(50_000);
    const start = performance.now();
    redactor(['never there at all'], []).text(text);
    assert.ok(performance.now() - start < 20_000);
  });
});

describe('credentialsIn', () => {
  it('finds what is sent as a credential, and no word as common as a cookie may hold', () => {
    const fields = [
      { name: 'Authorization', value: `Basic ${btoa('user:correct horse')}` },
      { name: 'Cookie', value: 'lang=en; sid=0123456789' },
      { name: 'Accept', value: 'application/json' },
    ];
    assert.deepEqual(credentialsIn(fields, 'http://a.test/?access_token=QTOK%2B123456&q=nothing-secret'), [
      btoa('user:correct horse'),
      'user:correct horse',
      'correct horse',
      '0123456789',
      'QTOK%2B123456',
      'QTOK+123456',
    ]);
  });
});

function encoded(text: string): string {
  try {
    return encodeURIComponent(text);
  } catch {
    return text;
  }
}
