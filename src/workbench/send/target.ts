import * as vscode from 'vscode';
import type { RequestDocument } from '../../language/document';
import { languageId, parsedDocument } from '../documents';
import type { Refusal } from '../guarded';
import { filesOf, nodesOf, type RequestNode } from '../requests/requestNodes';
import { keyedRequests, requestAt, type KeyedRequest } from './requestKeys';
import type { RequestId } from './runs';

/** One request of one text, as a command is to act on it. */
export interface Target {
  readonly uri: vscode.Uri;
  readonly document: RequestDocument;
  readonly keyed: KeyedRequest;
}

/** The request that a lens, a tree item or the cursor names. `inputs` are what VS Code gave the command. */
export async function targetOf(inputs: readonly unknown[]): Promise<Target | Refusal> {
  const [first] = inputs;
  if (isRequestId(first)) return findTarget(vscode.Uri.parse(first.uri), first.key);
  if (isRequestNode(first)) return findTarget(first.uri, first.key);
  return targetAtCursor();
}

/** The request with this key in a file as it is now. */
export async function findTarget(uri: vscode.Uri, key: string): Promise<Target | Refusal> {
  const text = await openText(uri);
  const document = text && (await parsedDocument(text));
  const keyed = document && keyedRequests(document).find((each) => each.key === key);
  if (document === undefined || keyed === undefined) {
    return { message: `The request "${key}" is no longer in ${vscode.workspace.asRelativePath(uri)}.` };
  }
  return { uri, document, keyed };
}

/** All requests of the files, folders and requests that explorer or tree items name, or of the file in the editor. */
export async function fileTargets(inputs: readonly unknown[]): Promise<readonly Target[] | Refusal> {
  const [first] = inputs;
  const nodes = nodesOf(inputs);
  if (nodes.length > 0) {
    const targets = await Promise.all(nodes.map(nodeTargets));
    return [...new Map(targets.flat().map((each) => [`${each.uri.toString()}\n${each.keyed.key}`, each])).values()];
  }
  const uri = first instanceof vscode.Uri ? first : requestEditor()?.document.uri;
  const text = uri && (await openText(uri));
  return text === undefined ? noEditor : textTargets(text);
}

async function nodeTargets(node: RequestNode): Promise<readonly Target[]> {
  if (node.kind === 'request') {
    const target = await findTarget(node.uri, node.key);
    return isRefusal(target) ? [] : [target];
  }
  const targets: Target[] = [];
  for (const uri of filesOf(node)) {
    const text = await openText(uri);
    if (text !== undefined) targets.push(...(await textTargets(text)));
  }
  return targets;
}

async function textTargets(text: vscode.TextDocument): Promise<readonly Target[]> {
  const document = await parsedDocument(text);
  return keyedRequests(document).map((keyed) => ({ uri: text.uri, document, keyed }));
}

/** The editor with a request file that has the focus, or had it last. */
function requestEditor(): vscode.TextEditor | undefined {
  const { activeTextEditor, visibleTextEditors } = vscode.window;
  if (activeTextEditor?.document.languageId === languageId) return activeTextEditor;
  const open = visibleTextEditors.filter(({ document }) => document.languageId === languageId);
  return activeTextEditor === undefined && open.length === 1 ? open[0] : undefined;
}

/** The editor of the one request file that is open behind a page without text, such as the walkthrough, brought to the front. */
async function coveredEditor(): Promise<vscode.TextEditor | undefined> {
  const { activeTextEditor, tabGroups } = vscode.window;
  const tabs = tabGroups.all.flatMap((group) => group.tabs);
  const uris = new Set(tabs.map(({ input }) => (input instanceof vscode.TabInputText ? input.uri.toString() : '')));
  const open = vscode.workspace.textDocuments.filter(
    (text) => text.languageId === languageId && uris.has(text.uri.toString()),
  );
  const [only] = open;
  if (activeTextEditor !== undefined || only === undefined || open.length > 1) return undefined;
  return vscode.window.showTextDocument(only);
}

export function isRefusal(value: object): value is Refusal {
  return 'message' in value;
}

export function isRequestId(value: unknown): value is RequestId {
  return hasUriAndKey(value) && typeof value.uri === 'string';
}

async function targetAtCursor(): Promise<Target | Refusal> {
  const editor = requestEditor() ?? (await coveredEditor());
  if (editor === undefined) return noEditor;
  const document = await parsedDocument(editor.document);
  const keyed = requestAt(document, editor.document.offsetAt(editor.selection.active));
  if (keyed === undefined) return { message: 'There is no request at the cursor. Put it into one, and send again.' };
  return { uri: editor.document.uri, document, keyed };
}

const noEditor: Refusal = {
  message: 'No request file is in sight. Go to the request, or begin a new one.',
  button: { title: 'New Request File', command: 'rcreq.newRequestFile' },
};

async function openText(uri: vscode.Uri): Promise<vscode.TextDocument | undefined> {
  try {
    return await vscode.workspace.openTextDocument(uri);
  } catch {
    return undefined;
  }
}

function isRequestNode(value: unknown): value is { readonly uri: vscode.Uri; readonly key: string } {
  return hasUriAndKey(value) && value.uri instanceof vscode.Uri;
}

function hasUriAndKey(value: unknown): value is { readonly uri: unknown; readonly key: string } {
  return (
    typeof value === 'object' && value !== null && 'uri' in value && 'key' in value && typeof value.key === 'string'
  );
}
