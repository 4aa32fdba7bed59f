import assert from 'node:assert/strict';
import { cp, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { RcreqFolder } from '../../support/rcreqProgram';

describe('rcreq check', () => {
  let folder: RcreqFolder;
  beforeEach(async () => {
    folder = await RcreqFolder.create();
  });
  afterEach(() => folder.remove());

  it('prints file, line, column, severity, code and message, and ends with 2 at an error', async () => {
    await folder.write('a.rcreq', 'GET http://a.test/\nAccept json\n\n###\nPOST http://a.test/\n\n< ./nope.txt');
    const ended = await folder.run(['check', 'a.rcreq']);
    assert.equal(ended.code, 2);
    assert.match(ended.out, /^a\.rcreq:2:1: error field-syntax: .*\.$/m);
    assert.match(ended.out, /^a\.rcreq:7:3: error missing-file: There is no file nope\.txt\./m);
  });
  it('ends with 0 when there are only warnings, or nothing at all', async () => {
    await folder.write('http-client.env.json', '{"dev":{"host":"http://a.test"}}');
    await folder.write('a.rcreq', '# @import ./b.rcreq\nGET {{host}}/{{there}}/{{login.response.status}}');
    await folder.write('b.rcreq', '@there = 1\n###\n# @name login\nGET http://a.test/');
    const ended = await folder.run(['check', '.']);
    assert.deepEqual([ended.code, ended.out], [0, '']);
  });
});

describe('rcreq check of imports', () => {
  let folder: RcreqFolder;
  beforeEach(async () => {
    folder = await RcreqFolder.create();
  });
  afterEach(() => folder.remove());

  it('tells the circles they go in, of one file and of several, and stops nothing', async () => {
    await folder.write('a.rcreq', '# @import ./b.rcreq\n# @import ./a.rcreq\n\n###\nGET http://a.test/{{c}}');
    await folder.write('b.rcreq', '# @import ./d.rcreq');
    await folder.write('d.rcreq', '# @import ./a.rcreq\n@c = 1');
    const ended = await folder.run(['check', 'a.rcreq']);
    assert.equal(ended.code, 0);
    assert.deepEqual(ended.out.match(/^a\.rcreq:\d+:\d+: \w+ [\w-]+/gm), [
      'a.rcreq:1:11: information import-cycle',
      'a.rcreq:2:11: information import-cycle',
    ]);
    assert.equal((await folder.run(['run', '--dry-run', 'a.rcreq'])).code, 0);
  });
});

describe('the examples', () => {
  it('have nothing that the check would complain about', async () => {
    const folder = await RcreqFolder.create();
    try {
      await cp(join(__dirname, '../../../examples'), folder.path, { recursive: true });
      assert.equal((await folder.run(['check', '.'])).out, '');
    } finally {
      await folder.remove();
    }
  });
});

describe('rcreq check and run', () => {
  it('say each complaint once', async () => {
    const folder = await RcreqFolder.create();
    try {
      await folder.write(
        'a.rcreq',
        '# @import ./nope.rcreq\n# @timeout soon\n# @frob\nGETT {{hots}}/x?{{login.response.status}}\nAccept json\n\n< ./nope.json\n?? foo == 1',
      );
      const { out } = await folder.run(['check', 'a.rcreq']);
      const places = out.match(/^a\.rcreq:\d+:\d+: \w+ [\w-]+/gm) ?? [];
      assert.deepEqual(places, [...new Set(places)]);
      assert.equal(places.length, 10, out);
      const ran = (await folder.run(['run', 'a.rcreq'])).out.match(/^ {2}error a\.rcreq:\d+:\d+/gm) ?? [];
      assert.deepEqual(ran, [...new Set(ran)]);
      assert.notEqual(ran.length, 0);
    } finally {
      await folder.remove();
    }
  });
});

describe('rcreq format', () => {
  const untidy = '\uFEFFGET   http://a.test/\r\nAccept:a\r\n\r\n\r\n{ "a":1}\r\n';
  const tidy = '\uFEFFGET http://a.test/\r\nAccept: a\r\n\r\n\r\n{ "a":1}\r\n';
  let folder: RcreqFolder;
  beforeEach(async () => {
    folder = await RcreqFolder.create();
  });
  afterEach(() => folder.remove());

  it('writes what it changed, names it, and keeps mark, line ends and body', async () => {
    const path = await folder.write('a.rcreq', untidy);
    await folder.write('b.rcreq', tidy);
    const ended = await folder.run(['format', '.']);
    assert.deepEqual(ended, { code: 0, out: 'a.rcreq\n', error: '' });
    assert.equal(await readFile(path, 'utf8'), tidy);
    assert.deepEqual(await folder.run(['format', '.']), { code: 0, out: '', error: '' });
  });
  it('writes nothing with --check, and ends with 1 when a file would change', async () => {
    const path = await folder.write('a.rcreq', untidy);
    assert.deepEqual(await folder.run(['format', '--check', 'a.rcreq']), { code: 1, out: 'a.rcreq\n', error: '' });
    assert.equal(await readFile(path, 'utf8'), untidy);
    await folder.write('a.rcreq', tidy);
    assert.deepEqual(await folder.run(['format', '--check', 'a.rcreq']), { code: 0, out: '', error: '' });
  });
  it('takes standard input to standard output', async () => {
    assert.deepEqual(await folder.run(['format', '-'], {}, untidy), { code: 0, out: tidy, error: '' });
    assert.equal((await folder.run(['format', '-', '--check'], {}, untidy)).code, 1);
  });
  it('leaves a file alone that is not in UTF-8', async () => {
    const octets = Buffer.from('GET   http://a.test/\n\n\u00e9', 'latin1');
    const path = await folder.write('a.rcreq', octets);
    const ended = await folder.run(['format', 'a.rcreq']);
    assert.deepEqual([ended.code, ended.out], [2, '']);
    assert.match(ended.error, /a\.rcreq is not in UTF-8/);
    assert.deepEqual(await readFile(path), octets);
  });
});
