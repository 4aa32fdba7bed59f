import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import {
  browserSignIn,
  patience,
  type ReturnVerdict,
  type SignInWorld,
} from '../../../../src/workbench/tokens/desk/browserSignIn';
import { VirtualClock } from '../../../support/virtualClock';

const profile = {
  name: 'p',
  grant: 'authorization_code',
  tokenUrl: 'https://auth.test/token',
  authorizationUrl: 'https://auth.test/authorize',
  clientId: 'cid',
  clientAuth: 'public',
  scopes: [],
  hosts: [],
} as const;
const redirectUri = 'http://127.0.0.1:5000/callback';

/** A browser whose person acts once a page is opened: `act` is told of the state and may come back. */
class Browser {
  readonly clock = new VirtualClock();
  readonly said: string[] = [];
  readonly verdicts: ReturnVerdict[] = [];
  readonly abort = new AbortController();
  isClosed = false;

  async signIn(
    act: (state: string, back: (query: string) => void) => void,
    changes: Partial<SignInWorld> = {},
  ): Promise<string> {
    let returned: (url: string) => ReturnVerdict = () => 'foreign';
    const world: SignInWorld = {
      listen: (listener) => {
        returned = listener;
        return Promise.resolve({ redirectUri, close: () => (this.isClosed = true) });
      },
      open: (url) => {
        const state = new URL(url).searchParams.get('state') ?? '';
        act(state, (query) => this.verdicts.push(returned(`${redirectUri}?${query}`)));
        return Promise.resolve(true);
      },
      say: (message) => this.said.push(message),
      clock: this.clock,
      ...changes,
    };
    const end = await this.clock.settle(browserSignIn(profile, world, this.abort.signal));
    if (end.kind === 'left') return 'left';
    return end.kind === 'refused' ? end.message : `${end.code} for ${end.authorization.redirectUri}`;
  }
}

describe('a sign-in with the browser', () => {
  it('ends with the code that came back to it', async () => {
    const browser = new Browser();
    assert.equal(await browser.signIn((state, back) => back(`code=C&state=${state}`)), `C for ${redirectUri}`);
    assert.deepEqual([browser.verdicts, browser.isClosed, browser.clock.now()], [['signedIn'], true, 0]);
  });

  it('ends with the refusal of the person', async () => {
    const browser = new Browser();
    const end = await browser.signIn((state, back) => back(`error=access_denied&state=${state}`));
    assert.deepEqual([end, browser.verdicts], ['Access was denied in the browser.', ['refused']]);
  });

  it('does not use another state, says so, and takes the right answer when it comes', async () => {
    const browser = new Browser();
    const end = await browser.signIn((state, back) => {
      back('code=EVIL&state=forged');
      back('error=access_denied');
      back(`code=C&state=${state}`);
    });
    assert.equal(end, `C for ${redirectUri}`);
    assert.deepEqual(browser.verdicts, ['foreign', 'foreign', 'signedIn']);
    assert.match(browser.said[0] ?? '', /another sign-in came and was not used/);
  });

  it('ends when nobody comes back in time', async () => {
    const browser = new Browser();
    assert.match(await browser.signIn(() => undefined), /Nobody signed in within 5 min/);
    assert.deepEqual([browser.clock.now(), browser.isClosed], [patience, true]);
  });

  it('ends without a word when the person cancels', async () => {
    const browser = new Browser();
    assert.equal(await browser.signIn(() => browser.abort.abort()), 'left');
    assert.ok(browser.isClosed);
  });

  it('says why it cannot be come back to, and opens no browser', async () => {
    const browser = new Browser();
    let isOpened = false;
    const end = await browser.signIn(() => (isOpened = true), {
      listen: () => Promise.resolve({ message: 'Port 1 is in use.' }),
    });
    assert.deepEqual([end, isOpened], ['Port 1 is in use.', false]);
  });

  it('goes on waiting when no browser was opened, as the address may have been copied', async () => {
    const browser = new Browser();
    assert.match(await browser.signIn(() => undefined, { open: () => Promise.resolve(false) }), /Nobody signed in/);
    assert.match(browser.said[0] ?? '', /No browser was opened/);
  });
});
