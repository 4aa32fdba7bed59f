import * as vscode from 'vscode';
import { setContext } from '../contextKeys';
import { languageId, parsedDocument } from '../documents';
import { guarded, registerCommands, type Action, type Refusal } from '../guarded';
import { followMoves } from './followMoves';
import { loadRequestActions } from './loadActions';
import { requestAt } from '../send/requestKeys';
import { parseFilter } from './requestFilter';
import { nodesOf, type RequestNode } from './requestNodes';
import { selectionOf } from '../selectionOf';
import { turns } from '../turns';
import type { ViewDeps } from './viewDeps';

type View = vscode.TreeView<RequestNode>;

/** The Requests view with its commands: making, renaming, copying, moving, deleting and filtering requests and their files. */
export function registerRequestsView(log: vscode.LogOutputChannel, deps: ViewDeps): vscode.Disposable {
  const view = vscode.window.createTreeView('rcreq.requests', {
    treeDataProvider: deps.tree,
    dragAndDropController: dragAndDrop(log),
    showCollapseAll: true,
    canSelectMany: true,
  });
  return vscode.Disposable.from(
    view,
    deps.tree.watch(view),
    vscode.window.registerFileDecorationProvider(deps.tree),
    followMoves(log, deps.files),
    registerCommands(log, { ...changing(view, deps), ...looking(view, deps) }),
  );
}

/** What changes files. Loaded with the first of them. */
function changing(view: View, deps: ViewDeps): Record<string, Action> {
  // A key that is held down would else change a text that is no longer as it was read.
  const inTurn = turns();
  const selected = selectionOf(view);
  const nodes = (inputs: readonly unknown[]): readonly RequestNode[] =>
    inputs[0] === undefined ? selected() : nodesOf(inputs);
  const one = async (
    inputs: readonly unknown[],
    act: (node: RequestNode, actions: Awaited<ReturnType<typeof loadRequestActions>>) => Promise<Refusal | undefined>,
  ): Promise<Refusal | undefined> => {
    const [node] = nodes(inputs);
    return node === undefined ? nothingChosen : act(node, await loadRequestActions());
  };
  const step =
    (by: 1 | -1): Action =>
    (...inputs) =>
      inTurn(() =>
        one(inputs, async (node, actions) => (node.kind === 'request' ? actions.stepRequest(node, by) : undefined)),
      );
  return {
    'rcreq.requests.newRequest': async (...inputs) => (await loadRequestActions()).newRequest(nodes(inputs)[0], deps),
    'rcreq.requests.newFile': async (...inputs) => (await loadRequestActions()).newFile(nodesOf(inputs)[0], deps),
    'rcreq.requests.newFolder': async (...inputs) => (await loadRequestActions()).newFolder(nodesOf(inputs)[0], deps),
    'rcreq.requests.rename': (...inputs) => one(inputs, (node, actions) => actions.renameNode(node, deps)),
    'rcreq.requests.renameName': (...inputs) =>
      one(inputs, async (node, actions) =>
        node.kind === 'request' ? actions.renameRequestName(node, deps.files) : undefined,
      ),
    'rcreq.requests.duplicate': (...inputs) =>
      inTurn(() => one(inputs, (_, actions) => actions.duplicateNodes(nodes(inputs)))),
    'rcreq.requests.move': (...inputs) => one(inputs, (_, actions) => actions.moveNodes(nodes(inputs), deps, false)),
    'rcreq.requests.copyTo': (...inputs) => one(inputs, (_, actions) => actions.moveNodes(nodes(inputs), deps, true)),
    'rcreq.requests.moveUp': step(-1),
    'rcreq.requests.moveDown': step(1),
    'rcreq.requests.delete': (...inputs) =>
      inTurn(() => one(inputs, (_, actions) => actions.deleteNodes(nodes(inputs)))),
    'rcreq.requests.undoDelete': () => inTurn(async () => (await loadRequestActions()).undoDelete()),
    'rcreq.requests.importHistory': async (given) => {
      const refusal = await (await loadRequestActions()).importHistory(deps, given);
      deps.files.refresh();
      return refusal;
    },
    'rcreq.saveRequest': async (...inputs) => {
      const refusal = await (await loadRequestActions()).saveRequest(deps, inputs);
      deps.files.refresh();
      return refusal;
    },
  };
}

