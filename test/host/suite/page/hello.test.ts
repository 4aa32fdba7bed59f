/** The driver itself, proven on an extension that is not ours. */
import assert from 'node:assert/strict';
import { page } from '../../page';

describe('the page', () => {
  it('runs a command from the palette, and clicks and reads inside the webview that opens', async () => {
    await page.runCommand('Hello: Greet');
    assert.match(await page.frameText(), /Nobody was greeted/);
    await page.click({ role: 'button', name: 'Greet', in: { webview: 'Greeting' } });
    await page.waitFor({ text: 'Hello, world.', in: 'webview' });
    await page.waitFor({ role: 'tab', name: 'Greeted' });
    await page.screenshot('hello');
  });

  it('says what it looked for when it is not there', async () => {
    await assert.rejects(page.click({ text: 'No such thing' }, { timeout: 100 }), /No such thing/);
    await assert.rejects(page.frameText('No such title', { timeout: 100 }), /No webview titled "No such title"/);
  });
});
