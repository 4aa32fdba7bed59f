import assert from 'node:assert/strict';
import { it } from 'mocha';
import { parse } from '../../../src/language/parse';
import { sketch } from './sketch';

/** Text to the requests it holds, and the codes of its diagnostics. */
export interface Case {
  readonly claim: string;
  readonly text: string;
  readonly requests: readonly (readonly string[])[];
  readonly codes?: readonly string[];
}

function check({ text, requests, codes = [] }: Case): void {
  const document = parse(text);
  assert.deepEqual(sketch(document), requests);
  assert.deepEqual(
    document.diagnostics.map((diagnostic) => diagnostic.code),
    codes,
  );
}

/** One test for each case. */
export function checkAll(cases: readonly Case[]): void {
  for (const each of cases) it(each.claim, () => check(each));
}
