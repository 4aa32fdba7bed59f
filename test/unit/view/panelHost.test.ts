import assert from 'node:assert/strict';
import { PanelHost } from '../../../src/view/panelHost';
import type { PanelActions } from '../../../src/view/panelActions';
import type { HostMessage } from '../../../src/view/protocol';
import { answer, exchangeRecord, runRecord, textContent } from '../../support/runRecords';

const run = { id: 'run-1', title: 'Read a message', method: 'GET', url: 'https://api.example.test/' };

/** A panel host whose posts, calls and warnings are written down, on a clock that a test turns. */
function conversation(options: { readonly isBroken?: boolean } = {}): {
  host: PanelHost;
  said: HostMessage[];
  done: string[];
  clock: { now: number };
} {
  const said: HostMessage[] = [];
  const done: string[] = [];
  const clock = { now: 1000 };
  const note =
    (name: string) =>
    (...values: readonly unknown[]): void =>
      void done.push([name, ...values].join(' '));
  const actions: PanelActions = {
    cancel: note('cancel'),
    resend: note('resend'),
    sendNow: note('sendNow'),
    stopWaiting: note('stopWaiting'),
    openUrl: note('openUrl'),
    showLog: note('showLog'),
  };
  const host = new PanelHost({
    post: (message) => said.push(message),
    contents: {
      read: (content, start, end) =>
        options.isBroken === true || content.kind === 'file'
          ? Promise.reject(new Error('gone'))
          : Promise.resolve(content.octets.subarray(start, end)),
    },
    actions: () => actions,
    bodyActions: { copyText: note('copyText'), followLink: note('followLink'), openExternal: note('openExternal') },
    time: () => clock.now,
    pause: settled,
    warn: (message) => done.push(`warn ${message}`),
  });
  return { host, said, done, clock };
}

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const kinds = (said: readonly HostMessage[]): readonly string[] => said.map(({ kind }) => kind);

