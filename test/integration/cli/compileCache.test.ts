import assert from 'node:assert/strict';
import { readdir, readFile, stat, utimes, writeFile } from 'node:fs/promises';
import module from 'node:module';
import { join } from 'node:path';
import { program, RcreqFolder } from '../../support/rcreqProgram';

/** Node keeps compiled code itself from 22.1 on. */
const isOurs = !('enableCompileCache' in module);

describe('rcreq, started again', () => {
  let folder: RcreqFolder;
  const cache = (): string => join(folder.path, 'cache', 'rcreq', `node-${process.version}-${process.arch}`);
  const run = async (home = join(folder.path, 'cache')): Promise<void> => {
    const environment = { XDG_CACHE_HOME: home, LOCALAPPDATA: home };
    const ended = await folder.run(['run', 'a.rcreq', '--dry-run'], environment);
    assert.deepEqual([ended.code, ended.error], [0, '']);
    assert.match(ended.out, /GET http:\/\/a\.test\//);
  };

  beforeEach(async () => {
    folder = await RcreqFolder.create();
    await folder.write('a.rcreq', 'GET http://a.test/\n');
  });
  afterEach(() => folder.remove());

  it('keeps what was compiled where only its user can write, of the age of its bundle', async () => {
    await run();
    if (!isOurs) return;
    assert.deepEqual(await readdir(cache()), ['run.js.bin']);
    const [entry, bundle] = [await stat(join(cache(), 'run.js.bin')), await stat(join(program, '..', 'run.js'))];
    assert.equal(entry.mode & 0o777, 0o600);
    assert.equal(entry.mtimeMs, Math.trunc(bundle.mtimeMs));
    await run();
    assert.equal((await stat(join(cache(), 'run.js.bin'))).ino, entry.ino);
  });

  it('makes it anew when it is of no use', async () => {
    await run();
    if (!isOurs) return;
    const entry = join(cache(), 'run.js.bin');
    const { mtime } = await stat(entry);
    await writeFile(entry, 'nothing that V8 made');
    await utimes(entry, mtime, mtime);
    await run();
    assert.ok((await readFile(entry)).length > 1000);
  });

  it('works where nothing can be kept', async () => run(await folder.write('file', '')));
});
