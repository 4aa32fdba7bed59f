/** A folder of files, as a tree view shows it. Folders with a single folder inside are joined: `api/v1`. */
export interface Folder<T> {
  readonly name: string;
  /** From the root, with `/`; empty for the root itself. */
  readonly path: string;
  readonly folders: readonly Folder<T>[];
  readonly files: readonly T[];
}

/**
 * Sorts files by their paths below a root, such as `api/v1/login.rcreq`, into folders. Names are sorted as people count: `2` before `10`. `empty` are paths of
 * folders that are there though no file is in them.
 */
export function folderTree<T>(
  files: readonly T[],
  pathOf: (file: T) => string,
  empty: readonly string[] = [],
): Folder<T> {
  const root: OpenFolder<T> = { folders: new Map(), files: [] };
  for (const file of files) folderAt(root, pathOf(file).split('/').slice(0, -1)).files.push(file);
  for (const path of empty) folderAt(root, path.split('/'));
  return closed(root, '', '', pathOf);
}

function folderAt<T>(root: OpenFolder<T>, names: readonly string[]): OpenFolder<T> {
  let at = root;
  for (const name of names) {
    const next = at.folders.get(name) ?? { folders: new Map(), files: [] };
    at.folders.set(name, next);
    at = next;
  }
  return at;
}

interface OpenFolder<T> {
  readonly folders: Map<string, OpenFolder<T>>;
  readonly files: T[];
}

const byName = new Intl.Collator(undefined, { numeric: true });

function closed<T>(folder: OpenFolder<T>, name: string, path: string, pathOf: (file: T) => string): Folder<T> {
  const [only] = folder.folders;
  if (path !== '' && folder.files.length === 0 && folder.folders.size === 1 && only !== undefined) {
    return closed(only[1], `${name}/${only[0]}`, `${path}/${only[0]}`, pathOf);
  }
  const folders = [...folder.folders].map(([inner, open]) =>
    closed(open, inner, path === '' ? inner : `${path}/${inner}`, pathOf),
  );
  return {
    name,
    path,
    folders: folders.sort((left, right) => byName.compare(left.name, right.name)),
    files: [...folder.files].sort((left, right) => byName.compare(pathOf(left), pathOf(right))),
  };
}
