import assert from 'node:assert/strict';
import type { Browser } from 'playwright-core';
import type { RunRecord } from '../../src/run/record';
import { memoryContent } from '../../src/http/sendPorts';
import { launchChromium } from '../support/browser';
import { answer, exchangeRecord, runRecord, textContent } from '../support/runRecords';
import { buildWebview, observeRendering, openPanel } from '../support/webviewPanel';

const script = '<script>alert(1)</script><img src=x onerror=alert(1)><svg onload=alert(1)></svg>';
const fetching = [
  '<link rel=stylesheet href=https://evil.test/a.css>',
  '<style>@import "https://evil.test/b.css"; body { background: url(https://evil.test/c.png) }</style>',
  '<img src=https://evil.test/d.png><iframe src=https://evil.test/e></iframe><object data=https://evil.test/f></object>',
  '<meta http-equiv=refresh content="0;url=https://evil.test/g"><video src=https://evil.test/h></video>',
  '<form action=https://evil.test/i><button autofocus>go</button></form><base href=https://evil.test/>',
  '<a href="command:workbench.action.terminal.new">link</a><script src=https://evil.test/j></script>',
].join('\n');

/** A run whose every text is hostile. */
function hostile(content: string, contentType: string): RunRecord {
  const field = { name: '"><script>alert(1)</script>', value: `${script}${fetching}` };
  const fileName = { name: 'Content-Disposition', value: `attachment; filename="../../${script}\u202egnp.exe"` };
  const note = { rule: script, message: script };
  return runRecord({
    title: script,
    url: `https://api.example.test/${script}`,
    notes: [note],
    error: {
      errors: [{ errorCode: script, message: fetching, attributes: { [script]: fetching } }],
      legacyErrorCode: undefined,
      oauthError: undefined,
      oauthDescription: undefined,
      message: script,
    },
    correlation: { [script]: fetching },
    rateLimit: { group: script, limit: 2, remaining: 1, windowSeconds: 1, resetSeconds: undefined },
    assertions: [{ line: 1, text: script, isOk: false, actual: fetching, message: script }],
    diagnostics: [{ line: 1, column: 1, severity: 'warning', code: script, message: fetching }],
    parts: [
      {
        index: 1,
        status: 200,
        category: 'success',
        outcome: 'completed',
        resourceId: script,
        fields: [field, fileName, { name: 'Content-Type', value: script }],
        body: { kind: 'text', text: fetching },
        error: undefined,
      },
      {
        index: 2,
        status: undefined,
        category: 'none',
        outcome: 'completed',
        resourceId: fetching,
        fields: [{ name: 'Content-Type', value: 'text/html' }, fileName],
        body: { kind: 'text', text: `${script}${fetching}` },
        error: undefined,
      },
    ],
    exchanges: [
      exchangeRecord({
        response: { ...answer(200, '<b>OK</b>'), fields: [field, fileName], trailers: [field] },
        request: { ...exchangeRecord().request, fields: [field], bodySize: 5, bodyText: fetching },
        notes: [note],
      }),
    ],
    content: textContent(content),
    contentType,
  });
}

describe('a hostile response', () => {
  let browser: Browser;

  before(async () => {
    buildWebview();
    browser = await launchChromium();
  });
  after(() => browser.close());

  const check = async (content: string, contentType: string): Promise<void> => {
    const panel = await openPanel(browser);
    const seen = await observeRendering(panel, () => panel.host.show(hostile(content, contentType)));
    assert.deepEqual(seen, { scriptRuns: false, networkRequests: 0, commandLinks: 0 });
    await panel.close();
  };

  it('runs nothing, fetches nothing and links to no command as HTML, previewed too', async () => {
    await check(`${script}${fetching}`, 'text/html');
    await check(`<html manifest=https://evil.test/m><body onload=alert(1)>${fetching}`, 'application/xhtml+xml');
  });

  it('does so in the parts of a 207, whose pages are previewed too', async () => {
    const panel = await openPanel(browser);
    const seen = await observeRendering(panel, () => panel.host.show(hostile('{}', 'application/json')));
    await panel.page.getByRole('tab', { name: 'Parts' }).click();
    await panel.page.locator('#part-2').click();
    await panel.page.locator('.part-fields summary').click();
    await panel.page.locator('.part .forms button', { hasText: 'Preview' }).click();
    await panel.page.locator('.part iframe').waitFor();
    await panel.settled();
    const fields = await panel.page.locator('.part-fields').innerText();
    assert.ok(fields.includes(`filename="../../${script}⟨U+202E⟩gnp.exe"`), fields);
    assert.deepEqual(panel.outside, []);
    assert.deepEqual(seen, { scriptRuns: false, networkRequests: 0, commandLinks: 0 });
    await panel.close();
  });

  it('does so as SVG, drawn too', async () => {
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script><image href="https://evil.test/k"/><a href="command:x"><rect width="9" height="9"/></a></svg>`;
    await check(svg, 'image/svg+xml');
  });

  it('does so as JSON, XML, Markdown and a type of its own', async () => {
    await check(JSON.stringify({ [script]: fetching, x: '</script><script>alert(1)</script>' }), 'application/json');
    await check(`<?xml-stylesheet href="https://evil.test/l"?><x>${fetching}</x>`, 'application/xml');
    await check('[x](command:workbench.action.terminal.new)', 'text/markdown');
    await check(fetching, '"><img src=https://evil.test/n>');
  });

  it('shows what is broken or misleading as what it is', async () => {
    const shown = async (octets: Uint8Array, contentType: string, expected: readonly RegExp[]): Promise<void> => {
      const panel = await openPanel(browser);
      panel.host.show(runRecord({ content: memoryContent(octets), contentType }));
      for (const pattern of expected) await panel.page.locator('.viewer', { hasText: pattern }).waitFor();
      await panel.close();
    };
    const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
    await shown(utf8('{"a\u202eb":"\u0000x"}'), 'application/json', [/not JSON.*control character/u, /⟨U\+202E⟩/u]);
    await shown(utf8('{"records":[{"id":1'), 'application/json', [/This JSON is not whole/u]);
    await shown(utf8('<a><b>'), 'application/xml', [/This XML is not whole/u]);
    await shown(Uint8Array.of(0x22, 0xff, 0xfe, 0x22), 'application/json; charset=utf-8', [/\ufffd/u]);
    await shown(utf8('[]'), 'image/png', [/says image\/png, but the octets are text/u]);
    await shown(utf8('GIF89a'), 'image/png', [/says image\/png, but the octets are image\/gif/u, /cannot be drawn/u]);
    await shown(utf8('<html>'), 'image/svg+xml', [/cannot be drawn/u]);
    await shown(Uint8Array.of(0xff, 0xd8, 0xff, 0), 'application/json', [/not JSON/u]);
    await shown(utf8(`${'['.repeat(20_000)}${']'.repeat(20_000)}`), 'application/json', [/39,999 lines/u]);
    await shown(Uint8Array.of(0, 1, 2, 255), 'application/octet-stream', [/00 01 02 ff/u]);
  });

  it('sees a script that does run, and a request that is made', async () => {
    const panel = await openPanel(browser);
    const seen = await observeRendering(panel, () => {
      panel.host.show(runRecord());
      void panel.page.evaluate(() => {
        window.alert('seen');
        document.querySelector('main')?.append(Object.assign(document.createElement('a'), { href: 'command:x' }));
      });
      void panel.page.goto('https://evil.test/').catch(() => undefined);
    }).catch(() => undefined);
    assert.notDeepEqual(seen, { scriptRuns: false, networkRequests: 0, commandLinks: 0 });
    await panel.close();
  });
});
