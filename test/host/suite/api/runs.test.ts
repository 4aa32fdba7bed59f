import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { followRuns } from '../../../../src/workbench/send/followRuns';
import { Runs, type RunStart } from '../../../../src/workbench/send/runs';
import { runRecord } from '../../../support/runRecords';

const start = (key: string): RunStart => ({
  request: { uri: 'file:///a.rcreq', key },
  title: key,
  method: 'GET',
  url: 'http://127.0.0.1/',
  source: `### ${key}\nGET http://127.0.0.1/\n`,
  isPrivate: false,
});

describe('runs of a session', () => {
  let runs: Runs;
  let log: vscode.LogOutputChannel;

  beforeEach(() => {
    runs = new Runs();
    log = vscode.window.createOutputChannel('Test', { log: true });
  });

  afterEach(() => {
    vscode.Disposable.from(runs, log).dispose();
  });

  it('end in the panel when their work throws, and the defect goes on to who asked', async () => {
    const shown: string[] = [];
    const note = (word: string) => (): void => void shown.push(word);
    const panel = {
      begin: note('begin'),
      sending: note('sending'),
      waiting: note('waiting'),
      show: note('show'),
      broke: note('broke'),
    };
    const following = followRuns(runs, panel, log);
    await assert.rejects(
      runs.start(start('a'), () => Promise.reject(new TypeError('a defect'))),
      /a defect/,
    );
    following.dispose();
    assert.deepEqual(shown, ['begin', 'broke']);
    assert.deepEqual([runs.active(), runs.finished()], [[], []]);
  });

  it('are forgotten when they are cleared, but for those that are held: found, and not listed', async () => {
    const send = async (key: string) => runs.start(start(key), () => Promise.resolve(runRecord()));
    const [one, other] = [await send('one'), await send('other')];
    const held = runs.find(one.id);
    assert.ok(held);
    runs.clear([held]);
    assert.deepEqual(runs.finished(), []);
    assert.equal(runs.find(one.id)?.source, held.source);
    assert.equal(runs.find(other.id), undefined);
    assert.equal(runs.last(held.request), undefined);
  });
});
