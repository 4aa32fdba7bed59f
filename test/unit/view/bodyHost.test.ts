import assert from 'node:assert/strict';
import { BodyHost } from '../../../src/view/bodyHost';
import type { BodyMessage } from '../../../src/view/bodyHost';
import type { FoundView, HostMessage } from '../../../src/view/protocol';
import { runRecord, textContent } from '../../support/runRecords';

/** A conversation about the body of one record, on a clock that goes on with every pause. */
function conversation(body: string, contentType = 'application/json') {
  const said: HostMessage[] = [];
  const done: string[] = [];
  let now = 0;
  const host = new BodyHost(runRecord({ content: textContent(body), contentType }), {
    post: (message) => said.push(message),
    contents: {
      read: (content, start, end) =>
        Promise.resolve(content.kind === 'memory' ? content.octets.slice(start, end) : new Uint8Array(0)),
    },
    bodyActions: {
      copyText: (text) => done.push(`copyText ${text}`),
      followLink: (_runId, url) => done.push(`followLink ${url}`),
      openExternal: (url) => done.push(`openExternal ${url}`),
    },
    time: () => (now += 60),
    pause: () => new Promise((resolve) => setImmediate(resolve)),
    warn: (message) => done.push(`warn ${message}`),
  });
  const about = { runId: 'run-1', target: 'response', form: 'pretty', from: 0, count: 50 } as const;
  const ask = (message: object): Promise<void> => host.receive({ ...about, ...message } as BodyMessage);
  const find = (text: string, isRegExp = false): Promise<void> =>
    ask({ kind: 'find', anchor: 0, query: { text, isCaseSensitive: false, isRegExp } });
  const found = (): readonly FoundView[] =>
    said.flatMap((message) => (message.kind === 'found' ? [message.found] : []));
  return { host, said, done, ask, find, found };
}

const many = `[${Array.from({ length: 400_000 }, (_, id) => `{"id":${id}}`).join(',')}]`;

describe('BodyHost', () => {
  it('shows the first match at once, counts on, and ends with all of them', async () => {
    const { find, found } = conversation(many);
    await find('"id": 1');
    const [first] = found();
    assert.equal(first?.isComplete, false);
    assert.deepEqual(first.current, { index: 0, row: 5, place: 5, mark: 0 });
    const counts = found().map(({ count }) => count);
    assert.ok(counts.length > 2 && counts.every((count, place) => place === 0 || count >= (counts[place - 1] ?? 0)));
    assert.deepEqual([found().at(-1)?.count, found().at(-1)?.isCapped], [100_000, true]);
  });

  it('gives way to the next search, and ends when another response is shown', async () => {
    const { host, find, found } = conversation(many);
    const first = find('399998');
    await find('399999');
    await first;
    assert.deepEqual(found().at(-1)?.count, 1);
    assert.ok(found().every(({ current }) => current === undefined || current.row === 3 * 399_999 + 2));
    const before = found().length;
    const third = find('399998');
    host.close();
    await third;
    assert.equal(found().length, before);
  });

  it('copies what was asked for last, though what was asked for before takes longer', async () => {
    const { ask, done, said } = conversation(many);
    const far = ask({ kind: 'copy', row: 3 * 399_999 + 2, what: 'value' });
    await ask({ kind: 'copy', row: 2, what: 'value' });
    await far;
    assert.deepEqual(done, ['copyText 0']);
    assert.equal(said.filter(({ kind }) => kind === 'said').length, 1);
  });

  it('goes round the ends, and says what is wrong with a query', async () => {
    const { ask, find, found } = conversation('{"a":1,"b":1}');
    await find('1');
    await ask({ kind: 'step', by: -1 });
    assert.deepEqual(found().at(-1)?.current, { index: 1, row: 2, place: 2, mark: 0 });
    await ask({ kind: 'step', by: 1 });
    assert.equal(found().at(-1)?.index, 0);
    await find('(', true);
    assert.match(found().at(-1)?.fault ?? '', /no closing/u);
  });

  it('unfolds what hides a match, and gives the rows that then stand there', async () => {
    const { ask, find, found, said } = conversation('{"a":{"b":{"c":1}},"d":2}');
    await ask({ kind: 'foldAll', depth: 1 });
    assert.equal(said.at(-1)?.kind === 'rows' ? said.at(-1)?.kind : '', 'rows');
    await find('"c"');
    assert.equal(found().at(-1)?.index, 0);
    const rows = said.findLast((message) => message.kind === 'rows');
    assert.equal(rows?.kind === 'rows' ? rows.page.total : 0, 8);
  });

  it('copies a part of what a filter selects with its path in the whole body', async () => {
    const { ask, done, said } = conversation('{"a":[{"id":9007199254740993,"x":"\\u00e9\\n"}]}');
    await ask({ kind: 'filter', path: '$.a[0]' });
    const shown = said.findLast((message) => message.kind === 'body');
    assert.equal(shown?.kind === 'body' ? shown.body.filter?.text : '', '1 match');
    await ask({ kind: 'copy', form: 'filter', row: 2, what: 'path' });
    await ask({ kind: 'copy', form: 'filter', row: 2, what: 'value' });
    await ask({ kind: 'copy', form: 'filter', row: 3, what: 'value' });
    assert.deepEqual(done, ["copyText $['a'][0]['id']", 'copyText 9007199254740993', 'copyText é\n']);
  });

  it('copies no more than its limit, and says so', async () => {
    const { ask, done, said } = conversation(`{"long":"${'x'.repeat(17_000_000)}"}`);
    await ask({ kind: 'copy', row: 1, what: 'value' });
    assert.deepEqual(done, []);
    const last = said.at(-1);
    assert.match(last?.kind === 'said' ? last.text : '', /16\.2 MB; up to 16\.0 MB are copied/u);
  });

  it('follows only what the body itself holds', async () => {
    const body = '{"uri":"/a","web":"https://other.example/","no":"javascript:alert(1)","uri2":"command:x"}';
    const { ask, done } = conversation(body);
    await ask({ kind: 'open' });
    for (const row of [1, 2, 3, 4, 99]) await ask({ kind: 'follow', row });
    assert.deepEqual(done, ['followLink https://api.example.test/a', 'openExternal https://other.example/']);
  });

  it('does nothing in a form that the body does not have', async () => {
    const { ask, said } = conversation('text', 'text/plain');
    await ask({ kind: 'fold', row: 0, isFolded: true });
    await ask({ kind: 'rows', form: 'filter' });
    await ask({ kind: 'filter', path: '$' });
    assert.deepEqual(said, []);
  });
});
