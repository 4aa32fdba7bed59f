import assert from 'node:assert/strict';
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import module from 'node:module';
import { join } from 'node:path';
import { RcreqFolder } from '../../support/rcreqProgram';

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

  it('keeps what was compiled where only its user can write', async () => {
    await run();
    if (!isOurs) return;
    assert.deepEqual(await readdir(cache()), ['run.js.bin']);
    const { ino, mode } = await stat(join(cache(), 'run.js.bin'));
    assert.equal(mode & 0o777, 0o600);
    await run();
    assert.equal((await stat(join(cache(), 'run.js.bin'))).ino, ino);
  });

  for (const [claim, spoil] of [
    ['is of another state of the bundle', (kept: Buffer) => Buffer.concat([Buffer.alloc(16), kept.subarray(16)])],
    ['is nothing that V8 made', (kept: Buffer) => Buffer.concat([kept.subarray(0, 16), Buffer.from('nothing')])],
    ['is empty', () => Buffer.alloc(0)],
  ] as const) {
    it(`makes it anew when what was kept ${claim}`, async () => {
      await run();
      if (!isOurs) return;
      const entry = join(cache(), 'run.js.bin');
      const kept = await readFile(entry);
      await writeFile(entry, spoil(kept));
      await run();
      const made = await readFile(entry);
      assert.ok(made.length > 1000 && made.subarray(0, 16).equals(kept.subarray(0, 16)));
    });
  }

  it('works where nothing can be kept', async () => run(await folder.write('file', '')));
});
