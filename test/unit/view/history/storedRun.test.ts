import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { RunRecord } from '../../../../src/run/record';
import { decodeRun, decodeSummary, encodeRun, type RunSummary } from '../../../../src/view/history/storedRun';
import { runRecord, textContent } from '../../../support/runRecords';
import { shownRuns } from '../../../support/shownRuns';

const summary: RunSummary = {
  id: 'run-1',
  uri: 'file:///work/messages.rcreq',
  key: 'message',
  title: 'Read a message',
  method: 'GET',
  url: 'https://api.example.test/v1/messages/17',
  environment: undefined,
  startedAt: '2026-03-01T14:03:20.000Z',
  duration: 42,
  status: '200 OK',
  icon: 'pass',
};

const source = '### Read a message\nGET {{host}}/v1/messages/17\n';

/** What JSON keeps of a record, and its body. */
function kept({ content, ...record }: RunRecord): unknown {
  return {
    record: JSON.parse(JSON.stringify(record)) as unknown,
    body: content?.kind === 'memory' && [...content.octets],
  };
}

describe('the stored form of a run', () => {
  for (const [name, record] of Object.entries(shownRuns)) {
    it(`keeps all that is shown of a run: ${name}`, () => {
      const reading = decodeRun(encodeRun({ summary, record, source }));
      assert.ok(reading.kind === 'read');
      assert.deepEqual(kept(reading.value.record), kept(record));
      assert.deepEqual(reading.value.summary, summary);
      assert.equal(reading.value.source, source);
    });
  }

  it('keeps every octet of a body, line feeds and NULs included', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.string({ unit: 'grapheme' }), (octets, title) => {
        const record = runRecord({ content: { kind: 'memory', octets, size: octets.length } });
        const reading = decodeRun(encodeRun({ summary: { ...summary, title }, record, source: title }));
        assert.ok(reading.kind === 'read');
        assert.deepEqual(kept(reading.value.record), kept(record));
        assert.equal(reading.value.source, title);
        assert.equal(reading.value.summary.title, title);
      }),
    );
  });

  it('is known for damaged when any octet is missing at the end', () => {
    const octets = encodeRun({ summary, record: runRecord({ content: textContent('{"a":1}') }), source });
    for (let size = 0; size < octets.length; size += 1)
      assert.equal(decodeRun(octets.subarray(0, size)).kind, 'damaged', `${size} octets`);
  });

  it('never throws, whatever a file holds', () => {
    const octets = encodeRun({ summary, record: runRecord({ content: textContent('{"a":1}') }), source });
    fc.assert(
      fc.property(fc.nat(octets.length - 1), fc.integer({ min: 0, max: 255 }), (at, octet) => {
        const changed = octets.slice();
        changed[at] = octet;
        decodeRun(changed);
        decodeSummary(changed);
      }),
    );
  });

  it('of a later version is told from a damaged one', () => {
    const later = new TextEncoder().encode('{"rcreqRun":2,"anything":[]}\nmore');
    assert.equal(decodeSummary(later).kind, 'newer');
    assert.equal(decodeRun(later).kind, 'newer');
  });

  it('with a record that lacks a member is damaged', () => {
    const record = runRecord();
    Reflect.deleteProperty(record, 'outcome');
    assert.equal(decodeRun(encodeRun({ summary, record, source })).kind, 'damaged');
  });
});
