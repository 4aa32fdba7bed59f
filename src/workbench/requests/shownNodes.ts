import * as vscode from 'vscode';
import { folderTree, type Folder } from './folderTree';
import type { FileNode, FolderNode, RequestNode } from './requestNodes';

/** A folder at the top of the view. */
export interface Root {
  readonly uri: vscode.Uri;
  readonly name: string;
  /** Whether its content stands at the top itself. */
  readonly isOpened: boolean;
}

/** Folders and files as they are shown. One object a node, because VS Code refreshes by identity. */
export interface ShownNodes {
  readonly roots: readonly RequestNode[];
  childrenOf(folder: FolderNode): readonly RequestNode[];
  /** Undefined for a node at the top. */
  parentOf(uri: vscode.Uri): FolderNode | undefined;
  file(uri: vscode.Uri): FileNode | undefined;
}

/** `empty` are folders that are shown though they have no file. */
export function shownNodes(
  roots: readonly Root[],
  files: readonly vscode.Uri[],
  empty: readonly vscode.Uri[],
): ShownNodes {
  const parents = new Map<string, FolderNode>();
  const children = new Map<FolderNode, readonly RequestNode[]>();
  const fileNodes = new Map<string, FileNode>();

  const add = (node: FolderNode, parent: FolderNode | undefined, root: vscode.Uri): readonly RequestNode[] => {
    const inside = [
      ...node.folder.folders.map((folder) => folderNode(root, folder)),
      ...node.folder.files.map((uri): FileNode => ({ kind: 'file', uri })),
    ];
    for (const child of inside) {
      if (parent !== undefined) parents.set(child.uri.toString(), parent);
      if (child.kind === 'folder') add(child, child, root);
      else fileNodes.set(child.uri.toString(), child);
    }
    children.set(node, inside);
    return inside;
  };
  const tops = roots.flatMap((root): readonly RequestNode[] => {
    const node = rootNode(root, files, empty);
    if (node === undefined) return [];
    const inside = add(node, root.isOpened ? undefined : node, root.uri);
    return root.isOpened ? inside : [node];
  });
  return {
    roots: tops,
    childrenOf: (folder) => children.get(folder) ?? [],
    parentOf: (uri) => parents.get(uri.toString()),
    file: (uri) => fileNodes.get(uri.toString()),
  };
}

function rootNode(
  { uri, name }: Root,
  files: readonly vscode.Uri[],
  empty: readonly vscode.Uri[],
): FolderNode | undefined {
  const below = (all: readonly vscode.Uri[]) => all.filter((each) => each.path.startsWith(`${uri.path}/`));
  const path = (file: vscode.Uri): string => file.path.slice(uri.path.length + 1);
  const [inside, folders] = [below(files), below(empty)];
  if (inside.length + folders.length === 0) return undefined;
  return { kind: 'folder', uri, name, folder: folderTree(inside, path, folders.map(path)), isRoot: true };
}

function folderNode(root: vscode.Uri, folder: Folder<vscode.Uri>): FolderNode {
  return { kind: 'folder', uri: vscode.Uri.joinPath(root, folder.path), name: folder.name, folder, isRoot: false };
}
