import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { forbiddenImports, importCycles, referencesOf, roomsOf, type MetafileInputs } from './rooms';

const root = join(__dirname, '..', '..');
const rooms = roomsOf(readFileSync(join(root, 'src/README.md'), 'utf8'));
const bundles = readdirSync(join(root, 'out/meta')).map((name) => name.replace('.json', ''));

describe('the direction of the rooms', () => {
  it('has a row in src/README.md for every folder of src', () => {
    const folders = readdirSync(join(root, 'src')).filter((name) => statSync(join(root, 'src', name)).isDirectory());
    assert.deepEqual(rooms.map(({ name }) => name).sort(), folders.sort());
  });

  for (const room of rooms) {
    it(`lets ${room.name} refer to just the rooms of its row`, () => {
      const config = JSON.parse(readFileSync(join(root, 'src', room.name, 'tsconfig.json'), 'utf8')) as Parameters<
        typeof referencesOf
      >[1];
      assert.deepEqual([...referencesOf(room.name, config)].sort(), [...room.mayImport].sort());
    });
  }

  for (const bundle of bundles) {
    it(`is kept by every import in dist/${bundle}.js, without cycles`, () => {
      const inputs = metafile(bundle);
      assert.deepEqual(forbiddenImports(inputs, rooms), []);
      assert.deepEqual(importCycles(inputs), []);
    });
  }

  it('keeps axios, the engine and the sandbox out of what activation loads', () => {
    const files = Object.keys(metafile('extension'));
    assert.deepEqual(
      files.filter((file) => /node_modules\/axios|src\/(transport|sandbox|auth)\//.test(file)),
      [],
    );
  });

  it('keeps dist/extension.js within 100 KB', () => {
    assert.ok(
      statSync(join(root, 'dist/extension.js')).size <= 100 * 1024,
      `it has ${statSync(join(root, 'dist/extension.js')).size} octets`,
    );
  });
});

describe('the guards themselves', () => {
  const planted: MetafileInputs = {
    'src/http/a.ts': { imports: [{ path: 'node_modules/axios/index.js' }, { path: 'src/language/b.ts' }] },
    'src/language/b.ts': { imports: [{ path: 'node:fs', external: true }, { path: 'src/language/c.ts' }] },
    'src/language/c.ts': { imports: [{ path: 'src/language/b.ts' }, { path: 'src/base/d.ts' }] },
    'src/base/d.ts': { imports: [] },
    'src/nowhere/e.ts': { imports: [] },
  };

  it('find a forbidden package, a forbidden room, a built-in and a file outside the rooms', () => {
    assert.deepEqual(forbiddenImports(planted, rooms), [
      'src/http/a.ts imports node_modules/axios/index.js.',
      'src/http/a.ts imports src/language/b.ts.',
      'src/language/b.ts imports node:fs.',
      'src/nowhere/e.ts lies in no room of src/README.md.',
    ]);
  });

  it('find an import cycle', () => {
    assert.deepEqual(importCycles(planted), ['src/language/b.ts → src/language/c.ts → src/language/b.ts']);
  });

  it('break the command line bundle on an import of vscode', () => {
    const stray = { contents: "import { window } from 'vscode'; window.showInformationMessage('');", resolveDir: root };
    assert.throws(
      () => buildSync({ stdin: stray, bundle: true, platform: 'node', write: false, logLevel: 'silent' }),
      /Could not resolve "vscode"/,
    );
  });
});

function metafile(bundle: string): MetafileInputs {
  return (JSON.parse(readFileSync(join(root, 'out/meta', `${bundle}.json`), 'utf8')) as { inputs: MetafileInputs })
    .inputs;
}
