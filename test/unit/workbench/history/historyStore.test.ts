import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { RunRecord } from '../../../../src/run/record';
import type { StoredRun } from '../../../../src/view/history/storedRun';
import { HistoryStore } from '../../../../src/workbench/history/historyStore';
import { FakeHistoryFiles } from '../../../support/fakeHistoryFiles';
import { memoryReader } from '../../../support/fakeTransport';
import { runRecord, textContent } from '../../../support/runRecords';

interface Window {
  readonly store: HistoryStore;
  readonly warnings: readonly string[];
  readonly changes: () => number;
  /** Lets the time to write come. */
  readonly due: () => Promise<void>;
}

function window(files: FakeHistoryFiles, { length = 200, total = 1_000_000, body = 1000 } = {}): Window {
  const warnings: string[] = [];
  const pauses: (() => void)[] = [];
  let changes = 0;
  const ports = {
    files,
    contents: memoryReader,
    length: () => length,
    masking: () => Promise.resolve((_record: RunRecord, text: string) => text.replaceAll('sesame', '***')),
    pause: () => new Promise<void>((resolve) => pauses.push(resolve)),
    changed: () => (changes += 1),
    warn: (message: string) => warnings.push(message),
  };
  const store = new HistoryStore(ports, { body, total });
  const due = async (): Promise<void> => {
    for (const resolve of pauses.splice(0)) resolve();
    await store.flush();
  };
  return { store, warnings, changes: () => changes, due };
}

function run(place: number, { body = '{"a":1}', source = '###\nGET /a\n' } = {}): StoredRun {
  const id = `id-${place}`;
  const startedAt = new Date(Date.UTC(2026, 2, 1) + place * 1000).toISOString();
  const record = runRecord({ id, startedAt, content: textContent(body) });
  const { method, url, environment, duration } = record;
  const summary = { id, uri: 'file:///a.rcreq', key: 'a', title: `Run ${place}`, method, url, environment, startedAt };
  return { summary: { ...summary, duration, status: '200 OK', icon: 'pass' }, record, source };
}

const ids = async ({ store }: Window): Promise<readonly string[]> => (await store.list()).map(({ id }) => id);

async function kept(places: readonly number[], files = new FakeHistoryFiles(), limits = {}): Promise<Window> {
  const here = window(files, limits);
  for (const place of places) here.store.add(run(place));
  await here.due();
  return here;
}

