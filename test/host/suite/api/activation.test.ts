import assert from 'node:assert/strict';
import { activated } from '../extension';

let loaded: readonly string[] = [];

// Before every test of every file: another one may send, which loads the engine.
before(async () => {
  loaded = (await activated()).testing.loadedModules();
});

describe('activation', () => {
  it('loads the extension alone, neither the engine with axios nor the sandbox', () => {
    assert.deepEqual(loaded, ['extension.js']);
  });
});
