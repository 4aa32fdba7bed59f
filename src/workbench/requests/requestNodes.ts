import type * as vscode from 'vscode';
import type { Folder } from './folderTree';

/** A folder on disk with its request files, those of its folders included. */
export interface FolderNode {
  readonly kind: 'folder';
  readonly uri: vscode.Uri;
  readonly name: string;
  readonly folder: Folder<vscode.Uri>;
  /** A folder of the workspace, or that of saved requests: it is neither moved, renamed nor deleted here. */
  readonly isRoot: boolean;
}

export interface FileNode {
  readonly kind: 'file';
  readonly uri: vscode.Uri;
}

/** One request of a file as the view and its commands know it. `key` is that of `keyedRequests()`. */
export interface RequestItem {
  readonly kind: 'request';
  readonly uri: vscode.Uri;
  readonly key: string;
  readonly label: string;
  readonly method: string;
  /** As typed, variables unresolved. */
  readonly url: string;
  readonly tags: readonly string[];
  /** Zero-based line of the request line. */
  readonly line: number;
}

/** A node of the Requests view. Commands are called with it, and with the array of all that are selected. */
export type RequestNode = FolderNode | FileNode | RequestItem;

/** The nodes that a command was called on: all selected ones when the clicked one is among them, as VS Code gives them; empty for a call without node. */
export function nodesOf(inputs: readonly unknown[]): readonly RequestNode[] {
  const [first, selected] = inputs;
  if (Array.isArray(selected) && selected.length > 0) return selected.filter(isRequestNode);
  return isRequestNode(first) ? [first] : [];
}

/** The request files of a node, in the order of the view. */
export function filesOf(node: FolderNode | FileNode): readonly vscode.Uri[] {
  return node.kind === 'file' ? [node.uri] : filesBelow(node.folder);
}

function filesBelow({ folders, files }: Folder<vscode.Uri>): readonly vscode.Uri[] {
  return [...folders.flatMap(filesBelow), ...files];
}

function isRequestNode(value: unknown): value is RequestNode {
  return (
    typeof value === 'object' &&
    value !== null &&
    'kind' in value &&
    (value.kind === 'folder' || value.kind === 'file' || value.kind === 'request')
  );
}
