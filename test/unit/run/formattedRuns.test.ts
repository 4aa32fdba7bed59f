import assert from 'node:assert/strict';
import fc from 'fast-check';
import { applyEdits, format } from '../../../src/language/format';
import { parse } from '../../../src/language/parse';
import { runText } from '../../support/runHarness';
import { soup } from '../../support/textSoup';

/** The message of the last request of a text, with what keeps it from being sent. */
async function message(text: string): Promise<unknown> {
  const { record } = await runText(text, { context: { isDryRun: true }, files: { '/work/api/file': '{{a}}' } });
  return { ...record.planned, codes: record.diagnostics.map(({ code }) => code) };
}

describe('a text that was laid out', () => {
  it('sends the same, whatever it was', () =>
    fc.assert(
      fc.asyncProperty(soup, async (text) => {
        const formatted = applyEdits(text, format(parse(text)));
        if (parse(text).blocks.every(({ request }) => request === undefined)) return;
        assert.deepEqual(await message(formatted), await message(text));
      }),
      { numRuns: 300 },
    ));
});
