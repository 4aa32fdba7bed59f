import { describe, it } from 'mocha';
import { cookieJar } from '../../../src/run/cookies/cookieJar';
import { body, check, fields, json, secret, step } from './sendHarness';

describe('send: redirects', () => {
  it('follows ten hops and shows the eleventh', async () => {
    const hops = Array.from({ length: 11 }, (_, at) =>
      step(`GET /${at === 0 ? 'x' : `h${at}`}`, 302, `Location: /h${at + 1}`),
    );
    await check(hops, { outcome: 'tooManyRedirects', redirects: 10, finalUrl: 'https://a.test/h10' });
  });

  it('shows the 3xx itself when redirects are off', async () => {
    await check(
      [step('GET /x', 302, 'Location: /y')],
      { outcome: 'redirectUnresolved', warnings: [], redirects: 0 },
      {
        policy: { followRedirects: false },
      },
    );
  });

  it('waits for the Retry-After of a redirect', async () => {
    await check([step('GET /x', 302, 'Location: /y', 'Retry-After: 2'), { ...step('GET /y', 200), afterMs: 2000 }], {
      outcome: 'completed',
      waits: [2000],
      redirects: 1,
      retries: 0,
    });
  });

  it('strips secrets from https to http when told to', async () => {
    const script = [
      step('GET /x', 302, 'Location: http://a.test/y'),
      { ...step('GET http://a.test/y', 200), expect: { headers: { 'x-plain': 'p' }, absent: ['authorization'] } },
    ];
    await check(
      script,
      { outcome: 'completed', warnings: ['redirect-insecure', 'credentials-dropped'] },
      {
        request: { fields: secret },
        policy: { insecureRedirect: 'strip' },
      },
    );
  });

  it('strips secrets from https to http though the origin is trusted', async () => {
    const script = [
      step('GET /x', 302, 'Location: http://a.test/y'),
      { ...step('GET http://a.test/y', 200), expect: { absent: ['authorization'] } },
    ];
    const policy = { insecureRedirect: 'strip', trustedRedirectOrigins: ['http://a.test'] } as const;
    await check(script, { outcome: 'completed' }, { request: { fields: secret }, policy });
  });

  it('takes a body to a trusted origin though it may not go to others', async () => {
    const script = [
      step('POST /x', 307, 'Location: https://b.test/y'),
      { ...step('POST https://b.test/y', 200), expect: { body: '{"a":1}' } },
    ];
    const policy = { crossOriginBody: 'block', trustedRedirectOrigins: ['https://b.test'] } as const;
    await check(script, { outcome: 'completed', warnings: [] }, { request: json, policy });
  });

  it('never sends a secret that is escaped in JSON to another origin', async () => {
    const content = body('{"k":"a\\"b"}');
    await check(
      [step('POST /x', 307, 'Location: https://b.test/y')],
      { outcome: 'redirectBlocked', warnings: ['redirect-body-has-secret'] },
      { request: { ...json, content }, policy: { secrets: ['a"b'] } },
    );
  });

  it('takes an override for a method in any letter case, and only on POST', async () => {
    const request = (method: string) => ({ method, fields: fields('X-HTTP-Method-Override: delete') });
    await check([step('POST /x', 404)], { outcome: 'alreadyDeleted' }, { request: request('POST') });
    await check([step('GET /x', 404)], { outcome: 'clientError' }, { request: request('GET') });
  });

  it('drops credentials from http to https, as the origin is another', async () => {
    const script = [
      step('GET http://a.test/x', 301, 'Location: https://a.test/x'),
      { ...step('GET /x', 200), expect: { absent: ['authorization'] } },
    ];
    await check(script, { warnings: ['credentials-dropped'] }, { request: { url: 'http://a.test/x', fields: secret } });
  });

  it('takes the body of a 307 to another origin with a warning', async () => {
    const script = [
      step('POST /x', 307, 'Location: https://b.test/y'),
      {
        ...step('POST https://b.test/y', 200),
        expect: { body: '{"a":1}', headers: { 'content-type': 'application/json' } },
      },
    ];
    await check(script, { outcome: 'completed', warnings: ['body-sent-cross-origin'] }, { request: json });
  });

  it('never sends a form-encoded secret to another origin', async () => {
    const content = body('client_secret=S3%2FCR+ET');
    await check(
      [step('POST /x', 307, 'Location: https://b.test/y')],
      { outcome: 'redirectBlocked', warnings: ['redirect-body-has-secret'] },
      {
        request: { ...json, content },
        policy: { secrets: ['S3/CR ET'], trustedRedirectOrigins: ['https://b.test'] },
      },
    );
  });

  it('does not send the typed Host to another origin', async () => {
    const script = [
      step('GET /x', 302, 'Location: https://b.test/y'),
      { ...step('GET https://b.test/y', 200), expect: { absent: ['host'] } },
    ];
    await check(script, { outcome: 'completed' }, { request: { fields: fields('Host: a.test') } });
  });

  it('stops an unknown method on 302 and turns it into GET on 303', async () => {
    await check(
      [step('QUERY /x', 302, 'Location: /y')],
      { outcome: 'redirectUnresolved', warnings: ['redirect-method-unspecified'] },
      {
        request: { method: 'QUERY' },
      },
    );
    await check(
      [step('QUERY /x', 303, 'Location: /y'), step('GET /y', 200)],
      { outcome: 'completed', warnings: [] },
      {
        request: { method: 'QUERY' },
      },
    );
  });

  it('does not repeat a POST without Location when told not to', async () => {
    await check(
      [step('POST /x', 302)],
      { outcome: 'redirectUnresolved', warnings: ['redirect-without-location'] },
      {
        request: json,
        policy: { missingLocationUnsafe: 'stop' },
      },
    );
  });

  it('takes an empty Location for a missing one', async () => {
    await check([step('GET /x', 302, 'Location:'), step('GET /x', 200)], {
      outcome: 'completed',
      warnings: ['redirect-without-location'],
      redirects: 1,
    });
  });

  it('takes the fragment of Location over its own', async () => {
    await check(
      [step('GET /x', 302, 'Location: /y#new'), step('GET /y', 200)],
      { finalUrl: 'https://a.test/y#new' },
      {
        request: { url: 'https://a.test/x#old' },
      },
    );
  });

  it('sends the cookies of the jar that belong to the hop, beside the typed ones', async () => {
    const script = [
      step('GET /x', 302, 'Set-Cookie: s=1; Path=/', 'Location: /y'),
      { ...step('GET /y', 302, 'Location: https://b.test/z'), expect: { headers: { cookie: 't=2; s=1' } } },
      { ...step('GET https://b.test/z', 200), expect: { absent: ['cookie'] } },
    ];
    await check(
      script,
      { outcome: 'completed' },
      { request: { fields: fields('Cookie: t=2') }, ports: { cookies: cookieJar() } },
    );
  });

  it('keeps the override of a tunnelled PATCH when PATCH is kept on 302', async () => {
    const script = [
      step('POST /x', 302, 'Location: /y'),
      { ...step('POST /y', 200), expect: { headers: { 'x-http-method-override': 'PATCH' } } },
    ];
    await check(
      script,
      { warnings: ['tunnel-method-not-in-guide', 'redirect-method-unspecified'] },
      {
        request: { method: 'PATCH', tunnel: 'header' },
        policy: { redirectPatch: 'keep' },
      },
    );
  });

  it('leaves a Location alone that names the method itself', async () => {
    await check(
      [step('POST /x?_method=DELETE', 307, 'Location: /y?_method=DELETE'), step('POST /y?_method=DELETE', 204)],
      {
        outcome: 'completed',
        warnings: [],
      },
      { request: { method: 'DELETE', tunnel: 'query' } },
    );
  });

  it('drops a typed override on 302 though it names GET', async () => {
    const script = [
      step('POST /x', 302, 'Location: /y'),
      { ...step('GET /y', 200), expect: { method: 'GET', absent: ['x-http-method-override', 'content-length'] } },
    ];
    const request = { method: 'POST', fields: fields('X-HTTP-Method-Override: GET') };
    await check(script, { outcome: 'completed' }, { request });
  });
});
