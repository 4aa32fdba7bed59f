/** The Environments view and what its commands do. This module is the entry of a bundle of its own, `dist/environments.js`, loaded when the view is first seen. */
import * as vscode from 'vscode';
import { spanOfValue, withEnvironment, withoutValue, withValue } from '../../run/values/editEnvironments';
import { namesSecret } from '../../language/words/secretNames';
import type { Refusal } from '../guarded';
import type { BindingNode, EnvironmentNode, EnvironmentOf } from './environmentItems';
import { privateFile, publicFile, rewrite } from './environmentFile';
import type { WorkbenchEnvironments } from './environments';

export { EnvironmentsTree } from './environmentsTree';
export { importEnvironments } from './importEnvironments';

/** Shows where a value is written. */
export async function openDefinition({ binding }: BindingNode): Promise<Refusal | undefined> {
  if (binding.defined === undefined) return noFile(binding.name);
  const text = await vscode.workspace.openTextDocument(vscode.Uri.parse(binding.defined.file));
  const span = spanOfValue(text.getText(), binding.defined.path) ?? { start: 0, end: 0 };
  const selection = new vscode.Range(text.positionAt(span.start), text.positionAt(span.end));
  await vscode.window.showTextDocument(text, { preview: true, selection });
  return undefined;
}

/** Asks for another value and writes it where the old one stands. */
export async function editValue({ binding }: BindingNode): Promise<Refusal | undefined> {
  const { name, value, isSecret, defined, source } = binding;
  if (defined === undefined) return noFile(name);
  const typed = await vscode.window.showInputBox({
    title: `Value of ${name}`,
    prompt: `It is written to ${source}.`,
    value: isSecret ? '' : value,
    password: isSecret,
    ...(isSecret ? { placeHolder: 'Another value; the present one is not shown' } : {}),
  });
  if (typed === undefined || (isSecret && typed === '')) return undefined;
  return rewrite(vscode.Uri.parse(defined.file), (text) => withValue(text, defined.path, typed));
}

/** Takes a value out of its file. Ctrl+Z there brings it back. */
export async function removeValue({ binding }: BindingNode): Promise<Refusal | undefined> {
  const { name, defined } = binding;
  if (defined === undefined) return noFile(name);
  return rewrite(vscode.Uri.parse(defined.file), (text) => withoutValue(text, defined.path));
}

/** Asks for a name, a value and which of the two files it goes to. */
export async function addValue(
  { name: environment, place }: EnvironmentOf,
  environments: WorkbenchEnvironments,
): Promise<Refusal | undefined> {
  const read = await environments.of(place);
  const taken = new Set(
    read
      .layers(environment)
      .flat()
      .map(({ name }) => name),
  );
  const name = await vscode.window.showInputBox({
    title: `Add a Value to ${environment ?? 'All Environments'}`,
    prompt: 'Its name. Requests use it as {{name}}.',
    validateInput: (typed) => (/^[\w.-]*$/.test(typed) ? undefined : 'A name has letters, digits, _, - and dots.'),
  });
  if (name === undefined || name === '') return undefined;
  const isSecret = namesSecret(name);
  const value = await vscode.window.showInputBox({
    title: `Value of ${name}`,
    password: isSecret,
    ...(taken.has(name) ? { prompt: 'There is a value of this name already; the nearer file wins.' } : {}),
  });
  if (value === undefined) return undefined;
  const file = await pickFile(isSecret);
  if (file === undefined) return undefined;
  const uri = vscode.Uri.joinPath(await folderFor(environments, place), file);
  return rewrite(uri, (text) => withValue(text, [environment ?? '$shared', name], value));
}

/** Asks for a name and adds an environment, empty or as a copy of one. Secrets are not copied: they stay in the private file under the old name. */
export async function addEnvironment(
  place: vscode.Uri,
  environments: WorkbenchEnvironments,
  copied?: string,
): Promise<Refusal | undefined> {
  const { names } = await environments.of(place);
  const name = await vscode.window.showInputBox({
    title: copied === undefined ? 'Add Environment' : `Duplicate ${copied}`,
    prompt: 'The name of the new environment.',
    value: copied === undefined ? '' : `${copied}-copy`,
    validateInput: (typed) => {
      if (names.includes(typed)) return `There is an environment "${typed}" already.`;
      return typed.startsWith('$') ? 'Names that begin with $ have a meaning of their own.' : undefined;
    },
  });
  if (name === undefined || name.trim() === '') return undefined;
  const uri = vscode.Uri.joinPath(await folderFor(environments, place), publicFile);
  return rewrite(uri, (text) => withEnvironment(text, name.trim(), copied));
}

/** `{{name}}` or `{{$secret NAME}}`. */
export async function copyReference(node: EnvironmentNode): Promise<undefined> {
  const reference =
    node.kind === 'binding' ? `{{${node.binding.name}}}` : node.kind === 'secret' ? `{{$secret ${node.name}}}` : '';
  await vscode.env.clipboard.writeText(reference);
  vscode.window.setStatusBarMessage(`$(check) Copied ${reference}`, 4000);
}

async function pickFile(isSecret: boolean): Promise<string | undefined> {
  const open = { label: publicFile, description: 'for everyone who has the folder', file: publicFile };
  const hidden = {
    label: privateFile,
    description: 'for this machine; keep it out of version control',
    file: privateFile,
  };
  const items = isSecret ? [hidden, open] : [open, hidden];
  return (await vscode.window.showQuickPick(items, { title: 'Into which file?' }))?.file;
}

/** The folder of the nearest file that has values here, else the workspace folder. */
async function folderFor(environments: WorkbenchEnvironments, place: vscode.Uri): Promise<vscode.Uri> {
  const read = await environments.of(place);
  const files = [undefined, ...read.names].flatMap((name) => read.layers(name).flat());
  const nearest = files.find(({ defined }) => defined !== undefined)?.defined?.file;
  if (nearest !== undefined) return vscode.Uri.joinPath(vscode.Uri.parse(nearest), '..');
  return vscode.workspace.getWorkspaceFolder(place)?.uri ?? vscode.Uri.joinPath(place, '..');
}

function noFile(name: string): Refusal {
  return {
    message: `${name} is a value of the workbench itself, not of a file. Give it another one in an environment file.`,
  };
}