describe('PanelHost', () => {
  it('says again what can be asked for, to a panel that shows a response', async () => {
    const { host, said } = conversation();
    host.sayActions();
    await host.receive({ kind: 'ready' });
    host.show(runRecord());
    await settled();
    said.length = 0;
    host.sayActions();
    const [message] = said;
    assert.ok(message?.kind === 'actions');
    assert.equal(message.runId, 'run-1');
    assert.ok(message.actions.includes('resend') && !message.actions.includes('pin'));
  });

  it('ends the run that is shown as broken, with its own name and nothing to open, and leaves any other alone', async () => {
    const { host, said, done } = conversation();
    await host.receive({ kind: 'ready' });
    host.begin(run);
    host.broke('another');
    assert.equal(said.at(-1)?.kind, 'running');
    host.broke('run-1');
    const message = said.at(-1);
    assert.ok(message?.kind === 'broken');
    assert.match(message.text, /went wrong/);
    assert.deepEqual([host.title, host.runId], [run.title, 'run-1']);
    await host.receive({ kind: 'act', runId: 'run-1', action: 'showLog' });
    assert.deepEqual(done, ['showLog']);
  });

  it('keeps the panel for a later run when the one before it breaks', async () => {
    const { host, said } = conversation();
    await host.receive({ kind: 'ready' });
    host.begin(run);
    host.begin({ ...run, id: 'run-2' });
    host.broke('run-1');
    assert.deepEqual([host.runId, said.at(-1)?.kind], ['run-2', 'running']);
  });

  it('says nothing before the panel is ready, then all of it at once', async () => {
    const { host, said } = conversation();
    host.show(runRecord());
    await settled();
    assert.equal(said.length, 0);
    await host.receive({ kind: 'ready' });
    assert.equal(said[0]?.kind, 'response');
    assert.equal(said[0].body?.page?.rows.length, 3);
  });

  it('says the same again to a panel that was loaded anew', async () => {
    const { host, said } = conversation();
    await host.receive({ kind: 'ready' });
    host.begin(run);
    host.unload();
    host.waiting('run-1', 31_000, 'RT1');
    assert.deepEqual(kinds(said), ['empty', 'running']);
    await host.receive({ kind: 'ready' });
    const last = said.at(-1);
    assert.equal(last?.kind, 'running');
    assert.deepEqual(last.running.wait, {
      remaining: 30_000,
      total: 30_000,
      rule: 'RT1',
      text: 'The server asked to slow down (429).',
    });
  });

  it('counts elapsed and remaining time by its own clock', async () => {
    const { host, said, clock } = conversation();
    await host.receive({ kind: 'ready' });
    host.begin(run);
    host.waiting('run-1', 11_000, 'RT2');
    clock.now = 5000;
    await host.receive({ kind: 'ready' });
    const last = said.at(-1);
    assert.equal(last?.kind, 'running');
    assert.deepEqual([last.running.elapsed, last.running.wait?.remaining], [4000, 6000]);
  });

  it('does not show the end of a run that was overtaken, but any record asked for', async () => {
    const { host, said } = conversation();
    await host.receive({ kind: 'ready' });
    host.begin(run);
    host.begin({ ...run, id: 'run-2' });
    assert.equal(host.show(runRecord({ id: 'run-1' })), false);
    assert.equal(host.show(runRecord({ id: 'run-2' })), true);
    assert.equal(host.show(runRecord({ id: 'run-1' })), true);
    await settled();
    const last = said.findLast(({ kind }) => kind === 'response');
    assert.equal(last?.kind === 'response' ? last.view.runId : '', 'run-1');
  });

  it('drops what is no message of the protocol, or is about another run', async () => {
    const { host, said, done } = conversation();
    await host.receive({ kind: 'ready' });
    host.show(runRecord());
    await settled();
    const before = said.length;
    for (const message of [
      undefined,
      'ready',
      { kind: 'act', runId: 'run-9', action: 'resend' },
      { kind: 'act', runId: 'run-1', action: 'constructor' },
      { kind: 'act', runId: 'run-1', action: 'renewToken' },
      { kind: 'rows', runId: 'run-1', target: 'response', form: 'pretty', from: -1, count: 10 },
      { kind: 'rows', runId: 'run-1', target: 'response', form: 'pretty', from: 0, count: 1e9 },
      { kind: 'rows', runId: 'run-1', target: 7, form: 'pretty', from: 0, count: 10 },
    ])
      await host.receive(message);
    assert.equal(said.length, before);
    assert.deepEqual(done, []);
  });

  it('opens only the URL that it offered itself, and offers only what it can do', async () => {
    const fields = [{ name: 'Location', value: '/login' }];
    const exchanges = [exchangeRecord({ response: { ...answer(302, 'Found'), fields } })];
    const { host, said, done } = conversation();
    await host.receive({ kind: 'ready' });
    host.show(runRecord({ outcome: 'redirectBlocked', status: 302, exchanges }));
    await host.receive({ kind: 'act', runId: 'run-1', action: 'openUrl', url: 'https://evil.test/' });
    assert.deepEqual(done, ['openUrl run-1 https://api.example.test/login']);
    host.show(runRecord({ outcome: 'unauthorized', status: 401 }));
    await settled();
    const last = said.findLast(({ kind }) => kind === 'response');
    const offers = last?.kind === 'response' ? last.view.banner.offers : [];
    assert.deepEqual(
      offers.map(({ action }) => action),
      ['resend'],
    );
  });

  it('shows a large body before it is indexed, then says how far the index is until it is whole', async () => {
    const { host, said, clock } = conversation();
    await host.receive({ kind: 'ready' });
    const text = `[${'1234567,'.repeat(500_000)}0]`;
    const shown = host.show(runRecord({ content: textContent(text) }));
    assert.equal(shown, true);
    while (!said.some((message) => message.kind === 'rows' && message.page.isComplete)) {
      clock.now += 60;
      await settled();
    }
    const first = said.find(({ kind }) => kind === 'response');
    assert.equal(first?.kind === 'response' && first.body?.page?.isComplete, false);
    const last = said.at(-1);
    assert.equal(last?.kind === 'rows' ? last.page.total : 0, 500_003);
    assert.ok(said.length > 3);
  });

  it('turns to text when a large body is found not to be JSON, and says where', async () => {
    const { host, said } = conversation();
    await host.receive({ kind: 'ready' });
    host.show(runRecord({ content: textContent(`[${'1234567,'.repeat(100_000)}oops]`) }));
    while (!said.some((message) => message.kind === 'body')) await settled();
    const turned = said.find(({ kind }) => kind === 'body');
    assert.ok(turned?.kind === 'body');
    assert.deepEqual([turned.body.form, turned.body.forms], ['raw', ['raw', 'hex']]);
    assert.match(turned.body.notes.join(' '), /line 1, octet 800,001, a value was expected/u);
  });

  it('says that a body is gone when it cannot be read', async () => {
    const { host, said, done } = conversation({ isBroken: true });
    await host.receive({ kind: 'ready' });
    host.show(runRecord({ content: { kind: 'file', path: 'spooled', size: 100 } }));
    await settled();
    const last = said.at(-1);
    assert.ok(last?.kind === 'response');
    assert.match(last.body?.notes.join(' ') ?? '', /no longer held/u);
    assert.deepEqual(done, ['warn gone']);
  });

  it('gives the rows of a fold with the fold, under a new generation', async () => {
    const { host, said } = conversation();
    await host.receive({ kind: 'ready' });
    host.show(runRecord({ content: textContent('{"a":{"b":1}}') }));
    await settled();
    await host.receive({
      kind: 'fold',
      form: 'pretty',
      runId: 'run-1',
      target: 'response',
      row: 1,
      isFolded: true,
      from: 0,
      count: 50,
    });
    const last = said.at(-1);
    assert.ok(last?.kind === 'rows');
    assert.deepEqual([last.page.total, last.page.generation, last.page.rows[1]?.fold], [3, 1, 'folded']);
  });
});
