import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { emptyContext } from '../../../src/language/context';
import { diagnose } from '../../../src/language/diagnose';
import { parse } from '../../../src/language/parse';
import { requestDetail } from '../../../src/language/symbols';

const folder = join(__dirname, '../../fixtures/language/dialects');

/** What a file of another client must come to. `errors`: the codes of its errors, each once; none when left out. */
interface Expected {
  readonly requests: readonly string[];
  readonly errors?: readonly string[];
}

const expected = JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8')) as Readonly<Record<string, Expected>>;
const files = readdirSync(folder).filter((name) => name !== 'expected.json');

describe('files of other clients', () => {
  it('are all expected', () => assert.deepEqual(files.toSorted(), Object.keys(expected).toSorted()));

  for (const [name, { requests, errors = [] }] of Object.entries(expected)) {
    it(`${name} holds each of its requests, and no other`, () => {
      const document = parse(readFileSync(join(folder, name), 'utf8'));
      const found = document.blocks.flatMap(({ request }) => (request === undefined ? [] : [requestDetail(request)]));
      assert.deepEqual(found, requests);
    });

    it(`${name} has no error but what cannot be sent`, () => {
      const document = parse(readFileSync(join(folder, name), 'utf8'));
      const found = diagnose(document, { ...emptyContext, variables: [] }).filter(
        ({ severity }) => severity === 'error',
      );
      assert.deepEqual([...new Set(found.map(({ code }) => code))].toSorted(), errors.toSorted());
    });
  }
});
