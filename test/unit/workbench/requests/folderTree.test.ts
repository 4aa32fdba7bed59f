import assert from 'node:assert/strict';
import { folderTree, type Folder } from '../../../../src/workbench/requests/folderTree';

describe('the tree of request files', () => {
  const shown = ({ folders, files }: Folder<string>): readonly unknown[] => [
    ...folders.map((folder) => ({ [folder.name]: shown(folder) })),
    ...files,
  ];
  const check = (files: readonly string[], tree: readonly unknown[]): void =>
    assert.deepEqual(shown(folderTree(files, (file) => file)), tree);

  it('puts folders before files', () => {
    check(['a.rcreq', 'z/b.rcreq'], [{ z: ['z/b.rcreq'] }, 'a.rcreq']);
  });

  it('counts numbers in names as people do', () => {
    check(['10.rcreq', '2.rcreq'], ['2.rcreq', '10.rcreq']);
  });

  it('joins folders that hold one folder alone', () => {
    check(['api/v1/a.rcreq', 'api/v1/b.rcreq'], [{ 'api/v1': ['api/v1/a.rcreq', 'api/v1/b.rcreq'] }]);
    check(['api/v1/a.rcreq', 'api/v2/b.rcreq'], [{ api: [{ v1: ['api/v1/a.rcreq'] }, { v2: ['api/v2/b.rcreq'] }] }]);
  });

  it('gives each folder its own path', () => {
    const [api] = folderTree(['api/v1/x/a.rcreq', 'api/v1/b.rcreq'], (file) => file).folders;
    assert.equal(api?.path, 'api/v1');
    assert.equal(api.folders[0]?.path, 'api/v1/x');
  });

  it('sorts a thousand files into one folder', () => {
    const files = Array.from({ length: 1000 }, (_, index) => `many/${index}.rcreq`);
    assert.deepEqual(folderTree(files.toReversed(), (file) => file).folders[0]?.files, files);
  });
});
