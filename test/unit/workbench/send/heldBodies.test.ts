import assert from 'node:assert/strict';
import type { Content } from '../../../../src/http/message';
import { withinLimits } from '../../../../src/workbench/send/heldBodies';
import { runRecord } from '../../../support/runRecords';

const MB = 1_048_576;
const memory = (size: number): Content => ({ kind: 'memory', octets: new Uint8Array(0), size: size * MB });
const file = (path: string, size: number): Content => ({ kind: 'file', path, size: size * MB });

function check(
  contents: readonly Content[],
  expected: { held: number; runs?: number; dropped: readonly string[] },
): void {
  const { kept, dropped } = withinLimits(contents.map((content) => ({ record: runRecord({ content }) })));
  const held = kept.filter(({ record }) => record.content !== undefined).length;
  assert.deepEqual({ held, runs: kept.length, dropped }, { runs: contents.length, ...expected });
}

describe('withinLimits', () => {
  it('lets go of the bodies of older runs beyond 256 MB in memory', () => {
    check([memory(100), memory(100), memory(100), memory(1)], { held: 2, dropped: [] });
  });

  it('names the files of older runs beyond 2 GB, so that they can be removed', () => {
    const files = Array.from({ length: 22 }, (_, place) => file(`/spool/${place}`, 100));
    check(files, { held: 20, dropped: ['/spool/20', '/spool/21'] });
  });

  it('keeps the newest, however large it is', () => {
    check([memory(1000), file('/spool/1', 1)], { held: 1, dropped: ['/spool/1'] });
  });

  it('holds two hundred runs', () => {
    const small = Array.from({ length: 202 }, (_, place) => file(`/spool/${place}`, 0));
    check(small, { held: 200, runs: 200, dropped: ['/spool/200', '/spool/201'] });
  });
});
