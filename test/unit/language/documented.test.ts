import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { emptyContext } from '../../../src/language/context';
import { diagnose } from '../../../src/language/diagnose';
import { parse } from '../../../src/language/parse';

const root = join(__dirname, '../../..');
const [page = ''] = readFileSync(join(root, 'docs/diagnostics.md'), 'utf8').split(
  '## Found by looking beyond the text',
);
const entries = page
  .split(/^### /m)
  .slice(1)
  .map((entry) => ({
    code: /^`([a-z-]+)`/.exec(entry)?.[1] ?? '',
    severities: new Set(
      [...entry.matchAll(/\*\*(error|warning|information)\*\*/gi)].map(([, word]) => word?.toLowerCase()),
    ),
    example: /```rcreq\n([^]*?)\n```/.exec(entry)?.[1] ?? '',
  }));

/** Codes as the rules write them. */
function codesInSource(): ReadonlySet<string> {
  const folder = join(root, 'src/language');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
  const sources = files.map((name) => readFileSync(join(folder, name), 'utf8'));
  const calls = sources.flatMap((source) => [
    ...source.matchAll(
      /\b(?:error|warning|information|complaint)\(\s*(?:\{[^}]*\}|[\w.]+(?:\(\w*\))?),\s*'([a-z]+(?:-[a-z]+)+)'/g,
    ),
    ...source.matchAll(/\bcode: '([a-z]+(?:-[a-z]+)+)'/g),
  ]);
  return new Set(calls.flatMap(([, code]) => code ?? []));
}

describe('docs/diagnostics.md', () => {
  it('has every code, and none that no rule gives', () =>
    assert.deepEqual(entries.map(({ code }) => code).toSorted(), [...codesInSource()].toSorted()));

  for (const { code, severities, example } of entries) {
    it(`shows ${code} in its example`, () => {
      const found = diagnose(parse(example), { ...emptyContext, variables: [] });
      const complaint = found.find((each) => each.code === code);
      assert.ok(complaint, `found ${found.map((each) => each.code).join(', ')}`);
      assert.ok(severities.has(complaint.severity), `it is of severity ${complaint.severity}`);
    });
  }
});
