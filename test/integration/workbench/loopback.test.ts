import assert from 'node:assert/strict';
import { request } from 'node:http';
import { createServer, type AddressInfo } from 'node:net';
import { listenOnLoopback } from '../../../src/workbench/tokens/desk/loopback';
import type { ReturnVerdict } from '../../../src/workbench/tokens/desk/browserSignIn';

interface Listening {
  readonly redirectUri: string;
  readonly close: () => void;
  readonly came: string[];
}

const open: Listening[] = [];

async function listening(verdict: ReturnVerdict, redirectUri?: string): Promise<Listening> {
  const came: string[] = [];
  const place = await listenOnLoopback(redirectUri, (url) => {
    came.push(url);
    return verdict;
  });
  if ('message' in place) return assert.fail(place.message);
  const each = { ...place, came };
  open.push(each);
  return each;
}

describe('the port that a browser comes back to', () => {
  afterEach(() => open.splice(0).forEach(({ close }) => close()));

  it('takes a GET of its path and answers with a page on which nothing can run', async () => {
    const { redirectUri, came } = await listening('signedIn');
    assert.match(redirectUri, /^http:\/\/127\.0\.0\.1:\d+\/callback$/);
    const answer = await fetch(`${redirectUri}?code=<script>&state=S`);
    const text = await answer.text();
    assert.deepEqual([answer.status, answer.headers.get('connection')], [200, 'close']);
    assert.match(answer.headers.get('content-security-policy') ?? '', /^default-src 'none';/);
    assert.equal(answer.headers.get('cache-control'), 'no-store');
    assert.match(text, /You can close this page/);
    assert.doesNotMatch(text, /script|state|code/);
    assert.equal(new URL(came[0] ?? '').searchParams.get('code'), '<script>');
  });

  const pages = [
    ['refused', 200, /VS Code says why/],
    ['foreign', 400, /another sign-in/],
  ] as const;
  for (const [verdict, status, said] of pages) {
    it(`says on the page that an answer was ${verdict}`, async () => {
      const { redirectUri } = await listening(verdict);
      const answer = await fetch(`${redirectUri}?state=x`);
      assert.equal(answer.status, status);
      assert.match(await answer.text(), said);
    });
  }

  it('gives nothing to another path, method or name', async () => {
    const { redirectUri, came } = await listening('signedIn');
    const { origin, port } = new URL(redirectUri);
    assert.equal((await fetch(`${origin}/other?code=C`)).status, 404);
    assert.equal((await fetch(`${redirectUri}?code=C`, { method: 'POST' })).status, 404);
    const rebound = await new Promise<number | undefined>((resolve, reject) => {
      const headers = { Host: `evil.test:${port}` };
      request(`${redirectUri}?code=C`, { headers }, ({ statusCode }) => resolve(statusCode))
        .once('error', reject)
        .end();
    });
    assert.deepEqual([rebound, came], [404, []]);
  });

  it('has the port and path of a registered redirect URI', async () => {
    const probe = createServer();
    await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
    const { port } = probe.address() as AddressInfo;
    await new Promise((resolve) => probe.close(resolve));
    const registered = `http://localhost:${port}/my/callback`;
    const { redirectUri, came } = await listening('signedIn', registered);
    assert.equal(redirectUri, registered);
    assert.equal((await fetch(`http://127.0.0.1:${port}/my/callback?code=C`)).status, 200);
    assert.equal(came.length, 1);
  });

  it('is free again once it is closed, and says so when it is in use', async () => {
    const first = await listening('signedIn');
    const place = await listenOnLoopback(first.redirectUri, () => 'signedIn');
    assert.match('message' in place ? place.message : '', /Port \d+ of this machine is in use.*Edit Token/);
    await fetch(`${first.redirectUri}?code=C`);
    first.close();
    await listening('signedIn', first.redirectUri);
  });
});