describe('the history store', () => {
  it('lists a run as soon as it is added, and writes it when it is due', async () => {
    const files = new FakeHistoryFiles();
    const here = window(files);
    here.store.add(run(1));
    assert.deepEqual(await ids(here), ['id-1']);
    assert.equal(files.files.size, 0);
    await here.due();
    assert.equal(files.files.size, 1);
    assert.deepEqual(await ids(here), ['id-1']);
  });

  it('gives runs newest first to a window opened later, and reads no body for it', async () => {
    const files = new FakeHistoryFiles();
    await kept([2, 1, 3], files);
    assert.deepEqual(await ids(window(files)), ['id-3', 'id-2', 'id-1']);
    assert.deepEqual(files.opened, []);
  });

  it('lists a run whose first line is longer than what is read of it at first', async () => {
    const files = new FakeHistoryFiles(20);
    await kept([1], files);
    assert.deepEqual(await ids(window(files)), ['id-1']);
  });

  it('gives the record, body and source back', async () => {
    const files = new FakeHistoryFiles();
    await kept([1], files);
    const stored = await window(files).store.read('id-1');
    assert.ok(stored);
    assert.equal(stored.record.url, run(1).record.url);
    assert.equal(
      stored.record.content?.kind === 'memory' && new TextDecoder().decode(stored.record.content.octets),
      '{"a":1}',
    );
    assert.equal(stored.source, '###\nGET /a\n');
    assert.equal(await window(files).store.read('id-2'), undefined);
  });

  it('keeps no more runs than it is set to', async () => {
    const files = new FakeHistoryFiles();
    const here = await kept([1, 2, 3, 4, 5], files, { length: 3 });
    assert.deepEqual(await ids(here), ['id-5', 'id-4', 'id-3']);
    assert.equal(files.files.size, 3);
  });

  it('keeps nothing when it is set to none', async () => {
    const files = new FakeHistoryFiles();
    const here = await kept([1, 2], files, { length: 0 });
    assert.deepEqual(await ids(here), []);
    assert.equal(files.files.size, 0);
  });

  it('keeps no more octets than it may, and always the newest run', async () => {
    const files = new FakeHistoryFiles();
    const here = window(files, { total: 1 });
    here.store.add(run(1));
    here.store.add(run(2));
    await here.due();
    assert.deepEqual(await ids(here), ['id-2']);
  });

  it('masks body and source, and cuts a long body', async () => {
    const files = new FakeHistoryFiles();
    const here = window(files, { body: 10 });
    here.store.add(run(1, { body: 'sesame and much more', source: '###\nGET /sesame\n' }));
    await here.due();
    const stored = await window(files).store.read('id-1');
    assert.ok(stored);
    assert.equal(
      stored.record.content?.kind === 'memory' && new TextDecoder().decode(stored.record.content.octets),
      '*** and mu',
    );
    assert.deepEqual(stored.record.keptBody, { size: 20, isCut: true, isMasked: true });
    assert.ok([...files.files.values()].every((octets) => !new TextDecoder().decode(octets).includes('sesame')));
  });

  it('keeps the record of a body that can no longer be read', async () => {
    const files = new FakeHistoryFiles();
    const here = window(files);
    const gone = run(1);
    here.store.add({ ...gone, record: { ...gone.record, content: { kind: 'file', path: '/gone', size: 99 } } });
    await here.due();
    assert.deepEqual((await window(files).store.read('id-1'))?.record.keptBody, {
      size: 99,
      isCut: true,
      isMasked: false,
    });
  });

  it('sets a damaged file aside, says so, and goes on', async () => {
    const files = new FakeHistoryFiles();
    await kept([1, 2], files);
    files.files.set('00000000000001-id-9.run', new TextEncoder().encode('{"rcreqRun":1,"tit'));
    const here = window(files);
    assert.deepEqual(await ids(here), ['id-2', 'id-1']);
    assert.equal(files.aside.size, 1);
    assert.match(here.warnings.join('\n'), /damaged and was set aside: damaged\/00000000000001-id-9\.run/);
  });

  it('sets a file with a good head and a damaged record aside when it is read', async () => {
    const files = new FakeHistoryFiles();
    await kept([1], files);
    const [[name, octets] = ['', new Uint8Array()]] = files.files;
    files.files.set(name, octets.subarray(0, octets.length - 3));
    const here = window(files);
    assert.equal(await here.store.read('id-1'), undefined);
    assert.deepEqual(await ids(here), []);
    assert.equal(files.aside.size, 1);
  });

  it('leaves a file that cannot be read for a moment where it is', async () => {
    const files = new FakeHistoryFiles();
    await kept([1], files);
    const here = window(files);
    files.readFailure = new Error('EBUSY');
    assert.equal(await here.store.read('id-1'), undefined);
    files.readFailure = undefined;
    assert.equal((await here.store.read('id-1'))?.summary.id, 'id-1');
    assert.equal(files.aside.size, 0);
  });

  it('leaves files of a later version and files of others alone', async () => {
    const files = new FakeHistoryFiles();
    files.files.set('00000000000001-later.run', new TextEncoder().encode('{"rcreqRun":7}\n'));
    files.files.set('notes.txt', new Uint8Array());
    const here = await kept([1, 2], files, { length: 1 });
    assert.deepEqual(await ids(here), ['id-2']);
    assert.deepEqual([...files.files.keys()].slice(0, 2), ['00000000000001-later.run', 'notes.txt']);
    assert.match(here.warnings.join('\n'), /later version/);
  });

  it('of two windows never loses an entry of the other, whatever their order', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(fc.boolean(), fc.boolean()), { maxLength: 12 }), async (steps) => {
        const files = new FakeHistoryFiles();
        const windows = [window(files), window(files)] as const;
        for (const [place, [isFirst, isDue]] of steps.entries()) {
          const here = windows[isFirst ? 0 : 1];
          here.store.add(run(place));
          if (isDue) await here.due();
        }
        await Promise.all(windows.map(({ due }) => due()));
        const all = steps.map((_step, place) => `id-${place}`).reverse();
        for (const here of windows) assert.deepEqual(await ids(here), all);
      }),
    );
  });

  it('forgets a run that another window removed', async () => {
    const files = new FakeHistoryFiles();
    const [here, there] = [await kept([1, 2], files), window(files)];
    await there.store.remove(['id-1']);
    assert.deepEqual(await ids(here), ['id-2']);
    assert.equal(await here.store.read('id-1'), undefined);
  });

  it('does not write a run that was removed before it was due', async () => {
    const files = new FakeHistoryFiles();
    const here = window(files);
    here.store.add(run(1));
    await here.store.remove(['id-1']);
    await here.due();
    assert.equal(files.files.size, 0);
  });

  it('clears everything: what is kept, what waits, and what was set aside', async () => {
    const files = new FakeHistoryFiles();
    files.files.set('00000000000001-id-9.run', new Uint8Array());
    const here = await kept([1], files);
    here.store.add(run(2));
    await here.store.clear();
    await here.due();
    assert.deepEqual(await ids(here), []);
    assert.equal(files.files.size + files.aside.size, 0);
  });

  it('says that it could not write, keeps the run in the list, and writes it with the next one', async () => {
    const files = new FakeHistoryFiles();
    files.failure = new Error('No space left on device.');
    const here = await kept([1], files);
    assert.match(here.warnings.join('\n'), /could not be written to the history: No space left/);
    assert.deepEqual(await ids(here), ['id-1']);
    files.failure = undefined;
    here.store.add(run(2));
    await here.due();
    assert.deepEqual(await ids(window(files)), ['id-2', 'id-1']);
  });

  it('tells its view of each change', async () => {
    const here = window(new FakeHistoryFiles());
    here.store.add(run(1));
    assert.equal(here.changes(), 1);
    await here.store.remove(['id-1']);
    assert.equal(here.changes(), 2);
  });
});
