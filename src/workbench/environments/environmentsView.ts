import * as vscode from 'vscode';
import { registerCommands, type Action, type Refusal } from '../guarded';
import { LazyTree } from '../lazyTree';
import { selectionOf } from '../selectionOf';
import { loadEnvironmentActions } from './loadActions';
import { noFolder } from './environmentCommands';
import type { EnvironmentNode } from './environmentItems';
import type { EnvironmentsTree, EnvironmentsTreeDeps } from './environmentsTree';

type Actions = Awaited<ReturnType<typeof loadEnvironmentActions>>;

/** The Environments view with its commands: opening, revealing, changing and adding values and environments. */
export function registerEnvironmentsView(log: vscode.LogOutputChannel, deps: EnvironmentsTreeDeps): vscode.Disposable {
  const { environments, place } = deps;
  const tree = new LazyTree<EnvironmentNode, EnvironmentsTree>(
    async () => new (await loadEnvironmentActions()).EnvironmentsTree(deps),
  );
  const view = vscode.window.createTreeView('rcreq.environments', { treeDataProvider: tree, showCollapseAll: true });
  const selected = selectionOf(view);
  const act =
    <Kind extends EnvironmentNode['kind']>(kind: Kind, work: (node: Of<Kind>, actions: Actions) => Result): Action =>
    async (input) => {
      const node = isNode(input) ? input : selected()[0];
      return node !== undefined && isKind(node, kind) ? work(node, await loadEnvironmentActions()) : undefined;
    };
  return vscode.Disposable.from(
    tree,
    view,
    registerCommands(log, {
      'rcreq.environments.open': act('binding', (node, actions) => actions.openDefinition(node)),
      'rcreq.environments.editValue': act('binding', (node, actions) => actions.editValue(node)),
      'rcreq.environments.removeValue': act('binding', (node, actions) => actions.removeValue(node)),
      'rcreq.environments.addValue': act('environment', (node, actions) => actions.addValue(node, environments)),
      'rcreq.environments.duplicate': act('environment', async ({ name, place: at }, actions) =>
        name === undefined ? undefined : actions.addEnvironment(at, environments, name),
      ),
      'rcreq.environments.add': async (input) => {
        const at = isNode(input) && input.kind === 'folder' ? input.place : place();
        return at && (await loadEnvironmentActions()).addEnvironment(at, environments);
      },
      'rcreq.environments.import': async (input) => {
        const at = isNode(input) && input.kind === 'folder' ? input.place : place();
        if (at === undefined) return noFolder;
        return (await loadEnvironmentActions()).importEnvironments(at, environments);
      },
      'rcreq.environments.reveal': async (input) => {
        const node = isNode(input) ? input : selected()[0];
        if (node !== undefined) await (await tree.get()).reveal(node);
        return undefined;
      },
      'rcreq.environments.copyReference': async (input) =>
        isNode(input) ? (await loadEnvironmentActions()).copyReference(input) : undefined,
    }),
  );
}

type Of<Kind extends EnvironmentNode['kind']> = Extract<EnvironmentNode, { readonly kind: Kind }>;
type Result = Promise<Refusal | undefined>;

function isKind<Kind extends EnvironmentNode['kind']>(node: EnvironmentNode, kind: Kind): node is Of<Kind> {
  return node.kind === kind;
}

function isNode(value: unknown): value is EnvironmentNode {
  return typeof value === 'object' && value !== null && 'kind' in value;
}
