import * as vscode from 'vscode';
import type { RunRecord } from '../../run/record';
import type { FileNode, FolderNode, RequestItem } from './requestNodes';
import { durationText, statusBadge } from './statusBadge';

/** The scheme of the URIs by which requests get a badge. Nothing can be opened by it. */
export const requestScheme = 'rcreq-request';

/** How far a request has come. */
export interface RequestState {
  readonly isActive: boolean;
  readonly last: RunRecord | undefined;
}

/** How many requests of a file ended in this session, and how many of them not well. */
export interface FileResults {
  readonly ended: number;
  readonly failed: number;
}

export function folderItem({ uri, name, isRoot }: FolderNode, isSaved: boolean): vscode.TreeItem {
  const item = new vscode.TreeItem(name, vscode.TreeItemCollapsibleState.Collapsed);
  item.id = `${uri.toString()}/`;
  item.iconPath = isSaved
    ? new vscode.ThemeIcon('archive')
    : isRoot
      ? new vscode.ThemeIcon('root-folder')
      : vscode.ThemeIcon.Folder;
  item.contextValue = isRoot ? 'folder.root' : 'folder';
  if (isSaved) {
    item.description = 'outside any workspace';
    item.tooltip = 'Requests that are kept for every workspace.';
  } else {
    item.resourceUri = uri;
  }
  item.accessibilityInformation = { label: isSaved ? 'Saved requests, outside any workspace' : `Folder ${name}` };
  return item;
}

export function fileItem({ uri }: FileNode, { ended, failed }: FileResults): vscode.TreeItem {
  const item = new vscode.TreeItem(uri, vscode.TreeItemCollapsibleState.Collapsed);
  item.id = uri.toString();
  item.iconPath = vscode.ThemeIcon.File;
  item.contextValue = 'file';
  if (ended > 0) item.description = failed === 0 ? `${ended} ok` : `${failed} of ${ended} failed`;
  return item;
}

export function requestItem(node: RequestItem, state: RequestState): vscode.TreeItem {
  const { isActive, last } = state;
  const badge = last === undefined ? undefined : statusBadge(last);
  const status = isActive ? 'sending' : badge?.text;
  const item = new vscode.TreeItem(node.label);
  item.id = requestUri(node).toString();
  item.resourceUri = requestUri(node);
  item.description = status === undefined ? node.method : `${node.method} · ${status}`;
  item.iconPath = isActive
    ? new vscode.ThemeIcon('loading~spin')
    : new vscode.ThemeIcon(methodIcon(node.method), badge?.color);
  item.contextValue = isActive ? 'request.active' : last === undefined ? 'request' : 'request.answered';
  item.tooltip = [
    `${node.method} ${node.url}`.trim(),
    ...(node.tags.length === 0 ? [] : [`Tags: ${node.tags.join(', ')}`]),
    ...(last === undefined ? [] : [`${badge?.text ?? ''} in ${durationText(last.duration)}`]),
  ].join('\n');
  item.accessibilityInformation = {
    label: `${node.method} request ${node.label}${status === undefined ? '' : `, ${status}`}`,
  };
  item.command = {
    title: 'Open Request',
    command: 'vscode.open',
    arguments: [node.uri, { preview: true, selection: new vscode.Range(node.line, 0, node.line, 0) }],
  };
  return item;
}

/** The URI of a request's badge. */
export function requestUri({ uri, key }: Pick<RequestItem, 'uri' | 'key'>): vscode.Uri {
  return vscode.Uri.from({
    scheme: requestScheme,
    path: `${uri.path}/${key.replaceAll('/', '\u2215')}`,
    query: uri.toString(),
  });
}

/** The request whose badge has this URI. */
export function requestOf({ path, query }: vscode.Uri): { readonly uri: string; readonly key: string } {
  return { uri: query, key: path.slice(path.lastIndexOf('/') + 1).replaceAll('\u2215', '/') };
}

const signs = { pass: '✓', warning: '!', error: '✗', 'circle-slash': '–', info: 'i' } as const;

/** The sign at the right of a request that was sent: what the icon's colour says, for those who do not see it. */
export function requestDecoration(last: RunRecord): vscode.FileDecoration {
  const { icon, text, color } = statusBadge(last);
  return new vscode.FileDecoration(signs[icon], text, icon === 'pass' ? undefined : color);
}

const methodIcons: Readonly<Record<string, string>> = {
  GET: 'arrow-down',
  HEAD: 'eye',
  OPTIONS: 'question',
  POST: 'arrow-up',
  PUT: 'arrow-swap',
  PATCH: 'edit',
  DELETE: 'trash',
};

function methodIcon(method: string): string {
  return methodIcons[method.toUpperCase()] ?? 'symbol-event';
}