/** What changes only the view. */
function looking(view: View, deps: ViewDeps): Record<string, Action> {
  const filter = requestFilter(view, deps);
  return {
    'rcreq.requests.filter': () => filter.ask(),
    'rcreq.requests.clearFilter': () => filter.apply(''),
    'rcreq.requests.reveal': () => revealAtCursor(view, deps),
  };
}

/** The filter is typed into an input that shows its effect at once; Escape brings back what was before. */
function requestFilter(view: View, { tree }: ViewDeps) {
  let typed = '';
  let turn = 0;
  const apply = async (text: string): Promise<undefined> => {
    const mine = ++turn;
    const filter = parseFilter(text);
    setContext('rcreq.context.requestsFiltered', filter !== undefined);
    const { shown, all } = await vscode.window.withProgress({ location: { viewId: 'rcreq.requests' } }, () =>
      tree.filter(filter),
    );
    if (mine === turn) view.message = filter === undefined ? '' : `"${text.trim()}": ${shown} of ${all} requests`;
  };
  const ask = async (): Promise<undefined> => {
    const input = vscode.window.createInputBox();
    input.title = 'Filter Requests';
    input.placeholder = 'Words of title, URL or path, method:POST, tag:smoke, status:404, status:failed';
    input.value = typed;
    const before = typed;
    let timer: NodeJS.Timeout | undefined;
    input.onDidChangeValue((value) => {
      clearTimeout(timer);
      timer = setTimeout(() => void apply(value), 150);
    });
    const accepted = new Promise<string>((accept) => input.onDidAccept(() => accept(input.value)));
    const closed = new Promise<string>((close) => input.onDidHide(() => close(before)));
    input.show();
    typed = await Promise.race([accepted, closed]);
    clearTimeout(timer);
    input.dispose();
    return apply(typed);
  };
  const set = (text: string): Promise<undefined> => {
    typed = text;
    return apply(text);
  };
  return { ask, apply: set };
}

async function revealAtCursor(view: View, { tree }: ViewDeps): Promise<Refusal | undefined> {
  const editor = vscode.window.activeTextEditor;
  if (editor?.document.languageId !== languageId) return { message: 'No request file is open. Open one first.' };
  const { document, selection } = editor;
  const keyed = requestAt(await parsedDocument(document), document.offsetAt(selection.active));
  const item = (await tree.requestsOf(document.uri)).find(({ key }) => key === keyed?.key);
  const node = item ?? (await tree.fileNode(document.uri));
  if (node === undefined || (await tree.fileNode(document.uri)) === undefined) {
    return { message: 'This file is not in the Requests view: it is outside the workspace, or the filter hides it.' };
  }
  await view.reveal(node, { select: true, focus: true, expand: true });
  return undefined;
}

const dragType = 'application/vnd.code.tree.rcreq.requests';

function dragAndDrop(log: vscode.LogOutputChannel): vscode.TreeDragAndDropController<RequestNode> {
  return {
    dragMimeTypes: ['text/uri-list'],
    dropMimeTypes: [dragType],
    handleDrag: (nodes, data) => {
      data.set(dragType, new vscode.DataTransferItem(nodes));
      const files = nodes.filter((node) => node.kind !== 'request').map(({ uri }) => uri.toString());
      if (files.length > 0) data.set('text/uri-list', new vscode.DataTransferItem(files.join('\r\n')));
    },
    handleDrop: async (target, data) => {
      const dragged: unknown = data.get(dragType)?.value;
      const nodes = Array.isArray(dragged) ? nodesOf([undefined, dragged]) : [];
      if (nodes.length === 0) return;
      await guarded(log, 'drop', async () => (await loadRequestActions()).dropNodes(nodes, target))();
    },
  };
}

const nothingChosen: Refusal = { message: 'Nothing is chosen in the Requests view. Choose a request, file or folder.' };
